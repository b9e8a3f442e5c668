"""People known to the vault."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from desktop.model.person import NameForm, Person
from desktop.model.values.moment import Moment
from desktop.vault.custody.log import CustodyLog
from desktop.vault.kinds.person import PEOPLE, PEOPLE_HELD, PERSON
from desktop.vault.records.highest_code import highest_code
from desktop.vault.records.records import Records
from desktop.vault.search.filtering import holding
from desktop.vault.store.connection import Database


@dataclass(frozen=True, slots=True)
class PersonFilter:
    """Which people to list. ``text``: a part of the code or of a form of the name, in any
    spelling that ``desktop.vault.search.folding`` takes as one; '' lists everybody."""

    text: str = ""


@dataclass(frozen=True, slots=True)
class PersonSummary:
    """One row of the list. ``names``: the texts of all forms of the name, in their order."""

    id: str
    code: str
    names: tuple[str, ...]


_EVERYBODY = PersonFilter()


class People(Records[Person]):
    """The people of one vault. An interview may come here without the person's own record."""

    def __init__(self, db: Database, custody: CustodyLog) -> None:
        super().__init__(db, custody, PERSON)

    def new(self, code: str, names: Iterable[NameForm] = ()) -> Person:
        """A new person under a neutral code."""
        return self._add(Person(self._new_id(), Moment.now(), code, names=tuple(names)))

    def highest_code(self, letter: str) -> list[str]:
        """The code of the highest number after ``letter``, as ``next_code`` takes it; or none."""
        return highest_code(self._db, PEOPLE.name, letter)

    def all(self) -> list[Person]:
        """Everybody, by code."""
        return PEOPLE.select(self._db, "ORDER BY code, id")

    def summaries(
        self,
        filter: PersonFilter = _EVERYBODY,
        offset: int = 0,
        limit: int = 50,
    ) -> list[PersonSummary]:
        """A page of the list, by code; only the people of this page are read."""
        where, values = _where(self._db, filter)
        # Which ones, from the index alone; then these.
        ids = f"SELECT id FROM person {where} ORDER BY code, id LIMIT ? OFFSET ?"  # noqa: S608
        rest = f"WHERE id IN ({ids}) ORDER BY code, id"
        page = PEOPLE.select(self._db, rest, (*values, limit, offset))
        return [PersonSummary(p.id, p.code, tuple(n.text for n in p.names)) for p in page]

    def count(self, filter: PersonFilter = _EVERYBODY) -> int:
        """How many people the filter lets through."""
        where, values = _where(self._db, filter)
        row = self._db.one("SELECT count(*) FROM person " + where, values)  # noqa: S608
        return int(row[0]) if row else 0


def _where(db: Database, chosen: PersonFilter) -> tuple[str, tuple[str, ...]]:
    if not chosen.text.strip():
        return "", ()
    rule, value = holding(db, chosen.text, PEOPLE_HELD)
    return f"WHERE {rule}", (value,)
