"""The text around what was found, and where in it that stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from desktop.vault.search.folding import places, tokens

_AROUND: Final = 60

IsWanted = Callable[[str], bool]
"""Whether a word, folded, is one that was looked for."""
Span = tuple[int, int]
"""The first letter of a word in a text, and the one behind its last."""


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


def excerpt(text: str, is_wanted: IsWanted) -> Excerpt:
    """The text around the first wanted word, cut at spaces."""
    found = _spans(text, is_wanted)
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
        else tuple((a + len(before), b + len(before)) for a, b in _spans(line, is_wanted))
    )
    return Excerpt(before + line + ("…" if right < len(text) else ""), marks, at)


def _spans(text: str, is_wanted: IsWanted) -> list[Span]:
    """Where the wanted words stand."""
    spans, words = list(places(text)), tokens(text)
    if len(spans) == len(words):
        return [span for span, word in zip(spans, words, strict=True) if is_wanted(word)]
    # Of ½ and the like folding makes two words.
    return [each for each in spans if any(map(is_wanted, tokens(text[slice(*each)])))]
