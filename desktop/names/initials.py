"""Initials: what one may stand for; in a text, which belong to a name, and which are somebody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from desktop.names.given import forms_of_given, initials_of_father
from desktop.names.letters import is_cyrillic
from desktop.names.sounds import initials, readings

_LETTER = r"[A-ZА-ЯЁІЎŁŚŠŽČ]\.[ \u00a0]?"
_BEFORE = re.compile(
    rf"(?<![\w.])(?:(?<=[ \u00a0(«\"“])|(?=\w\.[ \u00a0]?\w\.))(?:{_LETTER}){{1,3}}$"
)
"""One letter at the beginning of a line says who speaks: Q., A."""
_BEHIND = re.compile(r"[ \u00a0](?:[A-ZА-ЯЁІЎŁŚŠŽČ]\.[ \u00a0]?){0,2}[A-ZА-ЯЁІЎŁŚŠŽČ]\.(?!\w)")
_ALONE = re.compile(r"(?<![\w.])[A-ZА-ЯЁІЎŁŚŠŽČ]\.(?:[ \u00a0]?[A-ZА-ЯЁІЎŁŚŠŽČ]\.){1,2}(?!\w)")
_NOBODY = frozenset({"US", "USA", "UK", "EU", "PS", "AM", "PM", "ПС", "ЗЫ", "QA"})
_FAR = 12
"""Characters in which initials beside a name stand."""


def with_initials(text: str, start: int, end: int) -> tuple[int, int]:
    """The place of a name together with the initials right before and behind it."""
    before = _BEFORE.search(text[max(0, start - _FAR) : start])
    behind = _BEHIND.match(text, end, end + _FAR)
    return start - len(before[0]) if before else start, behind.end() if behind else end


def initials_alone(text: str) -> Iterator[tuple[int, int]]:
    """Where two or three initials stand that may be somebody: А. М., О. Н. Р."""
    for found in _ALONE.finditer(text):
        if re.sub(r"\W", "", found[0]) not in _NOBODY:
            yield found.span()


def same_order(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether the initials of two names, where both have two, are the same: А. С. is not С. А."""
    letters, others = ([word for word in words if len(word) == 1] for words in (one, other))
    if len(letters) < 2 or len(others) < 2:
        return True
    return all(map(may_begin, letters, others))


def may_begin(one: str, other: str) -> bool:
    """Whether two words (``plain``), one of a single letter or both, may begin one name."""
    if len(one) == len(other) == 1 and is_cyrillic(one) == is_cyrillic(other):
        return one == other or any({one, other} <= alike for alike in _ALIKE)
    return bool(_firsts(one) & _firsts(other))


_ALIKE = tuple(map(frozenset, ("иі", "оа", "ея", "ое", "hg", "jyi", "vwu", "ckt", "ae")))
"""Initials of one script under which one given name may stand: Алег, Олег; Яўген, Евгений."""


@lru_cache(maxsize=1 << 13)
def is_short_for(begin: str, word: str) -> bool:
    """Whether a word (``plain``) of two letters and more with a full stop, or two letters in Latin
    that are one in Cyrillic, may stand for the other one: Ник., Ye., Вл. of Уладзімір."""
    beginnings = readings(begin)
    if "u" in beginnings:
        beginnings |= {"v"}  # before two consonants: Уладзімір
    return any(
        form.startswith(each) and form != each
        for form in readings(word) | forms_of_given(word)
        for each in beginnings
    )


def _firsts(word: str) -> set[str]:
    """The sounds that the word may begin with, or that an initial may stand for."""
    if len(word) == 1 and not is_cyrillic(word):
        return set(initials().get(word, word))
    fathers = initials_of_father(word) if len(word) > 1 else ()
    parts = (word, word[0], *fathers)
    first = {reading[0] for part in parts for reading in readings(part)}
    first |= {form[0] for form in forms_of_given(word)} if len(word) > 1 else set()
    return first | {"u"} if "v" in first else first
