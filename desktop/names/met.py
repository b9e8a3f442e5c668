"""Whose name a word of a text may be, and whose it surely is there."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from desktop.names.begins import begins, stands
from desktop.names.given import patronymic
from desktop.names.language import language_by_letters
from desktop.names.letters import Word, is_cyrillic, words
from desktop.names.match import compare
from desktop.names.spelled_in_latin import is_belarusian_in_latin
from desktop.names.sureness import Sure, how_sure

K = TypeVar("K", bound=Hashable)
T = TypeVar("T", bound=Hashable)
Met = dict[T, tuple[str, ...]]
"""Whose name a word may be a word of, and of which of theirs."""
_AROUND = 80
"""Characters on each side of a word that say in which language it is."""
_BETWEEN = frozenset(" \u00a0\u202f-‐‑\t.")


@lru_cache(maxsize=1 << 15)
def words_of(word: str, name: str) -> tuple[str, ...]:
    """The words (``plain``) of the name that the word (``plain``) may be."""
    return tuple(
        each.plain
        for each in words(name)
        if compare(word, each.plain).is_proposed
        or patronymic(word).keys() & patronymic(each.plain).keys()
    )


def is_beside(text: str, before: Word, word: Word) -> bool:
    """Whether the one stands right before the other."""
    between = text[before.end : word.start]
    return len(between) <= 2 and set(between) <= _BETWEEN


@dataclass(frozen=True, slots=True)
class Read(Generic[K]):
    """A text that was read for names: whose name each word of it may be, and how sure that is.

    ``named``: who is surely named in it; ``asked``: who may be by a word that counts only where
    they are named elsewhere.
    """

    text: str
    every: Sequence[Word]
    met: Sequence[Met[K]]
    sure: Sequence[Mapping[K, Sure]]
    named: frozenset[K]
    asked: frozenset[K]

    def certain(self, named: Set[K]) -> Sequence[Met[K]]:
        """Of each word whom it surely names: by itself, by another word of the name beside it, or
        with a capital where they are ``named`` elsewhere. A word alone is all that there is to ask
        about."""
        if len(self.every) < 2:
            return self.met
        return [
            {of: names for of, names in met.items() if self._is_certain(at, of, named)}
            for at, met in enumerate(self.met)
        ]

    def _is_certain(self, at: int, of: K, named: Set[K]) -> bool:
        how = self.sure[at][of]
        if how >= Sure.ASKED or (how is Sure.ELSEWHERE and (of in named or of in self.named)):
            return True
        return how is not Sure.NO and self._is_said_beside(at, of)

    def _is_said_beside(self, at: int, of: K) -> bool:
        """Whether beside a word stands surely another word of the name: яна before Ручаінская."""
        every, met = self.every, self.met
        mine = _parts(every[at], met[at][of])
        return any(
            0 <= other < len(every)
            and self.sure[other].get(of) is Sure.YES
            and is_beside(self.text, every[min(at, other)], every[max(at, other)])
            and not _parts(every[other], met[other][of]) <= mine
            for other in (at - 1, at + 1)
        )


def read(text: str, every: Sequence[Word], met: Sequence[Met[K]]) -> Read[K]:
    """The text whose words are ``every``, each of which may name whom ``met`` says."""
    sure = list(_how_sure(text, every, met)) if any(met) else [{} for _word in every]
    named = frozenset(of for each in sure for of, how in each.items() if how is Sure.YES)
    unsure = (of for each in sure for of, how in each.items() if how is Sure.ELSEWHERE)
    return Read(text, every, met, sure, named, frozenset(unsure) - named)


def _how_sure(text: str, every: Sequence[Word], met: Sequence[Met[K]]) -> Iterator[dict[K, Sure]]:
    in_latin = is_belarusian_in_latin(every)
    for word, names_of, first in zip(every, met, begins(text, every), strict=True):
        if not names_of:
            yield {}
            continue
        how, language = stands(text, word, first=first), _language_at(text, word, in_latin=in_latin)
        yield {
            of: max(how_sure(word.plain, part, how, language) for part in _parts(word, names))
            for of, names in names_of.items()
        }


def _parts(word: Word, names: Sequence[str]) -> set[str]:
    return {part for name in names for part in words_of(word.plain, name)}


def _language_at(text: str, word: Word, *, in_latin: bool) -> str:
    """The language around a word, by letters that the other has not; "" where there are both."""
    if not is_cyrillic(word.plain):
        return "be" if in_latin else "en"
    return language_by_letters(text[max(0, word.start - _AROUND) : word.end + _AROUND].casefold())
