"""Removing what was made by mistake (``docs/decisions/0032-removed.md``).

A version is cut before a record goes anywhere, and one comes with whatever arrives. So a record
that has none, and that none names, was never shown to anybody: it may go, where its kind says no
more (``Kind.removed``). This is not erasure: nobody has to be told, and what was decided by
somebody else than who made the mistake stays.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, Final

from desktop.errors import NoSuchRecord, OlderVault, RecordStays
from desktop.model.changes import Part
from desktop.model.custody import CustodyKind
from desktop.model.removal import MADE_BY_MISTAKE, Removable, Stays, Why
from desktop.model.values.moment import Moment
from desktop.model.version import RecordKind
from desktop.vault.custody.log import CustodyLog
from desktop.vault.kinds.all import BY_NAME, KINDS, OF_EVERY_RECORD
from desktop.vault.kinds.kind import ByMistake, Grounds, Kind, NeverRemoved
from desktop.vault.records.originals.laid_apart import leave
from desktop.vault.search.index import HitKind
from desktop.vault.search.index import remove as find_no_more
from desktop.vault.search.waiting import forget_waiting
from desktop.vault.store.among import AMONG, listed
from desktop.vault.store.connection import Database
from desktop.vault.store.objects import NUMBER, OBJECT, OBJECTS

_SENT: Final = (
    "SELECT s.written_utc, s.written_offset, s.recipient_name FROM package_record k"  # noqa: S608
    f" JOIN package_sent s USING (package_id) WHERE k.record_id {AMONG}"
    " ORDER BY s.written_utc DESC LIMIT 1"
)
_SENT_SOMEHOW: Final = f"SELECT 1 FROM package_record WHERE record_id {AMONG} LIMIT 1"  # noqa: S608
_RECEIVED: Final = (
    "SELECT p.received_utc, p.received_offset, p.sender_name FROM record_version v"  # noqa: S608
    " LEFT JOIN package_received p ON p.package_id = v.arrived_in"
    f" WHERE v.record_id {AMONG} AND v.arrived_in IS NOT NULL"
    " ORDER BY p.received_utc DESC LIMIT 1"
)
_RECEIVED_SOMEHOW: Final = f"SELECT 1 FROM custody_received WHERE object {OBJECTS} LIMIT 1"  # noqa: S608
_KEPT: Final = (
    f"SELECT created_utc, created_offset FROM record_version WHERE record_id {AMONG}"  # noqa: S608
    " ORDER BY created_utc LIMIT 1"
)
_NAMED: Final = "SELECT 1 FROM record_version WHERE instr(data, ?) LIMIT 1"
_TYPED: Final = "SELECT 1 FROM draft WHERE record_id != ?1 AND instr(body, ?2) LIMIT 1"
_ENTRIES: Final = f"SELECT kind, place_id FROM search_entry WHERE object = {OBJECT}"  # noqa: S608

_STAYING: Final = frozenset({"custody_salt", "record_version", "search_entry", "search_waiting"})
"""What is declared for erasure and stays or goes otherwise: the salt, by which the log goes on
saying what it was; versions, of which there are none; and what the search clears by itself."""


class Removal:
    """Looks at records of one vault, and removes those that may go."""

    def __init__(self, db: Database, custody: CustodyLog, *, older: bool = False) -> None:
        self._db, self._custody, self._older = db, custody, older

    def look(self, kind: RecordKind, record_id: str) -> Removable:
        """Whether a record may be removed, and every reason why not; ``NoSuchRecord``.

        Where nothing nearer keeps it all versions are looked through: a second for each some
        hundred MB of them.
        """
        known, body = self._found(kind, record_id)
        own = known.record_id(body)
        return Removable(kind, own, known.called(self._db, own), self._stays(known, body))

    def remove(self, kind: RecordKind, record_id: str) -> None:
        """Remove a record with all that is held of it, in one transaction and outside of any; the
        custody log says what went, by a salted hash. The bytes of a file are found by nobody from
        then on, and ``Vault.go_on_with_leftovers`` clears them piece by piece. ``RecordStays``,
        ``NoSuchRecord``, ``OlderVault``."""
        if self._older:
            raise OlderVault("what was decided last is not what the vault holds")
        with self._db.children_first(), self._db.transaction():
            known, body = self._found(kind, record_id)
            stays = self._stays(known, body)
            if stays:
                raise RecordStays(f"it stays: {stays[0].why.value}", stays=stays)
            self._remove(known, body)

    def clear_copy(self, kind: RecordKind, record_id: str) -> bool:
        """In a copy of the vault as it was on another day: clear what is held of a record that was
        removed from the vault since, whoever names it there; whether it was there.

        The custody log of the copy stays as it was. Inside a transaction around which rows need
        none that they refer to (``Database.children_first``).
        """
        known = BY_NAME.get(kind)
        body = known.load(self._db, record_id) if known else None
        if known is None or body is None:
            return False
        self._clear(known, known.record_id(body), body)
        return True

    def _found(self, kind: RecordKind, record_id: str) -> tuple[Kind[Any], Any]:
        known = BY_NAME.get(kind)
        body = known.load(self._db, record_id) if known else None
        if known is None or body is None:
            raise NoSuchRecord(f"no {kind} has this id")
        return known, body

    def _stays(self, kind: Kind[Any], body: Any) -> tuple[Stays, ...]:
        removed, own = kind.removed, kind.record_id(body)
        if isinstance(removed, NeverRemoved):
            return (Stays(Why.NEVER),)
        ids = removed.ids(self._db, own)
        near = (*self._known(ids), *removed.stays(self._db, body), *self._decided(own))
        along = (each for said in self._along(kind, ids) for each in self._stays(*said))
        return near or tuple(dict.fromkeys((*along, *self._kept(own, ids))))

    def _along(self, kind: Kind[Any], ids: Collection[str]) -> Iterator[tuple[Kind[Any], Any]]:
        """What goes with a record, because it is about that one alone."""
        for each in KINDS:
            goes = each.removed.with_another if isinstance(each.removed, ByMistake) else None
            if goes is not None and goes.kind == kind.name:
                for record_id in goes.about(self._db, ids):
                    yield self._found(each.name, record_id)

    def _known(self, ids: Collection[str]) -> Iterator[Stays]:
        """That others have it."""
        for why, said, somehow in (
            (Why.SENT, _SENT, _SENT_SOMEHOW),
            (Why.RECEIVED, _RECEIVED, _RECEIVED_SOMEHOW),
        ):
            row = self._db.one(said, (listed(ids),))
            if row is not None:
                yield Stays(why, Moment(row[0], row[1]) if row[0] else None, row[2] or "")
            elif self._db.one(somehow, (listed(ids),)) is not None:
                yield Stays(why)

    def _decided(self, record_id: str) -> Iterator[Stays]:
        """That somebody decided about it."""
        for kind in KINDS:
            grounds = kind.grounds
            if isinstance(grounds, Grounds) and grounds.decides:
                yield from (Stays(Why.DECIDED) for _ in grounds.resting(self._db, (record_id,)))

    def _kept(self, own: str, ids: Collection[str]) -> Iterator[Stays]:
        """That a version was cut of it or names it, or something that is typed elsewhere."""
        row = self._db.one(_KEPT, (listed(ids),))
        if row is not None:
            yield Stays(Why.KEPT, Moment(*row))
        elif any(self._db.one(_NAMED, (each.encode(),)) for each in ids):
            yield Stays(Why.NAMED)
        if any(self._db.one(_TYPED, (own, each)) for each in ids):
            yield Stays(Why.TYPED)

    def _remove(self, kind: Kind[Any], body: Any) -> None:
        assert isinstance(kind.removed, ByMistake)  # noqa: S101 - any other stays
        record_id = kind.record_id(body)
        for along in tuple(self._along(kind, kind.removed.ids(self._db, record_id))):
            self._remove(*along)
        detail = {
            "reason": MADE_BY_MISTAKE,
            "salted_sha256": self._custody.digest(record_id, kind.removed.digested(body)),
        }
        self._custody.append(CustodyKind.DELETION, kind.name, record_id, detail)
        self._clear(kind, record_id, body)

    def _clear(self, kind: Kind[Any], record_id: str, body: Any) -> None:
        """All rows that are held of it, its places in the search, and in lists of others."""
        if isinstance(kind.removed, ByMistake):
            self._take_out(kind, kind.removed.ids(self._db, record_id))
        pieces = kind.removed.in_pieces if isinstance(kind.removed, ByMistake) else ""
        texts = (*kind.texts(body), *kind.texts_beside(self._db, record_id))
        said = {(hit, place_id): text for hit, place_id, text in texts}
        for hit, place_id in self._db.all(_ENTRIES, (record_id,)):
            before = said.get((HitKind(hit), place_id), "")
            find_no_more(self._db, HitKind(hit), record_id, place_id, before)
        forget_waiting(self._db, record_id)
        for table, column, key in self._cleared(kind, record_id):
            if table == pieces and isinstance(key, int):
                leave(self._db, key)
            else:
                self._db.execute(f"DELETE FROM {table} WHERE {column} = ?", (key,))  # noqa: S608
        self._db.touch(Part.DRAFT, record_id)

    def _take_out(self, kind: Kind[Any], ids: Collection[str]) -> None:
        for each in KINDS:
            lets_go = each.removed.without if isinstance(each.removed, ByMistake) else None
            if lets_go is not None and lets_go.kind == kind.name:
                lets_go.take_out(self._db, ids)

    def _cleared(self, kind: Kind[Any], record_id: str) -> list[tuple[str, str, object]]:
        """Table, column and key of all rows that are of the record; its own row last."""
        declared = {**OF_EVERY_RECORD, **kind.beside, **kind.rows}
        found = [
            (table, column, self._key(kind, table, column, record_id))
            for table, column in declared.items()
            if table not in _STAYING
        ]
        return sorted(found, key=lambda each: each[0] == kind.table.name)

    def _key(self, kind: Kind[Any], table: str, column: str, record_id: str) -> object:
        """The record's id, or what a foreign key of the column names in the table of the kind."""
        own = kind.table.name
        for _id, _seq, parent, child, named, *_rest in self._db.all(
            f"PRAGMA foreign_key_list({table})"
        ):
            if (parent, child) == (own, column) and named != "id":
                row = self._db.one(f"SELECT {named} FROM {own} WHERE id = ?", (record_id,))  # noqa: S608
                return row[0] if row else None
        assert column != NUMBER  # noqa: S101 - such rows stay or are the index's
        return record_id
