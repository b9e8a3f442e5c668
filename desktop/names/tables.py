"""Transliteration by the official tables, which are data: ``resources/names/tables.json``."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache, lru_cache

from desktop.names.letters import is_cyrillic, plain
from desktop.resources import resource_bytes

_VOWELS = "аеёиіоуыэюяў'ьъ"


@dataclass(frozen=True, slots=True)
class Table:
    """One official table: ``initial`` at the beginning of a word and behind a vowel or a sign.

    ``soft``: pairs of letters that are written as one. ``source``: who issued it, and when.
    """

    id: str
    title: str
    source: str
    language: str
    letters: dict[str, str]
    initial: dict[str, str]
    soft: dict[str, str]


@cache
def tables() -> tuple[Table, ...]:
    """All tables, in the order of the data."""
    return tuple(Table(**each) for each in json.loads(resource_bytes("names/tables.json")))


def transliterated(name: str, table: Table) -> str:
    """The name (Cyrillic) by the table, each word with a capital; what is no letter stays."""
    found = re.sub(
        r"[^\W\d_]+(?:'[^\W\d_]+)*", lambda part: _word(part.group(), table), plain(name)
    )
    return re.sub(r"(?:^|(?<=[\s-]))\w", lambda first: first.group().upper(), found)


@lru_cache(maxsize=1 << 13)
def tables_between(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    """The ids of the tables by which Latin words of the one are Cyrillic words of the other."""
    if one and is_cyrillic(one[0]):
        one, other = other, one
    latin = {word.replace("'", "") for word in one}
    return tuple(
        table.id
        for table in tables()
        if latin <= {_word(word, table).replace("'", "") for word in other if is_cyrillic(word)}
    )


def _word(word: str, table: Table) -> str:
    written = ""
    before = ""
    at = 0
    while at < len(word):
        pair = word[at : at + 2]
        if pair in table.soft:
            written, before, at = written + table.soft[pair], pair[-1], at + 2
            continue
        letter = word[at]
        first = not before or before in _VOWELS
        sound = table.initial.get(letter) if first else None
        written += table.letters.get(letter, letter) if sound is None else sound
        before, at = letter, at + 1
    return written
