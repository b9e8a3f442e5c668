"""The text around what was found, and where in it that stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from desktop.vault.search.folding import places, tokens

_AROUND: Final = 60

Span = tuple[int, int]
"""The first letter of a word in a text, and the one behind its last."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The words that were looked for, folded; ``start``: and those that begin so, where any may."""

    words: frozenset[str]
    start: str = ""

    def among(self, words: Sequence[str]) -> list[int]:
        """Where wanted ones stand among ``words``, folded."""
        wanted, start, end = self.words, self.start, len(self.start)
        if not start:
            return [at for at, word in enumerate(words) if word in wanted]
        return [at for at, word in enumerate(words) if word in wanted or word[:end] == start]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """``text``: in one line, … where it was cut. ``marks``: the words that were looked for, in it.
    ``at``: the first of them, in the whole text; (0, 0) where it cannot be told."""

    text: str
    marks: tuple[Span, ...] = ()
    at: Span = (0, 0)

    @property
    def marked(self) -> tuple[str, ...]:
        """The words that are marked, as they are written."""
        return tuple(self.text[start:end] for start, end in self.marks)


def excerpt(text: str, wanted: Wanted) -> Excerpt:
    """The text around the first wanted word, cut at spaces."""
    found = _spans(text, wanted)
    start, end = at = found[0] if found else (0, 0)
    left, right = max(0, start - _AROUND), min(len(text), end + _AROUND)
    if left:
        left = text.find(" ", left, start) + 1 or left
    if right < len(text):
        right = max(text.rfind(" ", end, right), end) if " " in text[end:right] else right
    cut, before = text[left:right], "…" if left else ""
    line = " ".join(cut.split())
    moved = len(before) - left
    marks = (
        tuple((a + moved, b + moved) for a, b in found if left <= a and b <= right)
        if line == cut
        else tuple((a + len(before), b + len(before)) for a, b in _spans(line, wanted))
    )
    return Excerpt(before + line + ("…" if right < len(text) else ""), marks, at)


def _spans(text: str, wanted: Wanted) -> list[Span]:
    """Where the wanted words stand."""
    words = tokens(text)
    found = wanted.among(words)
    if not found:
        return []
    spans = list(islice(places(text), found[-1] + 1))
    if len(spans) > found[-1] and all(_said(text, spans[at]) == [words[at]] for at in found):
        return [spans[at] for at in found]
    # Of ½ and the like folding makes two words.
    return [each for each in places(text) if wanted.among(_said(text, each))]


def _said(text: str, span: Span) -> list[str]:
    return tokens(text[slice(*span)])
