"""Case endings in the alphabet of ``sounds``: which nominative an oblique form may belong to.

One table serves Belarusian, Russian, Łacinka and every transliteration of them, because it works
on readings: *Ручаінскай*, *Ручаинской* and *Ručainskaj* all end in ``skaj``. It proposes more
than grammar allows for one word; agreement of all words of a name in gender and case
(``match.py``) takes most of that back. Source: the declension of proper names in *Беларуская
граматыка* (1985) and *Русская грамматика* (1980).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from desktop.names.letters import is_cyrillic
from desktop.names.sounds import VOWELS, readings

Agreement = tuple[str, str]
"""A gender ("m", "f") and a case: "nom", "gen", "dat", "acc", "ins", "loc"."""

CASES = ("nom", "gen", "dat", "acc", "ins", "loc")
_HARDENED = "SZCrc"
# ending, ending of the nominative, what the stem ends in (c consonant, v vowel), gender, cases
_ENDINGS = tuple(
    (ending, nominative, stem, gender, tuple(cases.split()))
    for endings, nominative, stem, gender, cases in (
        ("a e", "", "c", "m", "gen acc"),
        ("u", "", "c", "m", "dat loc"),
        ("am em im", "", "c", "m", "ins"),
        ("e i", "", "c", "m", "loc"),
        ("e", "j", "v", "m", "gen acc"),
        ("u", "j", "v", "m", "dat loc"),
        ("em", "j", "v", "m", "ins"),
        ("e i", "j", "v", "m", "loc"),
        ("e", "ej", "c", "m", "gen acc"),
        ("u", "ej", "c", "m", "dat"),
        ("em", "ej", "c", "m", "ins"),
        ("ie", "i", "c", "m", "gen acc"),
        ("iu", "i", "c", "m", "dat loc"),
        ("iem", "i", "c", "m", "ins"),
        ("ii ie", "i", "c", "m", "loc"),
        ("aga ega", "i", "c", "m", "gen acc"),
        ("amu emu", "i", "c", "m", "dat"),
        ("im", "i", "c", "m", "ins loc"),
        ("am em", "i", "c", "m", "loc"),
        ("aga ega", "aj", "c", "m", "gen acc"),
        ("amu emu", "aj", "c", "m", "dat"),
        ("im am em", "aj", "c", "m", "ins loc"),
        ("aj ej", "ae", "c", "f", "gen dat ins loc"),
        ("ae ee", "ae", "c", "f", "gen"),
        ("uu", "ae", "c", "f", "acc"),
        ("au eu", "ae", "c", "f", "ins"),
        ("i", "a", "c", "f", "gen dat loc"),
        ("e", "a", "c", "f", "dat loc"),
        ("u", "a", "cv", "f", "acc"),
        ("aj ej", "a", "c", "f", "gen dat ins loc"),
        ("au eu", "a", "c", "f", "ins"),
        ("i", "e", "cv", "f", "gen dat loc"),
        ("e", "e", "c", "f", "dat loc"),
        ("u", "e", "cv", "f", "acc"),
        ("ej eu", "e", "cv", "f", "ins"),
        ("i", "", "c", "f", "gen dat loc"),
        ("u", "", "c", "f", "ins"),
        ("i", "a", "c", "m", "gen dat loc"),
        ("e", "a", "c", "m", "dat loc"),
        ("u", "a", "c", "m", "acc dat loc"),
        ("am em aj ej", "a", "c", "m", "ins"),
        ("i", "e", "cv", "m", "gen dat loc"),
        ("e", "e", "c", "m", "dat loc"),
        ("u", "e", "cv", "m", "acc dat"),
        ("em ej", "e", "cv", "m", "ins"),
    )
    for ending in endings.split()
)
_BY_ENDING: dict[str, list[tuple[str, str, frozenset[Agreement]]]] = {}
for _ending, _nominative, _kinds, _gender, _cases in _ENDINGS:
    _forms = frozenset((_gender, _case) for _case in _cases)
    _BY_ENDING.setdefault(_ending, []).append((_nominative, _kinds, _forms))
_LONGEST = max(len(_ending) for _ending in _BY_ENDING)
_UNDECLINED = re.compile("(?:[оoіиi]|уа|ua|[кk][аa]|[ыиі]х|[iy](?:kh|ch|h|x))$")
_IN_J = re.compile("[иыіiy][йjy]$")
_ALTERNATING = {"z": "g", "c": "k", "s": "x"}
"""What г, к, х become before the е or ы of the dative and locative in Belarusian."""


@lru_cache(maxsize=1 << 16)
def nominatives(word: str) -> dict[str, frozenset[Agreement]]:
    """The readings of the nominatives that the word (``plain``) may be a form of, and as which.

    The word's own readings are among them: in the nominative, and in every case for what is not
    declined (a woman's family name without a woman's ending, names in -о).
    """
    found: dict[str, frozenset[Agreement]] = {}
    undeclined = _UNDECLINED.search(word) is not None
    ends_in_j, in_cyrillic = _IN_J.search(word) is not None, is_cyrillic(word)
    for reading in readings(word):
        his = _ANY_CASE_OF_HIS if undeclined else _NOMINATIVE_OF_HIS
        is_declined = reading[-1] in "ae" and not undeclined
        hers = _NOMINATIVE_OF_HERS if is_declined else _ANY_CASE_OF_HERS
        found[reading] = found.get(reading, _NONE) | his | hers
        for stem, form in () if in_cyrillic else _of_a_balt(reading):
            found[stem] = found.get(stem, _NONE) | {form}
        for nominative, forms in _of_reading(reading, ends_in_j=ends_in_j):
            found[nominative] = found.get(nominative, _NONE) | forms
    return found


_ANY_CASE_OF_HIS = frozenset(("m", case) for case in CASES)
_ANY_CASE_OF_HERS = frozenset(("f", case) for case in CASES)
_NOMINATIVE_OF_HIS = frozenset({("m", "nom")})
_NOMINATIVE_OF_HERS = frozenset({("f", "nom")})
_NONE: frozenset[Agreement] = frozenset()


_BALTIC = re.compile("(.{2,}[^aeiu])(?:ius|[ae]s|us|(?<=[kt])is|s)$")
_BALTIC_IN_J = re.compile("(.{2,}[aei])j?us$|(.{2,}i)js$")
"""Sergejus, Vasilijs."""
_OF_A_BALTIC_WOMAN = re.compile("(.{2,}(?:[^aeiuvnk]|[^sc]k|[ae]vsk))[ae]$")
"""Latvian Daniļeviča, Kovaļčuka."""


def _of_a_balt(reading: str) -> Iterator[tuple[str, Agreement]]:
    """The name in a Lithuanian or Latvian passport without its ending: Viktoras, Kulakovs."""
    if found := _BALTIC.fullmatch(reading):
        yield found[1], ("m", "nom")
        if found[1].endswith(("sk", "ck")):
            yield found[1] + "i", ("m", "nom")
    if found := _BALTIC_IN_J.fullmatch(reading):
        stem = found[1] or found[2]
        yield (stem if stem[-1] == "i" else stem + "j"), ("m", "nom")
    if found := _OF_A_BALTIC_WOMAN.fullmatch(reading):
        yield found[1], ("f", "nom")


def _of_reading(reading: str, *, ends_in_j: bool) -> list[tuple[str, frozenset[Agreement]]]:
    found = []
    for size in range(1, min(_LONGEST, len(reading) - 2) + 1):
        ending = reading[-size:]
        if ending == "i" and ends_in_j:
            continue  # Дзержинский is no case of Дзержинск
        stem = reading[:-size]
        behind = "v" if stem[-1] in VOWELS else "c"
        for nominative, kinds, forms in _BY_ENDING.get(ending, ()):
            if nominative == "aj" and stem.endswith(("sk", "ck")):
                continue  # Ручаінскай is no man's name: she is, in the genitive
            if behind in kinds:
                found += [(each, forms) for each in _stems(stem, ending, nominative)]
    return found


def _stems(stem: str, ending: str, nominative: str) -> list[str]:
    whole = [_joined(stem, nominative)]
    if nominative == "a" and ending in "ei" and stem[-1] in _ALTERNATING:
        whole.append(stem[:-1] + _ALTERNATING[stem[-1]] + "a")
    if nominative == "ae":
        whole.append(stem + "ee")  # Крайняя, as behind a hardened consonant Большая
    if nominative == "" and stem[-1] not in VOWELS and stem[-2] not in VOWELS:
        # A vowel that comes and goes: Павел and Павла, Козачок and Козачка.
        whole += [_joined(stem[:-1], vowel) + stem[-1] for vowel in "ae"]
        if stem[-2] == "j":
            whole.append(stem[:-2] + "e" + stem[-1])  # Зайца, of Заяц
    return whole


def _joined(stem: str, ending: str) -> str:
    return stem + ("e" if ending == "a" and stem[-1] in _HARDENED else ending)
