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
from collections.abc import Mapping
from typing import Any

from desktop import canonical
from desktop.model.custody import CustodyEvent, CustodyHead, CustodyKind, CustodyReport
from desktop.model.ids import new_id
from desktop.model.moment import Moment
from desktop.vault.custody import check
from desktop.vault.store.connection import Database
from desktop.vault.store.table import Table

EVENTS = Table(CustodyEvent, "custody", key="seq")


class CustodyLog:
    """The log of one vault. ``agent`` is the fingerprint of the vault's own identity."""

    def __init__(self, db: Database, vault_id: str, agent: str) -> None:
        self._db, self._vault_id, self._agent = db, vault_id, agent

    def append(
        self,
        kind: CustodyKind,
        object_kind: str,
        object_id: str,
        detail: Mapping[str, str] | None = None,
    ) -> CustodyEvent:
        """Add a row, in the transaction of what it tells of.

        ``detail``: ids, codes, counts and salted hashes only (:meth:`digest`), never content.
        """
        with self._db.transaction():
            self._db.touch(str(object_kind), object_id)
            event = self._next(kind, object_kind, object_id, dict(detail or {}))
            EVENTS.insert(self._db, event)
            self._db.execute(
                "UPDATE custody_head SET seq = ?, hash = ? WHERE id = 1", (event.seq, event.hash)
            )
        return event

    def _next(
        self, kind: CustodyKind, object_kind: str, object_id: str, detail: dict[str, str]
    ) -> CustodyEvent:
        head = self.head()
        fields: dict[str, Any] = {
            "seq": head.seq + 1,
            "id": new_id(),
            "at": Moment.now(),
            "agent": self._agent,
            "kind": kind,
            "object_kind": object_kind,
            "object_id": object_id,
            "detail": detail,
            "previous": head.hash,
        }
        return CustodyEvent(**fields, hash=hash_of(fields))

    def head(self) -> CustodyHead:
        """The newest row; number 0 and the vault's own start where there is none yet."""
        row = self._db.one("SELECT seq, hash FROM custody_head")
        return CustodyHead(*row) if row else CustodyHead(0, genesis(self._vault_id))

    def events(self, object_id: str | None = None) -> list[CustodyEvent]:
        """The events of one object, or all, oldest first."""
        if object_id is None:
            return EVENTS.select(self._db, "ORDER BY seq")
        return EVENTS.select(self._db, "WHERE object_id = ? ORDER BY seq", (object_id,))

    def keep_received(self, event: CustodyEvent, package_id: str) -> bool:
        """Keep a row of another vault's log; False where its hash does not follow from it."""
        if hash_of(event) != event.hash:
            return False
        self._db.execute(
            "INSERT INTO custody_received (hash, object_id, agent, seq, event, package_id)"
            " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (
                event.hash,
                event.object_id,
                event.agent,
                event.seq,
                canonical.encode(event),
                package_id,
            ),
        )
        return True

    def received(self, object_id: str) -> list[CustodyEvent]:
        """What other vaults' logs said of one object, by agent, oldest first."""
        rows = self._db.all(
            "SELECT event FROM custody_received WHERE object_id = ? ORDER BY agent, seq",
            (object_id,),
        )
        return [canonical.decode(event, CustodyEvent) for (event,) in rows]

    def digest(self, object_id: str, data: bytes) -> str:
        """SHA-256 over the object's own random salt and ``data``, as lower-case hex.

        The salt is made at the first call and lies apart from the log: once it is erased,
        the digests say nothing of the object any more.
        """
        with self._db.transaction():
            self._db.execute(
                "INSERT INTO custody_salt (object_id, salt) VALUES (?, ?) ON CONFLICT DO NOTHING",
                (object_id, secrets.token_bytes(32)),
            )
            row = self._db.one("SELECT salt FROM custody_salt WHERE object_id = ?", (object_id,))
        salt: bytes = row[0] if row else b""
        return hashlib.sha256(salt + data).hexdigest()

    def verify(self) -> CustodyReport:
        """Recompute the whole log; every row that was changed, cut or inserted is named."""
        return check.verify(self._db, genesis(self._vault_id))


def start_log(db: Database, vault_id: str) -> None:
    """Lay the head of an empty log, when a vault is made."""
    db.execute("INSERT INTO custody_head (id, seq, hash) VALUES (1, 0, ?)", (genesis(vault_id),))


def genesis(vault_id: str) -> str:
    """What the first row follows: it ties the log to this vault."""
    return hashlib.sha256(b"skrynia custody v1\0" + vault_id.encode()).hexdigest()


def hash_of(event: Mapping[str, Any] | CustodyEvent) -> str:
    """The hash a row must carry, from its fields; a field ``hash`` is left out."""
    plain: dict[str, Any] = canonical.to_plain(event)
    plain.pop("hash", None)
    return hashlib.sha256(canonical.encode(plain)).hexdigest()
