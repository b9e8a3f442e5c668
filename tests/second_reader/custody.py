"""data/custody.jsonl: events of the sender's own log (documents, Custody)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from . import canon, limits, schema
from .document import Document

BREAKS = "custody-breaks-schema"


@dataclass(frozen=True)
class Row:
    """An event (or a part of a line that is too long), and "" or why it is set aside."""

    line: int
    event_id: str
    reason: str


class Custody:
    """Judges events as the file passes."""

    def __init__(self, document: Document) -> None:
        self._sender = document.sender
        self._head = document.head
        self._about = {r.record_id for r in document.records}
        self._about |= {m.media_id for m in document.media}
        self._rest = b""
        self._line = 1
        self._long = False
        self.rows: list[Row] = []
        self.further = 0
        """Set aside beyond the first thousand; they are only counted."""
        self._kept = 0

    def feed(self, piece: bytes) -> None:
        """The next octets of the file."""
        for line in self._complete(self._rest + piece):
            self._add(line)

    def _complete(self, octets: bytes) -> Iterator[bytes]:
        """Lines without their LF; of one that is too long, parts of 16 KiB."""
        start = 0
        while True:
            end = octets.find(b"\n", start)
            length = (len(octets) if end < 0 else end) - start
            if length > limits.EVENT:
                self._long = True
                yield octets[start : start + limits.EVENT]
                start += limits.EVENT
            elif end >= 0:
                yield octets[start:end]
                start, self._long = end + 1, False
                self._line += 1
            else:
                self._rest = octets[start:]
                return

    def finish(self) -> None:
        """The end of the file; behind its last line the LF may be missing."""
        if self._rest:
            self._add(self._rest)

    def _add(self, line: bytes) -> None:
        if self._long:
            self._set_aside("", BREAKS)
            return
        event_id, reason = self._judge(line)
        if reason:
            self._set_aside(event_id, reason)
        else:
            self.rows.append(Row(self._line, event_id, ""))

    def _set_aside(self, event_id: str, reason: str) -> None:
        if self._kept < limits.EVENTS_KEPT:
            self._kept += 1
            self.rows.append(Row(self._line, event_id, reason))
        else:
            self.further += 1

    def _judge(self, line: bytes) -> tuple[str, str]:
        """The event's id, and "" or why it is set aside."""
        try:
            event = canon.load(line)
            schema.named("custody-event").check(event)
        except (canon.NoJson, schema.BreaksSchema):
            return "", BREAKS
        hashed = {name: value for name, value in event.items() if name != "hash"}
        seq, digest = event["seq"], event["hash"]
        at_head = seq == self._head[0] and digest != self._head[1]
        if event["object_id"] not in self._about:
            return event["id"], "custody-not-in-package"
        if event["agent"] != self._sender:
            return event["id"], "custody-of-another"
        if seq > self._head[0] or at_head:
            return event["id"], "custody-behind-head"
        if hashlib.sha256(canon.dump(hashed)).hexdigest() != digest:
            return event["id"], "custody-altered"
        return event["id"], ""
