"""The records of a kind that is one dataclass: made, read, written."""

from __future__ import annotations

from typing import Generic, TypeVar

from desktop.errors import NoSuchRecord
from desktop.model.custody import CustodyKind
from desktop.model.owned_id import new_owned_id
from desktop.vault.custody.log import CustodyLog
from desktop.vault.kinds.kind import Kind
from desktop.vault.store.connection import Database
from desktop.vault.versions.working_state import mark_edited

B = TypeVar("B")


class Records(Generic[B]):
    """Those of one vault. A noun adds what only it has: its lists, its codes."""

    def __init__(self, db: Database, custody: CustodyLog, kind: Kind[B]) -> None:
        self._db, self._custody, self.kind = db, custody, kind

    def find(self, record_id: str) -> B | None:
        """The record, or None: others may name it before it comes here."""
        return self.kind.load(self._db, record_id)

    def get(self, record_id: str) -> B:
        """The record; ``NoSuchRecord`` where none has this id."""
        record = self.find(record_id)
        if record is None:
            raise NoSuchRecord(f"no {self.kind.name} has this id")
        return record

    def body(self, record_id: str) -> B:
        """As :meth:`get`: a record is its body."""
        return self.get(record_id)

    def lay(self, _there: B, laid: B) -> None:
        """As :meth:`save`, for a form."""
        self.save(laid)

    def save(self, record: B) -> None:
        """Lay the record over what is stored; ``NoSuchRecord`` where none has this id."""
        record_id = self.kind.record_id(record)
        with self._db.transaction():
            if self.get(record_id) != record:
                self.kind.lay(self._db, record)
                mark_edited(self._db, self.kind.name, record_id)

    def _new_id(self) -> str:
        """The id of a new record by whoever this vault is of."""
        return new_owned_id(self._custody.agent, self.kind.name)

    def _add(self, record: B) -> B:
        """Keep a new record, and say so in the custody log."""
        record_id = self.kind.record_id(record)
        with self._db.transaction():
            self.kind.lay(self._db, record)
            mark_edited(self._db, self.kind.name, record_id)
            self._custody.append(CustodyKind.CREATION, self.kind.name, record_id)
        return record
