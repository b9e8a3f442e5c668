"""The custody log of a home in memory."""

from __future__ import annotations

import hashlib
import secrets
from array import array
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

from desktop.home.custody import genesis, hash_of
from desktop.model.custody import (
    CustodyEvent,
    CustodyHead,
    CustodyKind,
    CustodyReport,
    CustodySegment,
)
from desktop.model.ids import new_id
from desktop.model.values.moment import Moment
from tests.homes.tables import Tables


class CustodyInMemory:
    """Rows by their numbers. ``agent``: the fingerprint of the home's own identity."""

    def __init__(self, tables: Tables, home_id: str, agent: str) -> None:
        self._tables, self._genesis, self.agent = tables, genesis(home_id), agent
        self._rows: dict[int, CustodyEvent] = {}
        self._received: dict[str, tuple[str, CustodyEvent]] = {}
        self._salts: dict[str, bytes] = {}

    def append(
        self,
        kind: CustodyKind,
        object_kind: str,
        object_id: str,
        detail: Mapping[str, str] | None = None,
    ) -> None:
        head = self.head()
        event = CustodyEvent(
            head.seq + 1,
            new_id(),
            Moment.now(),
            self.agent,
            kind,
            object_kind,
            object_id,
            head.hash,
            "",
            dict(detail or {}),
        )
        self._tables.put(self._rows, event.seq, replace(event, hash=hash_of(event)))

    @contextmanager
    def gathered(self) -> Iterator[None]:
        yield

    def head(self) -> CustodyHead:
        if not self._rows:
            return CustodyHead(0, self._genesis)
        last = self._rows[len(self._rows)]
        return CustodyHead(last.seq, last.hash)

    def restored(self) -> tuple[CustodySegment, ...]:
        return ()

    def events(self, object_id: str | None = None) -> list[CustodyEvent]:
        rows = (self._rows[seq] for seq in sorted(self._rows))
        return [each for each in rows if object_id in (None, each.object_id)]

    def numbers(self, object_ids: Collection[str], until: int) -> array[int]:
        wanted = set(object_ids)
        rows = (seq for seq, each in self._rows.items() if each.object_id in wanted)
        return array("q", (seq for seq in rows if seq <= until))

    def numbered(self, numbers: array[int]) -> list[CustodyEvent]:
        return [self._rows[seq] for seq in sorted(numbers)]

    def keep_received(self, event: CustodyEvent, package_id: str) -> bool:
        if hash_of(event) != event.hash:
            return False
        if event.hash not in self._received:
            self._tables.put(self._received, event.hash, (package_id, event))
        return True

    def received(self, object_id: str) -> list[CustodyEvent]:
        found = (event for _package, event in self._received.values())
        of_it = [event for event in found if event.object_id == object_id]
        return sorted(of_it, key=lambda event: (event.agent, event.seq))

    def digest(self, object_id: str, data: bytes) -> str:
        if object_id not in self._salts:
            self._tables.put(self._salts, object_id, secrets.token_bytes(32))
        return hashlib.sha256(self._salts[object_id] + data).hexdigest()

    def verify(self) -> CustodyReport:
        previous, problems = self._genesis, []
        for event in self.events():
            if (event.previous, event.hash) != (previous, hash_of(event)):
                problems.append(f"row {event.seq}")
            previous = event.hash
        return CustodyReport(len(self._rows), self.head(), tuple(problems))
