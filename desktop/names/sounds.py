"""How a name may sound: one coarse alphabet for be and ru Cyrillic and every Latin spelling.

A *reading* is a word in that alphabet: ``a`` stands for а and о, ``e`` for е, э, я and ё, ``i``
for и, і and ы; ``S Z C c x`` for ш, ж, ч, ц, х. What Belarusian and Russian write differently
by rule (akanie, hard р and ч, дзеканне, ў) is one there. A Latin spelling has several readings
where tables disagree (h is г or х, i is и, й or softness), and two spellings may be one name
where a reading of the one is a reading of the other. Which grapheme reads how is data:
``resources/names/graphemes.json``, made from the tables in ``tables.json`` beside it.
"""

from __future__ import annotations

import json
import re
from functools import cache, lru_cache

from desktop.names.letters import is_cyrillic
from desktop.resources import resource_bytes

MOST_READINGS = 48
LONGEST_WORD = 64
"""Letters. What is longer is no name, and reading it costs by the square."""
VOWELS = "aeiu"
_CLEAR, _SAYS_ALL = 2, 16
"""Sounds behind some others after which nothing changes those; letters that hold any three."""
_RULES = tuple(
    (re.compile(pattern), become)
    for pattern, become in (
        (r"^u(?=[^aeiuj])", "v"),  # Уладзімір, Уласаў: Владимир, Власов
        (r"j[ae]", "e"),
        (r"j(?=[iu])", ""),
        (r"(?<=[ae])v(?=u[^aeiuj])", ""),  # Навум: Наум
        (r"ts", "c"),
        (r"([^aeiu])\1+", r"\1"),
        (r"(?<=[SZCrc])[ao]", "e"),
        (r"ij$", "i"),
    )
)
_NOT_GERMAN = re.compile("[vqxčšžćźśżąęłńóŭ]|[kzt]h|(?<!t)s[hz]|cz|ts(?!ch)|^[^sz]*$")
_GERMAN_Z = re.compile("z")
_GERMAN_S = re.compile("(?<![sptkf])s(?=[aeiouyäöü])|(?<=d)s|(?<=[aeiou])s(?=[bdglmnrw]|$)")
"""Gryzuk, Sergej Moros: Грицук, Мороз."""
_MAY_CHANGE = re.compile(r"^u|j[aeiu]|vu|ts|([^aeiu])\1|[SZCrc][ao]|ij$")
"""Where one of the rules may be for: most readings stay as they are."""
_SOFTENED = (
    (re.compile("T(?=[eiuv]|$)"), ("c", "t")),
    (re.compile("D(?=[eiuvmk]|$)"), ("d", "dz")),
)
"""ts and dz before a soft vowel may be a т or д that Belarusian softened (Цімур: Тимур)."""


@lru_cache(maxsize=1 << 17)
def readings(word: str) -> frozenset[str]:
    """The readings of one word, given as ``letters.plain`` gives it; empty for no letters, and for
    more than ``LONGEST_WORD``."""
    if len(word) > LONGEST_WORD:
        return frozenset()
    letters = word.replace("'", "").replace("-", "")
    if is_cyrillic(word):
        return _readings(letters, "cyrillic")
    read = _readings(letters, "latin")
    if not _NOT_GERMAN.search(letters):
        german = _GERMAN_Z.sub("c", letters)
        for spelled in {german, _GERMAN_S.sub("z", german)}:
            read |= _readings(spelled, "latin")
    return read


def _readings(letters: str, script: str) -> frozenset[str]:
    graphemes, table, at_edges = _graphemes(script)
    found = [""]
    ends = len(letters)
    for part in graphemes.finditer(letters):
        written = part[0]
        at_edge = part.end() == ends or part.start() == 0
        sounds = table[_at_edge(part, at_edges) if at_edge else written]
        if len(sounds) == 1:
            found = [before + sounds[0] for before in found]
        else:
            found = [before + sound for before in found for sound in sounds][:MOST_READINGS]
    return frozenset(_ruled(each) for before in found for each in _softened(before)) - {""}


def first_sounds(word: str, many: int) -> frozenset[str]:
    """The first sounds, so many, of each reading of the word. Of most words the first letters say
    them, and many words begin with the same."""
    begin = _first_sounds(word[: 2 * many + 1], many)
    return begin or frozenset(each[:many] for each in readings(word[:_SAYS_ALL]))


@lru_cache(maxsize=1 << 14)
def _first_sounds(begin: str, many: int) -> frozenset[str]:
    """Those of any word that begins so; empty where more of it has to be read."""
    read = readings(begin)
    is_said = read and min(map(len, read)) >= many + _CLEAR
    return frozenset(each[:many] for each in read) if is_said else frozenset()


def _at_edge(part: re.Match[str], at_edges: frozenset[str]) -> str:
    """``^`` before a grapheme in the table: only at the beginning; ``$`` behind it: at the end."""
    written = part[0]
    if part.start() == 0 and "^" + written in at_edges:
        return "^" + written
    if part.end() == len(part.string) and written + "$" in at_edges:
        return written + "$"
    return written


def _softened(reading: str) -> list[str]:
    if "T" not in reading and "D" not in reading:
        return [reading]
    found = [reading]
    for pattern, sounds in _SOFTENED:
        found = [pattern.sub(sound, each) for each in found for sound in sounds]
    return list(dict.fromkeys(each.replace("T", "c").replace("D", "dz") for each in found))


def _ruled(reading: str) -> str:
    for pattern, become in _RULES if _MAY_CHANGE.search(reading) else ():
        reading = pattern.sub(become, reading)
    return reading


@cache
def initials() -> dict[str, frozenset[str]]:
    """What the first letter of a Latin name may be the beginning of: K is к, or х written kh."""
    read = json.loads(resource_bytes("names/graphemes.json"))["initial"]
    return {letter: frozenset(sounds.split("|")) for letter, sounds in read.items()}


@cache
def _graphemes(
    script: str,
) -> tuple[re.Pattern[str], dict[str, tuple[str, ...]], frozenset[str]]:
    """What matches the longest grapheme at each place, how each may sound, and which sound so only
    at the beginning or the end."""
    read = json.loads(resource_bytes("names/graphemes.json"))
    table = {part: tuple(sounds.split("|")) for part, sounds in read[script].items()}
    longest_first = sorted(table, key=lambda part: -len(part.strip("^$")))
    anchored = (part.replace("^", r"\A").replace("$", r"\Z") for part in longest_first)
    at_edges = frozenset(part for part in table if part[0] == "^" or part[-1] == "$")
    return re.compile("|".join(anchored)), table, at_edges
