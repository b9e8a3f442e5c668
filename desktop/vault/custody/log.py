"""The custody log: append-only, each row bound to the one before by its hash (R14).

``hash`` is the lower-case hex SHA-256 of the canonical JSON (RFC 8785) of the event without
its field ``hash``; ``previous`` is the hash of the row before, and of the first row
SHA-256(``"skrynia custody v1\\0"`` + the vault's id). So a recipient who holds the events
recomputes them with ``jq`` and ``sha256sum``. What a change looks like afterwards:
``desktop.vault.custody.check``.
"""

from __future__ import annotations

import hashlib
import secrets
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from desktop import canonical
from desktop.home.custody import genesis, hash_of
from desktop.model.custody import (
    CustodyEvent,
    CustodyHead,
    CustodyKind,
    CustodyReport,
    CustodySegment,
)
from desktop.model.values.moment import Moment
from desktop.model.written_out import FILE, NOT_FINISHED
from desktop.vault.custody import check, unfinished
from desktop.vault.custody.chain import EVENTS, Chain, Told
from desktop.vault.custody.segments import segments
from desktop.vault.store.among import AMONG, listed
from desktop.vault.store.connection import Database
from desktop.vault.store.objects import OBJECT, OBJECTS, number_of, numbered
from desktop.vault.store.reader import Reader, Row

_NUMBERS = f"SELECT seq FROM custody_of WHERE object {OBJECTS} AND seq <= ?2"  # noqa: S608
_OF_ONE = f"WHERE seq IN (SELECT seq FROM custody_of WHERE object = {OBJECT}) ORDER BY seq"  # noqa: S608
_RECEIVED = (
    "SELECT event FROM custody_received WHERE row IN (SELECT row FROM (SELECT row, row_number()"  # noqa: S608
    f" OVER (PARTITION BY agent ORDER BY seq DESC) AS place FROM custody_received"
    f" WHERE object = {OBJECT}) WHERE place <= ?) ORDER BY agent, seq"
)
_COUNT_RECEIVED = f"SELECT count(*) FROM custody_received WHERE object = {OBJECT}"  # noqa: S608
_KEEP = (
    "INSERT INTO custody_received (object, agent, seq, hash, event, package_id)"
    " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
)


class CustodyLog:
    """The log of one vault. ``agent`` is the fingerprint of the vault's own identity."""

    def __init__(self, db: Database, vault_id: str, agent: str) -> None:
        self._db, self._vault_id, self.agent = db, vault_id, agent
        self._gathers = False

    def append(
        self,
        kind: CustodyKind,
        object_kind: str,
        object_id: str,
        detail: Mapping[str, str] | None = None,
    ) -> None:
        """Add a row, in the transaction of what it tells of.

        ``detail``: ids, codes, counts and salted hashes only (:meth:`digest`), never content.
        """
        self.append_each(kind, [(object_kind, object_id)], detail)

    def append_each(
        self,
        kind: CustodyKind,
        objects: Iterable[tuple[str, str]],
        detail: Mapping[str, str] | None = None,
    ) -> None:
        """Add a row for each (kind, id) that the same happened to, at the same moment.

        As many as a package may hold: they are chained and written as they come, and only
        some are held.
        Quick where the objects come in the order of their ids, as their index lies.
        """
        touched = self._touched(objects)
        told = Told(
            Moment.now(), kind, dict(detail or {}), list(touched) if self._gathers else touched
        )
        with self._db.transaction():
            if self._gathers:
                self._db.at_end(self._chain, told)
            else:
                self._chain(self._db, [told])

    @contextmanager
    def gathered(self) -> Iterator[None]:
        """While open, rows are written together at the end of the transaction they are of: for
        one that appends many and reads none of them."""
        self._gathers, before = True, self._gathers
        try:
            yield
        finally:
            self._gathers = before

    def _chain(self, db: Database, told: Iterable[Told]) -> None:
        chain = Chain(self.head(), self.agent)
        EVENTS.insert_rows(db, (row for each in told for row in chain.link(each)))
        db.execute(
            "UPDATE custody_head SET seq = ?, hash = ? WHERE id = 1",
            (chain.head.seq, chain.head.hash),
        )

    def _touched(self, objects: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
        for object_kind, object_id in objects:
            self._db.touch(str(object_kind), object_id)
            yield object_kind, object_id

    @contextmanager
    def leaving(
        self, kind: CustodyKind, object_kind: str, object_id: str, detail: Mapping[str, str]
    ) -> Iterator[Callable[[Path], None]]:
        """Write a plain file outside the vault inside; call what is given before its first byte.

        It is called with the passing name under which the file grows.

        A process may die at any instant, and no transaction spans the vault and the folder
        outside. So that call commits the row while the file is still empty (no transaction may
        be open): a killed process leaves a row of a file that may not be there, never a file
        without a row. Where the writing ends with an error, a second row says so. What a kill
        left under the passing name is removed at the next opening.
        """
        recorded: list[Path] = []

        def record(growing: Path) -> None:
            with self._db.transaction():
                self.append(kind, object_kind, object_id, detail)
                unfinished.remember(self._db, growing)
            recorded.append(growing)

        try:
            yield record
        except BaseException:
            if recorded:
                self.append(kind, object_kind, object_id, {**detail, FILE: NOT_FINISHED})
            raise
        finally:
            for growing in recorded:
                unfinished.settle(self._db, growing)

    def head(self) -> CustodyHead:
        """The newest row; number 0 and the vault's own start where there is none yet."""
        row = self._db.one("SELECT seq, hash FROM custody_head")
        return CustodyHead(*row) if row else CustodyHead(0, genesis(self._vault_id))

    def newest(self) -> Moment | None:
        """When the newest row was written, by the clock of its day; None without a row."""
        found = EVENTS.select(self._db, "ORDER BY seq DESC LIMIT 1")
        return found[0].at if found else None

    def events(self, object_id: str | None = None) -> list[CustodyEvent]:
        """The events of one object, or all, oldest first."""
        if object_id is None:
            return EVENTS.select(self._db, "ORDER BY seq")
        return EVENTS.select(self._db, _OF_ONE, (object_id,))

    def numbers(self, object_ids: Collection[str], until: int) -> array[int]:
        """The numbers of these objects' rows up to ``until``, in no order."""
        return array("q", (seq for (seq,) in self._db.all(_NUMBERS, (listed(object_ids), until))))

    def numbered(self, numbers: array[int]) -> list[CustodyEvent]:
        """The events of these numbers, in order."""
        return EVENTS.select(
            self._db,
            f"WHERE seq {AMONG} ORDER BY seq",
            (canonical.encode(numbers.tolist()).decode(),),
        )

    def keep_received(self, event: CustodyEvent, package_id: str) -> bool:
        """Keep a row of another vault's log; False where its hash does not follow from it."""
        if hash_of(event) != event.hash:
            return False
        line = canonical.encode(event)
        row = (event.object_id, event.agent, event.seq, event.hash, line, package_id)
        with self._db.transaction():
            if self._gathers:
                self._db.at_end(_keep_each, row)
            else:
                _keep_each(self._db, [row])
        return True

    def received(self, object_id: str, newest: int | None = None) -> list[CustodyEvent]:
        """What other vaults' logs said of one object, by agent, oldest first; of each log all, or
        no more than the ``newest``."""
        most = self.count_received(object_id) if newest is None else newest
        rows = self._db.all(_RECEIVED, (object_id, most))
        return [canonical.decode(event, CustodyEvent) for (event,) in rows]

    def count_received(self, object_id: str) -> int:
        """How many rows of other vaults' logs there are of one object."""
        row = self._db.one(_COUNT_RECEIVED, (object_id,))
        return int(row[0]) if row else 0

    def digest(self, object_id: str, data: bytes) -> str:
        """SHA-256 over the object's own random salt and ``data``, as lower-case hex.

        The salt is made at the first call and lies apart from the log: once it is erased,
        the digests say nothing of the object any more.
        """
        made = secrets.token_bytes(32)
        with self._db.transaction():
            number = number_of(self._db, object_id)
            added = self._db.execute(
                "INSERT INTO custody_salt (object, salt) VALUES (?, ?) ON CONFLICT DO NOTHING",
                (number, made),
            )
        salt = made if added == 1 else self._salt(number)
        return hashlib.sha256(salt + data).hexdigest()

    def _salt(self, number: int) -> bytes:
        row = self._db.one("SELECT salt FROM custody_salt WHERE object = ?", (number,))
        salt: bytes = row[0] if row else b""
        return salt

    def restored(self) -> tuple[CustodySegment, ...]:
        """Where vaults restored from backups went on with it, oldest first."""
        return segments(self._db)

    def verify(self, kept: Reader | None = None) -> CustodyReport:
        """Recompute the whole log; every row that was changed, cut or inserted is named.

        ``kept``: another connection to the same database.
        """
        return check.verify(kept or self._db, genesis(self._vault_id))


def _keep_each(db: Database, rows: Sequence[Row]) -> None:
    """Keep rows of other vaults' logs: the object's id, and the columns behind its number."""
    numbers = numbered(db, {object_id for object_id, *_ in rows})
    db.execute_many(_KEEP, [(numbers[object_id], *rest) for object_id, *rest in rows])


def start_log(db: Database, vault_id: str) -> None:
    """Lay the head of an empty log, when a vault is made."""
    db.execute("INSERT INTO custody_head (id, seq, hash) VALUES (1, 0, ?)", (genesis(vault_id),))
