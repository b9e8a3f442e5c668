"""A restored vault is a new instance: its log goes on in a segment of its own, and says so.

The vault that a backup was made of may go on as well. Then two logs of one vault have the same
rows up to the backup and differ behind it. The first row that a restored vault writes names the
row before it as the last that both have: whoever meets both logs sees a fork after a restore, and
neither a rollback nor a forgery. The row is bound to the one before like any other, so that every
earlier log, and every head that left, holds in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from desktop import canonical
from desktop.model.custody import CustodyHead, CustodyKind
from desktop.model.ids import new_id
from desktop.vault.store.reader import Reader

if TYPE_CHECKING:
    from desktop.vault.custody.log import CustodyLog

INSTANCE: Final = "instance"
"""What such a row is about; its id is the instance's, random."""
_SEQ, _HASH = "after_seq", "after_hash"
_ROWS: Final = (
    "SELECT seq, object_id, detail FROM custody WHERE kind = ? AND object_kind = ? ORDER BY seq"
)


@dataclass(frozen=True, slots=True)
class Segment:
    """From row ``began`` on a log is of the instance ``instance``. ``after``: the last row that
    another instance may have as well."""

    instance: str
    began: int
    after: CustodyHead


def begin_segment(custody: CustodyLog) -> str:
    """Begin the segment of a vault that is just being restored; the id of the new instance."""
    head, instance = custody.head(), new_id()
    detail = {_SEQ: str(head.seq), _HASH: head.hash}
    custody.append(CustodyKind.CREATION, INSTANCE, instance, detail)
    return instance


def segments(db: Reader) -> tuple[Segment, ...]:
    """Those that begin with a restore, oldest first; none in a vault that was never restored."""
    rows = db.all(_ROWS, (CustodyKind.CREATION.value, INSTANCE))
    return tuple(_segment(*row) for row in rows)


def _segment(seq: int, instance: str, detail: str) -> Segment:
    said = canonical.decode(detail.encode(), dict[str, str])
    return Segment(instance, seq, CustodyHead(int(said.get(_SEQ, "0")), said.get(_HASH, "")))
