"""Belarusian that is written in Latin letters: Łacinka, or as passports write.

There *jana* is the pronoun and no Яна: the ordinary words of ``spelled.py`` are ordinary here too.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from desktop.names.letters import Word, is_cyrillic, plain
from desktop.names.places import country_forms
from desktop.names.spelled import common, common_small, not_names, small_words
from desktop.names.tables import tables, transliterated

_SAY_SO = frozenset(
    {
        *("што", "гэта", "мяне", "цябе", "яго", "яны", "ён", "яна", "каб", "пра", "была", "быў"),
        *("было", "няма", "вельмі", "толькі", "потым", "ужо", "вас", "мне", "табе", "таму", "тут"),
        *("дзе", "куды", "цяпер", "сказаў", "сказала", "кажа", "хто", "наша", "трэба"),
    }
)
_SHARE = 40
"""One word in so many at least: a name, or a word that is quoted, makes no text Belarusian."""


def is_belarusian_in_latin(words: Iterable[Word]) -> bool:
    """Whether a text is Belarusian in Latin letters, by small words that are nothing else."""
    latin = [word.plain for word in words if word.written[0].isascii()]
    return sum(word in _small_words() for word in latin) * _SHARE > max(len(latin), 2 * _SHARE)


@cache
def common_in_latin() -> frozenset[str]:
    """As ``common``."""
    return _in_latin(common())


@cache
def common_small_in_latin() -> frozenset[str]:
    """As ``common_small``."""
    return _in_latin(common_small())


def names_nobody_in_latin(word: str) -> bool:
    """As what is written with a capital, and countries."""
    return word in _nobody()


@cache
def _nobody() -> frozenset[str]:
    return _in_latin(not_names() | country_forms())


@cache
def _small_words() -> frozenset[str]:
    return _in_latin(_SAY_SO) - small_words("en")  # вас may be written was


def _in_latin(words: Iterable[str]) -> frozenset[str]:
    cyrillic = [word for word in words if is_cyrillic(word)]
    return frozenset(
        plain(transliterated(word, table))
        for table in tables()
        if table.language == "be"
        for word in cyrillic
    )
