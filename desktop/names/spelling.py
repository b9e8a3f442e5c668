"""Whether two Cyrillic words are spelled as one name within a language: its own two spellings and
the case endings aside.
"""

from __future__ import annotations

import re
from functools import lru_cache

from desktop.names.letters import is_cyrillic

_LONGEST_ENDING = 3


def letters_agree(one: str, other: str, languages: tuple[str, str]) -> bool:
    """Within one language other letters are another name, but for ё, ў and the ending."""
    if not (is_cyrillic(one) and is_cyrillic(other)):
        return True
    if not languages[0] or languages[0] != languages[1]:
        return True
    if min(len(one), len(other)) >= _LONG and _is_a_slip(one, other):
        return True
    return any(_begin_alike(easy(one), easy(other)) for easy in (_easy, _easy_of_a_foreign_l))


def _is_a_slip(one: str, other: str) -> bool:
    """Whether in a long word one vowel is written as it is heard, and before the ending no other
    letter differs: Осмаловский of Осмоловский."""
    stems = zip(one[:-_LONGEST_ENDING], other[:-_LONGEST_ENDING], strict=False)
    differ = [(x, y) for x, y in stems if x != y]
    return len(differ) == 1 and frozenset(differ[0]) in _HEARD_ALIKE


_LONG = 9
"""Letters of a word in which one more or less says nothing else."""
_HEARD_ALIKE = frozenset(map(frozenset, ("оа", "еи", "яе")))


def _begin_alike(one: str, other: str) -> bool:
    if len(one) == len(other) and one[-1] == other[-1]:
        return one == other
    shared = max(2, min(len(one), len(other)) - _LONGEST_ENDING)
    return one[:shared] == other[:shared] or _without_a_vowel(one) == _without_a_vowel(other)


@lru_cache(maxsize=1 << 15)
def _easy(word: str) -> str:
    """A Cyrillic word without what is spelled in two ways within one language."""
    return _SOFT.sub("", _SHORT_U.sub("в", word.translate(_EASY)))


def _easy_of_a_foreign_l(word: str) -> str:
    """Taraškievica writes лё, ля where the official spelling has ло, ла."""
    return _easy(_SOFT_L.sub(lambda found: _HARD_L[found[0]], word))


def _without_a_vowel(word: str) -> str:
    """Пень and пнём alike: without the vowel that comes and goes, and what stands behind it."""
    stem = word.rstrip("аеёиіоуыэюямхьй")
    return re.sub("[еоьэй](?=[^аеёиіоуыэюяь]$)", "", stem)


_SHORT_U = re.compile("(?<=[аеёиіоуыэюя])у|^в(?=[^аеёиіоуыэюя])|^ў")
"""ў where the keyboard had none."""
_SOFT = re.compile("ь(?=[бвгджзклмнпрстфхцчш])")
"""Taraškievica: Сьнягір, Дзьмітрук; and Касьпер."""
_SOFT_L = re.compile("л[ёюя]")
_HARD_L = {"лё": "ло", "лю": "лу", "ля": "ла"}
_EASY = str.maketrans({"ё": "е", "ў": "в", "ґ": "г", "'": ""})
