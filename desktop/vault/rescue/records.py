"""The records of a rescued vault: which are whole, which come from a version, which are in part.

A record whose rows are not what was written last is shown as its version holds it, where it had
not been written since; else what is left of it is shown, and it is marked. Where its own row is
gone and others of it are there (the account of an interview), a row is made by what indexes say of
it, so that no word is lost for want of it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final

from desktop import canonical
from desktop.errors import DamagedVault, SkryniaError
from desktop.home.versions import body_of
from desktop.model.interview import INTERVIEW_KIND, State
from desktop.model.values.moment import Moment
from desktop.model.version import RecordKind
from desktop.vault.kinds.all import BY_NAME, KINDS, ORIGINAL
from desktop.vault.kinds.kind import Kind
from desktop.vault.rescue.rows import Laid
from desktop.vault.store.connection import Database
from desktop.vault.store.reader import Reader
from desktop.vault.versions import rows as version_rows
from desktop.vault.versions.closings import Closings
from desktop.vault.versions.merge import lay
from desktop.vault.versions.working_state import mark_edited, mark_equal, working_state

_CREATED: Final = (
    "SELECT DISTINCT object_id FROM custody c WHERE object_kind = ?1 AND kind = 'creation'"
    " AND NOT EXISTS (SELECT 1 FROM custody d WHERE d.object_id = c.object_id"
    " AND d.object_kind = ?1 AND d.kind = 'deletion')"
)
_EPOCH: Final = "1970-01-01T00:00:00.000Z"
_NOT_FOR_A_PART: Final = frozenset({State.SEALED})


@dataclass(frozen=True, slots=True, order=True)
class Named:
    """A record. ``called``: its code, where it or an index says one. ``lacking``: how many rows of
    it are missing, as far as that is known."""

    kind: RecordKind
    record_id: str
    called: str = ""
    lacking: int = 0


@dataclass(slots=True)
class Sorted:
    """``missing``: nothing of them can be shown; ``in_part``: what is shown is not all, or not what
    was written last; ``from_version``: shown as a version holds them."""

    missing: list[Named] = field(default_factory=list)
    in_part: list[Named] = field(default_factory=list)
    from_version: list[Named] = field(default_factory=list)


class Records:
    """``laid``: what came of each table; ``ours``: the fingerprint of the vault's identity."""

    def __init__(self, db: Database, laid: Laid, ours: str) -> None:
        self._db, self._laid = db, laid
        self._closings = Closings(db, ours)
        self.sorted = Sorted()

    def sort(self, differing: Iterable[tuple[RecordKind, str]]) -> None:
        """Decide for each record that is not what was written last, or of which rows are missing;
        in one transaction."""
        differing = set(differing)
        for kind in KINDS:
            if kind.name == ORIGINAL or kind.table.name not in self._laid.tables:
                continue  # of a kind that is newer than the damaged vault it had none
            known = {record_id for name, record_id in differing if name == kind.name}
            for record_id in sorted(known | self._suspected(kind)):
                self._decide(kind, record_id)

    def _suspected(self, kind: Kind[Any]) -> set[str]:
        """Records of a kind that may not be what they were, beside those whose sum tells."""
        found = set(_without_row(self._db, kind))
        tables = self._laid.tables
        if not tables["working_state"].whole:
            found |= set(_without_state(self._db, kind))
        main = tables[kind.table.name]
        found |= {
            str(row[kind.table.key]) for row in main.missing.values() if kind.table.key in row
        }
        # Tables that are newer than the damaged vault are empty, and nothing of them is missing.
        if not all(tables[table].whole for table in kind.rows if table in tables):
            # Also where there are no sums to compare with.
            states = self._db.all(
                "SELECT record_id, rows FROM working_state WHERE kind = ?", (kind.name,)
            )
            found |= {id_ for id_, rows in states if rows != self._rows(kind, id_)}
        if not main.whole:
            created = {id_ for (id_,) in self._db.all(_CREATED, (kind.name,))}
            found |= created - self._here(kind)
        return found

    def _here(self, kind: Kind[Any]) -> set[str]:
        table, key = kind.table.name, kind.table.key
        state = "SELECT record_id FROM working_state WHERE kind = ?"
        states = {id_ for (id_,) in self._db.all(state, (kind.name,))}
        rows = {id_ for (id_,) in self._db.all(f"SELECT {key} FROM {table}")}  # noqa: S608
        return rows & states

    def _decide(self, kind: Kind[Any], record_id: str) -> None:
        if self._from_version(kind, record_id):
            self.sorted.from_version.append(self._named(kind, record_id))
        elif self._load(kind, record_id) is not None or self._in_part(kind, record_id):
            if working_state(self._db, record_id) is None:
                mark_edited(self._db, kind.name, record_id)
            named, lacking = self._named(kind, record_id), self._lacking(kind, record_id)
            self.sorted.in_part.append(dataclasses.replace(named, lacking=lacking))
        else:
            if not self._is_kept_otherwise(record_id):
                self.sorted.missing.append(self._named(kind, record_id))
            self._clear(kind, record_id)

    def _from_version(self, kind: Kind[Any], record_id: str) -> bool:
        """Whether it is shown as a version holds it now."""
        state = working_state(self._db, record_id)
        there = self._load(kind, record_id)
        if state is not None and state.edited and there is not None:
            return False
        try:
            return self._lay(kind, record_id, state.version_id if state else None)
        except (canonical.NotADocument, SkryniaError, ValueError):
            return False

    def _lay(self, kind: Kind[Any], record_id: str, equal: str | None) -> bool:
        version = version_rows.find(self._db, equal) if equal else None
        if version is not None:
            kind.lay(self._db, body_of(version, BY_NAME))
            mark_equal(self._db, kind.name, record_id, version.id)
            return True
        self._db.execute("DELETE FROM working_state WHERE record_id = ?", (record_id,))
        return lay(self._db, self._closings, kind.name, record_id)

    def _load(self, kind: Kind[Any], record_id: str) -> Any:
        """The record, or None also where what is left of it cannot be read as one."""
        try:
            return kind.load(self._db, record_id)
        except (DamagedVault, ValueError, TypeError, KeyError):
            return None

    def _in_part(self, kind: Kind[Any], record_id: str) -> bool:
        """Whether a row could be made for what else is there of a record."""
        if not any(_has_rows(self._db, table, column, record_id) for table, column in _parts(kind)):
            return False
        row = stub(kind, record_id, self._facts(kind, record_id))
        names = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join("?" * len(row))
        with suppress(SkryniaError, ValueError):
            self._db.execute(
                f"INSERT INTO {kind.table.name} ({names}) VALUES ({marks})",  # noqa: S608
                tuple(row.values()),
            )
        return self._load(kind, record_id) is not None

    def _lacking(self, kind: Kind[Any], record_id: str) -> int:
        """How many rows it had when it was written last, beyond those that are here."""
        row = self._db.one("SELECT rows FROM working_state WHERE record_id = ?", (record_id,))
        return max(0, int(row[0]) - self._rows(kind, record_id)) if row else 0

    def _rows(self, kind: Kind[Any], record_id: str) -> int:
        """How many are here."""
        parts = kind.rows.items()
        return sum(_count(self._db, table, column, record_id) for table, column in parts)

    def _facts(self, kind: Kind[Any], record_id: str) -> Mapping[str, Any]:
        missing = self._laid.tables[kind.table.name].missing
        return next((row for row in missing.values() if row.get(kind.table.key) == record_id), {})

    def _is_kept_otherwise(self, record_id: str) -> bool:
        """Whether it has versions: then nobody was to be shown it, and it waits as before."""
        return bool(version_rows.history(self._db, record_id))

    def _clear(self, kind: Kind[Any], record_id: str) -> None:
        for table, column in (*kind.rows.items(), *kind.beside.items()):
            self._db.execute(f"DELETE FROM {table} WHERE {column} = ?", (record_id,))  # noqa: S608
        self._db.execute("DELETE FROM working_state WHERE record_id = ?", (record_id,))

    def _named(self, kind: Kind[Any], record_id: str) -> Named:
        called = kind.called(self._db, record_id) if kind.called_by_code else ""
        code = self._facts(kind, record_id).get("code", "") if kind.called_by_code else ""
        return Named(kind.name, record_id, called or str(code))


def _parts(kind: Kind[Any]) -> Iterator[tuple[str, str]]:
    """Tables of the parts of a record, beside its own row."""
    yield from ((t, column) for t, column in kind.rows.items() if t != kind.table.name)
    if kind.name == INTERVIEW_KIND:
        yield from kind.beside.items()


def _has_rows(db: Reader, table: str, column: str, record_id: str) -> bool:
    return db.one(f"SELECT 1 FROM {table} WHERE {column} = ?", (record_id,)) is not None  # noqa: S608


def _count(db: Reader, table: str, column: str, record_id: str) -> int:
    row = db.one(f"SELECT count(*) FROM {table} WHERE {column} = ?", (record_id,))  # noqa: S608
    return int(row[0]) if row else 0


def _without_row(db: Reader, kind: Kind[Any]) -> Iterator[str]:
    """Ids of what has parts or a state, and no row of its own."""
    key, main = kind.table.key, kind.table.name
    for table, column in _parts(kind):
        sql = f"SELECT DISTINCT {column} FROM {table} WHERE {column} NOT IN (SELECT {key} FROM {main})"  # noqa: S608, E501
        yield from (id_ for (id_,) in db.all(sql))
    sql = f"SELECT record_id FROM working_state WHERE kind = ? AND record_id NOT IN (SELECT {key} FROM {main})"  # noqa: S608, E501
    yield from (id_ for (id_,) in db.all(sql, (kind.name,)))


def _without_state(db: Reader, kind: Kind[Any]) -> Iterator[str]:
    sql = f"SELECT {kind.table.key} FROM {kind.table.name} WHERE {kind.table.key} NOT IN (SELECT record_id FROM working_state)"  # noqa: S608, E501
    yield from (id_ for (id_,) in db.all(sql))


def stub(kind: Kind[Any], record_id: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """A row for a record of which nothing but its parts and ``facts`` is left, by column. Never one
    that is sealed: what was sealed has a version."""
    needed: dict[str, Any] = {
        each.name: Moment(_EPOCH, 0) if each.name.endswith("_at") else ""
        for each in dataclasses.fields(kind.table.kind)
        if each.default is dataclasses.MISSING and each.default_factory is dataclasses.MISSING
    }
    needed["id"] = record_id
    record = kind.table.kind(**needed)
    columns = kind.table.columns[: len(kind.table.columns) - len(kind.table.context)]
    row = dict(zip(columns, kind.table.values(record), strict=True))
    told = {name: value for name, value in facts.items() if name in row and value is not None}
    if told.get("state") in _NOT_FOR_A_PART:
        del told["state"]
    return row | told | {kind.table.key: record_id}
