"""Which words may have one of certain keys, by how they begin.

That is asked of each word of a text or an index before its keys are made, which costs ten times as
much: many words begin with the same letters, and those are read once.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from desktop.names.given import beginnings
from desktop.names.sounds import VOWELS, first_sounds

_LONG: Final = 6
_FIRST: Final = 3
"""Of a word of more than six letters no case and no alternation reaches its first three sounds."""

_WHOLE: Final = 64
"""More sounds than any given name has."""


class Beginnings:
    """How words begin that have one of these keys (``keys.word_keys``)."""

    def __init__(self, keys: Iterable[str]) -> None:
        whole = {sounds for key in keys for sounds in _of_key(key)}
        self.sounds = frozenset("".join(whole))
        """Every sound of such a word, but for what an ending brings."""
        self._begin = frozenset(each[:_FIRST] for each in whole)
        self._first_two = frozenset(each[:2] for each in self._begin)
        self._first = frozenset(each[:1] for each in self._begin)

    def may_be_of(self, word: str) -> bool:
        """Whether the word (``plain``) begins like one that has such a key, in any of its cases."""
        two = first_sounds(word, 2)
        if len(word) <= _LONG:
            # Льва is a case of Лев, Юзіку of Юзік: there the vowel stays.
            return any(each in self._first_two or self._may_lose_a_vowel(each) for each in two)
        return not two.isdisjoint(self._first_two) and any(
            each in self._begin or each[:2] in self._begin for each in first_sounds(word, _FIRST)
        )

    def _may_lose_a_vowel(self, two: str) -> bool:
        return two[-1] not in VOWELS and two[0] in self._first


def _of_key(key: str) -> Iterable[str]:
    """What a reading is, but for its ending, whose word has this key."""
    number = key.removeprefix("p").removeprefix("f").removeprefix("g")
    return beginnings(int(number), _WHOLE) if number.isdecimal() else (key,)
