"""What somebody typed into the search: words, and phrases in quotes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from desktop.vault.search.folding import tokens

MOST_WORDS: Final = 16
SHORTEST_START: Final = 2
"""A single letter stands alone: as the start of a word it would name half of the vault."""
_QUOTED: Final = re.compile('"([^"]*)"|«([^»]*)»|[„“]([^„“”]*)[“”]')
_WORD: Final = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Word:
    """A word that was typed without quotes. ``tokens``: as it lies in the index, where W-001 is two
    words; all of them are to stand."""

    typed: str
    tokens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """``phrases``: words, folded, that are to stand behind one another as they were typed.
    ``begun``: the last word may be the beginning of one."""

    words: tuple[Word, ...]
    phrases: tuple[tuple[str, ...], ...]
    begun: bool

    @property
    def tokens(self) -> tuple[str, ...]:
        """Every word that is to stand, once; the last one typed is the last."""
        every = [each for phrase in self.phrases for each in phrase]
        every += [each for word in self.words for each in word.tokens]
        return tuple(reversed(dict.fromkeys(reversed(every))))


def read_query(typed: str) -> Query:
    """What was typed, as it is meant; of more than ``MOST_WORDS`` words the first ones. A quote
    that is not closed is no quote."""
    phrases, rest, left = [], _QUOTED.sub(" ", typed), MOST_WORDS
    for found in _QUOTED.finditer(typed):
        phrase = tuple(tokens(found[found.lastindex or 0]))[:left]
        phrases += [phrase] if phrase else []
        left -= len(phrase)
    words = []
    for found in _WORD.finditer(rest):
        each = tuple(tokens(found.group()))[:left]
        words += [Word(found.group(), each)] if each else []
        left -= len(each)
    begun = bool(words) and len(words[-1].tokens[-1]) >= SHORTEST_START
    return Query(tuple(words), tuple(phrases), begun)
