"""A word without what spellings disagree on: its consonants, some of them as one.

Two words that may be one name have an outline in common, whatever script, transliteration or case
each is written in: :func:`outline` of the one is among :func:`outlines` of the other. Many other
words have it as well; those are told apart by ``desktop.names``. Vowels, softness, в and whatever
may stand for it are left out; г х к, ж з ш с щ ч ц are one letter, and so is what transliterations
write for them. Reading the word of a table costs microseconds, so it is done for every word that
is met; the many readings of ``desktop.names.sounds`` are made of the word that is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from itertools import islice, product
from typing import Final

from desktop.names.endings import nominatives
from desktop.names.given import given, given_names
from desktop.names.letters import is_cyrillic, plain

LENGTH: Final = 4
"""Letters of an outline by which a table is looked into: of 500,000 words some hundred then."""
LONGEST: Final = 40
"""Letters of a word that may be a name."""
_CLASSES: Final = {
    "k": "кгґхжзсшщчцkgqhxzsc",
    "b": "бb",
    "d": "дd",
    "l": "лl",
    "m": "мm",
    "n": "нn",
    "p": "пp",
    "r": "рr",
    "t": "тt",
    "-": "аеёиіїйоуўыэюяєвфaeiouyjvwf",
    "": "ьъ",
}
_LETTERS: Final = str.maketrans(
    {letter: become for become, letters in _CLASSES.items() for letter in letters}
)
_HEARD: Final = str.maketrans(
    "абвгґджзеэяёийіыкмнлопрстуўюфхцчшщєїoyjwxZSC",
    "abvggdzzeeeeiiiikmnlaprstuvufxccsseiaiivkzsc",
    "ьъh",
)
_HEARD_AS_TWO: Final = (
    *((vowel + other, "e") for vowel in "iyj" for other in "aeo"),
    *((vowel + "u", "u") for vowel in "iyj"),
    *(("kh", "x"), ("ts", "c"), ("tz", "c"), ("ou", "u"), ("sz", "s"), ("cz", "c")),
)
_LINE: Final = "\n"
"""Between words that are read together: no letter, so that none of one goes with one of another."""
_TWICE: Final = re.compile(r"(.)\1+")
_IS_WORD: Final = re.compile(f"[а-яёіўґїєa-z]{{2,{LONGEST}}}")
_WRITTEN_AS_TWO: Final = (("ph", "f"), ("th", "t"), ("rz", "z"))
_TOGETHER: Final = (
    ("tk", re.compile("t+k"), "k"),
    ("dk", re.compile("d+k+"), "d"),
)
"""Of letters that stand together one: where these do, what is looked for, and what becomes."""
_DOUBLED: Final = tuple((letter * 2, letter) for letter in _CLASSES if letter.isalpha())
"""Vowels need none: they are left out."""
_ENDINGS: Final = ("", "m", "k")
"""What a case ending adds."""
_SOUNDS: Final = {"t": "tc", "c": "ct", "Z": "Zj"}
"""What else a sound of ``names.sounds`` may be written as, where its own letter has another class
in an outline: Тимур, Цімур; Жуков, Joukov."""
_MOST_WAYS: Final = 16
_UNMARKED: Final = {"c": "cč", "s": "sš", "z": "zž"}
"""What a Latin letter may have been before its mark was taken off."""
_MARKED: Final = {"č": "C", "š": "S", "ž": "Z"}
"""How ``names.sounds`` reads such a letter, alone and beside any other."""
_SHORT_U: Final = (
    (re.compile("(?<=[aeioy])u(?![aeiouy])"), "ŭ"),
    (re.compile("(?<=[аеіоуыэюя])у(?![аеіоуыэюя])"), "ў"),
)


def outline(word: str) -> str:
    """The outline of a word, folded as it lies in the index; "" where it is no word of letters.

    >>> outline("ручаинская"), outline("rucainskaja"), outline("ева")
    ('rknk', 'rknk', '-')
    """
    return _consonants(_as_one(word)) or "-" if _IS_WORD.fullmatch(word) else ""


def each_outline(words: Iterable[str]) -> list[str]:
    """The outlines of many words that have one, in a fifth of the time."""
    found = _consonants(_LINE.join(map(_as_one, words)))
    return [each or "-" for each in found.split(_LINE)]


def _as_one(word: str) -> str:
    """The word with one letter for one sound, where it is Latin."""
    if word.isascii():
        for written, sound in _WRITTEN_AS_TWO:
            word = word.replace(written, sound)
    return word


def _consonants(words: str) -> str:
    """The consonants of a word, or of each line."""
    letters = words.translate(_LETTERS)
    for sign, pattern, become in _TOGETHER:
        if sign in letters:
            letters = pattern.sub(become, letters)
    for two, one in _DOUBLED:
        while two in letters:
            letters = letters.replace(two, one)
    return letters.replace("-", "")


def outlines(word: str) -> Mapping[str, Collection[str]]:
    """The outlines of every word that may be the same name as this one (``names.letters.plain``),
    a short form of it included; each with the readings (``names.sounds``) it was made of."""
    found: dict[str, set[str]] = {}
    for reading in _readings(word):
        for each in _of_reading(reading):
            found.setdefault(each, set()).add(reading)
    return found


def _readings(word: str) -> set[str]:
    found: set[str] = set()
    for spelling in spellings(word):
        found |= nominatives(spelling).keys()
        for number in given(spelling):
            names = given_names()[number]
            for form in (*names.full, *names.short):
                found |= nominatives(plain(form)).keys()
    return found


def _of_reading(reading: str) -> set[str]:
    ways = islice(product(*(_SOUNDS.get(letter, letter) for letter in reading)), _MOST_WAYS)
    stems = _consonants(_LINE.join("".join(way).lower() for way in ways)).split(_LINE)
    return {(stem + ending) or "-" for stem in set(stems) for ending in _ENDINGS}


def heard(words: Iterable[str]) -> list[str]:
    """About how each word sounds, folded as it lies in the index or read (``names.sounds``): near
    to what other spellings sound like, letter by letter, and made in a hundredth of their time."""
    lines = _LINE.join(words)
    for written, sound in _HEARD_AS_TWO:
        lines = lines.replace(written, sound)
    return _TWICE.sub(r"\1", lines.translate(_HEARD)).split(_LINE)


@lru_cache(maxsize=1 << 16)
def spellings(word: str) -> tuple[str, ...]:
    """A word as it is, and as it may have been written before its marks were taken off: a Latin
    letter without one, у behind a vowel."""
    pattern, short = _SHORT_U[is_cyrillic(word)]
    bases = dict.fromkeys((word, pattern.sub(short, word)))
    if is_cyrillic(word):
        return tuple(bases)
    letters = [[_UNMARKED.get(letter, letter) for letter in base] for base in bases]
    return tuple("".join(way) for each in letters for way in islice(product(*each), _MOST_WAYS))


def marks_of_others(sounds: Iterable[str]) -> frozenset[str]:
    """The letters with a mark in no spelling of a name that has these sounds alone."""
    heard_in = set(sounds)
    return frozenset(mark for mark, sound in _MARKED.items() if sound not in heard_in)


def forget() -> None:
    """Let every word go that was read since the start; ``Vault.close`` calls it."""
    spellings.cache_clear()
