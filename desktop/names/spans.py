"""Where protected names stand in a text: in any spelling, script, case and short form.

Made for the check before something leaves: rather one place too many than one too few. A given
name alone, a family name alone and a patronymic alone are found; what stands side by side is one
place.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Set
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from desktop.names.beginnings import Beginnings
from desktop.names.families import family_forms
from desktop.names.given import given
from desktop.names.initials import with_initials
from desktop.names.keys import word_keys
from desktop.names.letters import Word, bare, plain, words
from desktop.names.match import Likeness, Reason, compare
from desktop.names.met import Met, Read, is_beside, read, words_of

K = TypeVar("K", bound=Hashable)
T = TypeVar("T", bound=Hashable)
_Names = dict[str, dict[T, dict[str, None]]]
"""Key of a word → whose names have such a word."""
_MOST_KNOWN = 1 << 16


@dataclass(frozen=True, slots=True)
class Span(Generic[K]):
    """``text[start:end]`` may be a form of the names ``of``; ``why``: of the first of them."""

    start: int
    end: int
    of: tuple[K, ...]
    why: Likeness


class Protected(Generic[K]):
    """Names to be found in texts, each under an id of the caller's (several names an id may)."""

    def __init__(
        self,
        names: Iterable[tuple[K, str]],
        *,
        families: bool = False,
        told: Iterable[str] = (),
    ) -> None:
        """``families``: whether others of somebody's family are found as well, where nobody else
        is called so (``families.py``): none of these and none who may be ``told``."""
        self._of: _Names[K] = {}
        self._told: _Names[None] = {}
        self._families: _Names[K] = {}
        for key, name in names:
            for word in words(name):
                if len(word.plain) > 1:
                    _add(self._of, key, word.plain, name)
                    for form in family_forms(word.plain) if families else ():
                        _add(self._families, key, form, form)
        for name in told:
            for word in words(name):
                _add(self._told, None, word.plain, name)
        self._known: dict[str, Met[K]] = {}
        self._begin = Beginnings(self._of | self._families)

    def spans(self, text: str) -> list[Span[K]]:
        """The places of the text where one of the names may stand, in order, none over another."""
        return spans_of(self.read(text))

    def read(self, text: str) -> Read[K]:
        """The text with who may be named in it, for ``spans_of``."""
        every = [bare(word) for word in words(text)]
        met = [self._meets(word.plain) if len(word.plain) > 1 else {} for word in every]
        return read(text, every, met)

    def _meets(self, word: str) -> Met[K]:
        # A cache around the method would hold its owner, and the names, until a collection.
        if word not in self._known:
            if len(self._known) == _MOST_KNOWN:
                self._known.clear()
            self._known[word] = self._met(word)
        return self._known[word]

    def _met(self, word: str) -> Met[K]:
        if not self._begin.may_be_of(word):
            return {}
        met = _of_whom(word, self._of)
        if met or not self._families:
            return met
        told = _of_whom(word, self._told)
        return {} if told else _of_whom(word, self._families)


def spans_of(read: Read[K], named: Set[K] = frozenset()) -> list[Span[K]]:
    """The places where one of the names may stand, in order, none over another. ``named``: who is
    surely named in what is shown together with the text."""
    text = read.text
    found: list[Span[K]] = []
    run: list[tuple[Word, Met[K]]] = []
    for word, met in zip(read.every, read.certain(named), strict=True):
        if run and not (met and _goes_on(text, run[-1][0], word, run[-1][1], met)):
            found.append(_span(text, run))
            run = []
        if met:
            run.append((word, met))
    if run:
        found.append(_span(text, run))
    return _apart(text, found)


def _add(there: _Names[T], key: T, word: str, name: str) -> None:
    for each in word_keys(word):
        there.setdefault(each, {}).setdefault(key, {})[name] = None


def _of_whom(word: str, there: _Names[T]) -> Met[T]:
    """Whose name the word may be a word of, and of which names."""
    met: dict[T, dict[str, None]] = {}
    for key in sorted(word_keys(word)):  # which name is met first, and so why, is always the same
        for of, names in there.get(key, {}).items():
            named = dict.fromkeys(name for name in names if words_of(word, name))
            if named:
                met.setdefault(of, {}).update(named)
    return {of: tuple(names) for of, names in met.items()}


def names_another(written: str, names: Iterable[str]) -> bool:
    """Whether a place where one of these names may stand says somebody else of the family: another
    given name beside it, or the family alone as its others are called."""
    of, every = tuple(names), [word.plain for word in words(written)]
    theirs = {word for word in every if any(words_of(word, name) for name in of)}
    if not any(given(word.plain) for name in of for word in words(name)):
        return not theirs
    return not theirs or any(given(word) and word not in theirs for word in every)


def _goes_on(text: str, before: Word, word: Word, first: Met[K], second: Met[K]) -> bool:
    return is_beside(text, before, word) and bool(first.keys() & second.keys())


def _apart(text: str, found: list[Span[K]]) -> list[Span[K]]:
    """Each with the initials beside it: they would give away a name that was replaced."""
    whole: list[Span[K]] = []
    ends = 0
    begins = [*(span.start for span in found), len(text)]
    for span, after in zip(found, begins[1:], strict=True):
        start, end = with_initials(text, span.start, span.end)
        start, ends = start if start >= ends else span.start, min(end, after)
        whole.append(replace(span, start=start, end=ends))
    return whole


def _span(text: str, run: list[tuple[Word, Met[K]]]) -> Span[K]:
    start, end = run[0][0].start, run[-1][0].end
    shared = [key for key in run[0][1] if all(key in met for _word, met in run)]
    keys = tuple(shared or dict.fromkeys(key for _word, met in run for key in met))
    return Span(start, end, keys, _why(text[start:end], run, keys))


def _why(written: str, run: list[tuple[Word, Met[K]]], keys: tuple[K, ...]) -> Likeness:
    """Why the whole place is a form of the name, or its words of words of the name."""
    name = next(met[keys[0]][0] for _word, met in run if keys[0] in met)
    whole = compare(written, name)
    if whole.is_proposed:
        return whole
    each = [
        max((compare(word.plain, part.plain) for part in words(name)), key=lambda like: like.score)
        for word, _met in run
    ]
    reasons = {Reason.PART_MISSING, *(reason for like in each for reason in like.reasons)}
    if len(run) == 1 and plain(written) in plain(name).split():
        reasons.discard(Reason.CASE_FORM)
    ordered = tuple(sorted(reasons - {Reason.SAME_SPELLING}, key=list(Reason).index))
    return Likeness(min(like.score for like in each), ordered)
