"""Which records a text typed above their list lets through.

Nearly always by what they hold folded (``holding.py``). Where another way of folding wrote that,
and the disk was too full to fold it anew when the vault was opened, every code and name is
folded at each question instead: a tenth of a second at 20,000, and nobody is missed.
"""

from __future__ import annotations

from typing import Any

from desktop.vault.search.folding import fold
from desktop.vault.search.holding import Held
from desktop.vault.search.renewal import is_folded
from desktop.vault.store.among import AMONG, listed
from desktop.vault.store.connection import Database

Rule = tuple[str, str]
"""A condition for WHERE, of the first value of its statement, and that value."""


def holding(db: Database, text: str, held: Held[Any], alias: str = "") -> Rule:
    """The rule for rows of the table: a part of what a record is found by, in any spelling.

    ``alias``: what the statement calls the table, where not by its name.
    """
    asked, table = fold(text.strip()), alias or held.table.name
    if is_folded(db):
        return f"instr({table}.folded, ?1)", asked
    found = [record_id for record_id, typed in db.rows(held.plain) if asked in fold(typed)]
    return f"{table}.id {AMONG}", listed(found)
