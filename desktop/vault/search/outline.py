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
from codecs import charmap_encode
from collections.abc import Collection, Iterable, Iterator, Mapping
from encodings.cp1251 import encoding_table
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
}
"""What becomes of letters: one consonant, or a sign that is left out in the end."""
_BYTES: Final = "cp1251"
"""One byte for each letter of a word that may be a name: many are looked up at once."""
_SILENT: Final = "ьъ".encode(_BYTES)
_LETTERS: Final = bytes.maketrans(
    "".join(_CLASSES.values()).encode(_BYTES),
    "".join(become * len(letters) for become, letters in _CLASSES.items()).encode(_BYTES),
)
_HEARD: Final = bytes.maketrans(
    "абвгґджзеэяёийіыкмнлопрстуўюфхцчшщєїoyjwxZSC".encode(_BYTES),
    b"abvggdzzeeeeiiiikmnlaprstuvufxccsseiaiivkzsc",
)
_HEARD_AS_TWO: Final = tuple(
    (written.encode(), sound.encode())
    for written, sound in (
        *((vowel + other, "e") for vowel in "iyj" for other in "aeo"),
        *((vowel + "u", "u") for vowel in "iyj"),
        *(("kh", "x"), ("ts", "c"), ("tz", "c"), ("ou", "u"), ("sz", "s"), ("cz", "c")),
    )
)
_LINE: Final = "\n"
"""Between words that are read together: no letter, so that none of one goes with one of another."""
_IS_WORD: Final = re.compile(f"[а-яёіўґїєa-z]{{2,{LONGEST}}}")
_WRITTEN_AS_TWO: Final = (("ph", "f"), ("th", "t"), ("rz", "z"))
_TOGETHER: Final = ((b"tk", b"k", b"kk"), (b"dk", b"d", b"dd"))
"""Of letters that stand together one: which, what becomes, and what may so stand twice."""
_DOUBLED: Final = tuple(letter.encode() * 2 for letter in _CLASSES if letter.isalpha())
"""Vowels need none: they are left out."""
_HEARD_TWICE: Final = tuple(letter.encode() * 2 for letter in "abcdefgiklmnpqrstuvxz")
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


def may_be_name(word: str) -> bool:
    """Whether a word, folded as it lies in the index, has an outline: it is one of letters."""
    return _IS_WORD.fullmatch(word) is not None


def outline(word: str) -> str:
    """The outline of a word, folded as it lies in the index; "" where it is no word of letters.

    >>> outline("ручаинская"), outline("rucainskaja"), outline("ева")
    ('rknk', 'rknk', '-')
    """
    return each_outline((word,))[0] if may_be_name(word) else ""


def each_outline(words: Iterable[str]) -> list[str]:
    """The outlines of words that may be names; of many in a sixth of the time of each alone."""
    found = _consonants(_LINE.join(map(_as_one, words)))
    return [each or "-" for each in found.split(_LINE)]


def _as_one(word: str) -> str:
    """The word with one letter for one sound, where it is Latin."""
    if word.isascii():
        for written, sound in _WRITTEN_AS_TWO:
            word = word.replace(written, sound)
    return word


def _consonants(words: str) -> str:
    """The consonants of each line."""
    letters = _single(_in_bytes(words).translate(_LETTERS, _SILENT), _DOUBLED)
    for two, become, again in _TOGETHER:
        if two in letters:
            letters = _single(letters.replace(two, become), (again,))
    return letters.translate(None, b"-").decode()


def _in_bytes(words: str) -> bytes:
    # What ``encode`` does, without finding the codec again for each word.
    return charmap_encode(words, "replace", encoding_table)[0]


def _single(letters: bytes, doubled: Iterable[bytes]) -> bytes:
    """One of each of these letters where it stands several times."""
    for two in doubled:
        while two in letters:
            letters = letters.replace(two, two[:1])
    return letters


def outlines(word: str) -> Mapping[str, Collection[str]]:
    """The outlines of every word that may be the same name as this one (``names.letters.plain``),
    a short form of it included; each with the readings (``names.sounds``) it was made of."""
    ways = [(reading, way) for reading in _readings(word) for way in _ways(reading)]
    found: dict[str, set[str]] = {}
    # Of a word that nobody can read there is no way, and one line.
    stems = _consonants(_LINE.join(way for _reading, way in ways)).split(_LINE)
    for (reading, _way), stem in zip(ways, stems, strict=False):
        for ending in _ENDINGS:
            found.setdefault((stem + ending) or "-", set()).add(reading)
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


def _ways(reading: str) -> Iterator[str]:
    """How a reading may be written."""
    ways = islice(product(*(_SOUNDS.get(letter, letter) for letter in reading)), _MOST_WAYS)
    return ("".join(way).lower() for way in ways)


def heard(words: Iterable[str]) -> list[str]:
    """About how each word sounds, folded as it lies in the index or read (``names.sounds``): near
    to what other spellings sound like, letter by letter, and made in a hundredth of their time."""
    lines = _in_bytes(_LINE.join(words))
    for written, sound in _HEARD_AS_TWO:
        lines = lines.replace(written, sound)
    return _single(lines.translate(_HEARD, _SILENT + b"h"), _HEARD_TWICE).decode().split(_LINE)


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
