"""Which records a text typed above their list lets through.

Nearly always by what they hold folded (``holding.py``). Where another way of folding wrote that,
and the disk was too full to fold it anew when the vault was opened, every code and name is
folded at each question instead: a tenth of a second at 20,000, and nobody is missed.
"""

from __future__ import annotations

from typing import Final

from desktop.vault.search.folding import fold
from desktop.vault.search.renewal import is_folded
from desktop.vault.store.among import AMONG, listed
from desktop.vault.store.connection import Database

Rule = tuple[str, str]
"""A condition for WHERE, of the first value of its statement, and that value."""

_OF_PERSON: Final = (
    "p.code || char(10) || coalesce((SELECT group_concat(n.text, char(10)) FROM name_form n"
    " WHERE n.person_id = p.id), '')"
)
_PEOPLE: Final = f"SELECT p.id, {_OF_PERSON} FROM person p"  # noqa: S608
_PLACES: Final = "SELECT place_id, group_concat(text, char(10)) FROM place_name GROUP BY place_id"
_INTERVIEWS: Final = (
    f"SELECT i.id, i.code || char(10) || coalesce({_OF_PERSON}, '')"  # noqa: S608
    " FROM interview i LEFT JOIN person p ON p.id = i.person_id"
)


def people_with(db: Database, text: str) -> Rule:
    """The rule for rows of ``person``: a part of the code or of a name, in any spelling."""
    return _rule(db, text, "person", _PEOPLE)


def places_with(db: Database, text: str) -> Rule:
    """The rule for rows of ``place``: a part of a form of the name, in any spelling."""
    return _rule(db, text, "place", _PLACES)


def interviews_with(db: Database, text: str) -> Rule:
    """The rule for rows of ``interview i``: a part of its code, or what finds its person."""
    return _rule(db, text, "i", _INTERVIEWS)


def _rule(db: Database, text: str, table: str, everything: str) -> Rule:
    asked = fold(text.strip())
    if is_folded(db):
        return f"instr({table}.folded, ?1)", asked
    found = [record_id for record_id, held in db.rows(everything) if asked in fold(held)]
    return f"{table}.id {AMONG}", listed(found)
