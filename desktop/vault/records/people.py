"""People known to the vault."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from desktop.model.person import NameForm, Person
from desktop.model.sameness import Groups
from desktop.model.values.moment import Moment
from desktop.vault.custody.log import CustodyLog
from desktop.vault.kinds.person import PEOPLE, PEOPLE_HELD, PERSON
from desktop.vault.records.highest_code import highest_code
from desktop.vault.records.records import Records
from desktop.vault.search.filtering import holding
from desktop.vault.store.among import AMONG, listed
from desktop.vault.store.connection import Database


@dataclass(frozen=True, slots=True)
class PersonFilter:
    """Which people to list. ``text``: a part of the code or of a form of the name, or names in any
    spelling (``desktop.vault.search.filtering``); '' lists everybody."""

    text: str = ""


@dataclass(frozen=True, slots=True)
class PersonSummary:
    """One row of the list. ``names``: the texts of all forms of the name, in their order, also of
    those who are one with them; ``one_with``: the codes of these."""

    id: str
    code: str
    names: tuple[str, ...]
    one_with: tuple[str, ...] = ()


_EVERYBODY = PersonFilter()
_IN = "IN (SELECT value FROM json_each(?{number}))"


class People(Records[Person]):
    """The people of one vault. An interview may come here without the person's own record.

    Lists show those who are one person in one line (``desktop/model/sameness.py``).
    """

    def __init__(self, db: Database, custody: CustodyLog, groups: Callable[[], Groups]) -> None:
        """``groups``: who is one person, asked each time."""
        super().__init__(db, custody, PERSON)
        self._groups = groups

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
        groups = self._groups()
        where, values = _where(self._db, filter, groups.hidden())
        # Which ones, from the index alone; then these.
        ids = f"SELECT id FROM person {where} ORDER BY code, id LIMIT ? OFFSET ?"  # noqa: S608
        rest = f"WHERE id IN ({ids}) ORDER BY code, id"
        page = PEOPLE.select(self._db, rest, (*values, limit, offset))
        return [_summary(each, self._others(groups, each)) for each in page]

    def _others(self, groups: Groups, shown: Person) -> list[Person]:
        """Who is one with somebody, as far as they are here."""
        ids = groups.of(shown.id)[1:]
        if not ids:
            return []
        return PEOPLE.select(self._db, f"WHERE id {AMONG} ORDER BY code, id", (listed(ids),))

    def ids(self, filter: PersonFilter) -> frozenset[str]:
        """Everybody whom the filter lets through, and who is one with them."""
        groups = self._groups()
        where, values = _where(self._db, filter, groups.hidden())
        rows = self._db.all("SELECT id FROM person " + where, values)  # noqa: S608
        return frozenset(each for (id_,) in rows for each in groups.of(id_))

    def count(self, filter: PersonFilter = _EVERYBODY) -> int:
        """How many people the filter lets through."""
        where, values = _where(self._db, filter, self._groups().hidden())
        row = self._db.one("SELECT count(*) FROM person " + where, values)  # noqa: S608
        return int(row[0]) if row else 0


def _summary(shown: Person, others: Iterable[Person]) -> PersonSummary:
    everybody = (shown, *others)
    names = dict.fromkeys(name.text for each in everybody for name in each.names)
    return PersonSummary(shown.id, shown.code, tuple(names), tuple(p.code for p in others))


def _where(
    db: Database, chosen: PersonFilter, hidden: Mapping[str, str]
) -> tuple[str, tuple[str, ...]]:
    """``hidden``: who is not shown as themselves, and under whose id they are found instead."""
    values: list[str] = []
    rules: list[str] = []
    if chosen.text.strip():
        rule = holding(db, chosen.text, PEOPLE_HELD)
        values += rule.values
        rules.append(rule.sql)
        if hidden:
            among = f"id {_IN.format(number=len(values) + 1)}"
            found = f"SELECT id FROM person WHERE {rule.sql} AND {among}"  # noqa: S608
            fitting = db.all(found, (*rule.values, listed(hidden)))
            values.append(listed({hidden[id_] for (id_,) in fitting}))
            rules = [f"({rule.sql} OR {among})"]
    if hidden:
        values.append(listed(hidden))
        rules.append(f"id NOT {_IN.format(number=len(values))}")
    return ("WHERE " + " AND ".join(rules) if rules else ""), tuple(values)
