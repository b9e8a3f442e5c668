"""Which records a text typed above their list lets through.

Nearly always by what they hold folded (``holding.py``). Where another way of folding wrote that,
and the disk was too full to fold it anew when the vault was opened, every code and name is
folded at each question instead: a tenth of a second at 20,000, and nobody is missed.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from desktop.vault.search.folding import fold
from desktop.vault.search.holding import Held
from desktop.vault.search.renewal import is_folded
from desktop.vault.store.among import AMONG, listed
from desktop.vault.store.reader import Reader

_MOST_SPELLINGS: Final = 12
"""Of a word, that are looked for in each of 20,000 records: the most alike ones."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A condition for WHERE, the first one of its statement, and its values."""

    sql: str
    values: tuple[str, ...]


def holding(db: Reader, text: str, held: Held[Any], alias: str = "") -> Rule:
    """The rule for rows of the table: a part of what a record is found by, in any spelling of its
    letters; or every word that was typed, as it is or as another spelling of a name has it.

    ``alias``: what the statement calls the table, where not by its name.
    """
    asked, table = fold(text.strip()), alias or held.table.name
    if not is_folded(db):
        found = [record_id for record_id, typed in db.rows(held.plain) if asked in fold(typed)]
        return Rule(f"{table}.id {AMONG}", (listed(found),))
    words = [(fold(word), *_others(db, word)) for word in text.split()]
    if all(len(ways) == 1 for ways in words):
        return Rule(f"instr({table}.folded, ?)", (asked,))
    holds = " AND ".join(f"({' OR '.join([f'instr({table}.folded, ?)'] * len(w))})" for w in words)
    values = (asked, *(way for ways in words for way in ways))
    return Rule(f"(instr({table}.folded, ?) OR ({holds}))", values)


def _others(db: Reader, word: str) -> tuple[str, ...]:
    from desktop.vault.search.widening import other_spellings  # nobody waits for it to unlock

    return tuple(islice(other_spellings(db, word), _MOST_SPELLINGS))
