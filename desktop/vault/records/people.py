"""People known to the vault."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.errors import NoSuchRecord
from desktop.model.custody import CustodyKind
from desktop.model.ids import new_id
from desktop.model.moment import Moment
from desktop.model.person import NameForm, Person
from desktop.model.version import RecordKind
from desktop.vault.custody.log import CustodyLog
from desktop.vault.search.index import PlaceKind, index
from desktop.vault.search.searchable import text_of_person
from desktop.vault.store.connection import Database
from desktop.vault.store.tables import PEOPLE
from desktop.vault.versions.working_state import mark_edited


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

    def all(self) -> list[Person]:
        """Everybody, by code."""
        return PEOPLE.select(self._db, "ORDER BY code, id")

    def save(self, person: Person) -> None:
        """Lay the person over what is stored; ``NoSuchRecord`` where nobody has this id."""
        with self._db.transaction():
            if self.get(person.id) == person:
                return
            write_person(self._db, person)
            mark_edited(self._db, RecordKind.PERSON, person.id)


def write_person(db: Database, person: Person) -> None:
    """Lay a person into the tables and the index."""
    PEOPLE.put(db, person)
    index(db, PlaceKind.PERSON, person.id, person.id, text_of_person(person))
