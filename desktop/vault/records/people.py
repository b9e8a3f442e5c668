"""People known to the vault."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from desktop.errors import NoSuchRecord
from desktop.model.custody import CustodyKind
from desktop.model.ids import new_id
from desktop.model.moment import Moment
from desktop.model.person import NameForm, Person
from desktop.model.version import RecordKind
from desktop.vault.custody.log import CustodyLog
from desktop.vault.records.highest_code import highest_code
from desktop.vault.search.filtering import people_with
from desktop.vault.search.holding import held_of_person, hold_in_interviews
from desktop.vault.search.index import PlaceKind, index
from desktop.vault.search.searchable import text_of_person
from desktop.vault.store.connection import Database
from desktop.vault.store.tables import PEOPLE
from desktop.vault.versions.working_state import mark_edited


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


class People:
    """The people of one vault."""

    def __init__(self, db: Database, custody: CustodyLog) -> None:
        self._db, self._custody = db, custody

    def new(self, code: str, names: Iterable[NameForm] = ()) -> Person:
        """A new person under a neutral code."""
        person = Person(new_id(), Moment.now(), code, names=tuple(names))
        with self._db.transaction():
            write_person(self._db, person)
            mark_edited(self._db, RecordKind.PERSON, person.id)
            self._custody.append(CustodyKind.CREATION, RecordKind.PERSON, person.id)
        return person

    def find(self, person_id: str) -> Person | None:
        """The person, or None: an interview may come here without the person's own record."""
        return PEOPLE.get(self._db, person_id)

    def get(self, person_id: str) -> Person:
        """The person; ``NoSuchRecord`` where none has this id."""
        person = self.find(person_id)
        if person is None:
            raise NoSuchRecord("no person has this id")
        return person

    def highest_code(self, letter: str) -> list[str]:
        """The code of the highest number after ``letter``, as ``next_code`` takes it; or none."""
        return highest_code(self._db, "person", letter)

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

    def save(self, person: Person) -> None:
        """Lay the person over what is stored; ``NoSuchRecord`` where nobody has this id."""
        with self._db.transaction():
            if self.get(person.id) == person:
                return
            write_person(self._db, person)
            mark_edited(self._db, RecordKind.PERSON, person.id)


def write_person(db: Database, person: Person) -> None:
    """Lay a person into the tables, the index, and what their interviews are found by."""
    held = held_of_person(person)
    PEOPLE.put(db, person, held)
    hold_in_interviews(db, person.id, held)
    index(db, PlaceKind.PERSON, person.id, person.id, text_of_person(person))


def _where(db: Database, chosen: PersonFilter) -> tuple[str, tuple[str, ...]]:
    if not chosen.text.strip():
        return "", ()
    rule, value = people_with(db, chosen.text)
    return f"WHERE {rule}", (value,)
