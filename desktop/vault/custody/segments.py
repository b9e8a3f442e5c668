"""A restored vault is a new instance: its log goes on in a segment of its own, and says so.

The vault that a backup was made of may go on as well. Then two logs of one vault have the same
rows up to the backup and differ behind it. The first row that a restored vault writes names the
row before it as the last that both have: whoever meets both logs sees a fork after a restore, and
neither a rollback nor a forgery. The row is bound to the one before like any other, so that every
earlier log, and every head that left, holds in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop import canonical
from desktop.model.custody import CustodyHead, CustodyKind, CustodySegment
from desktop.model.ids import new_id
from desktop.model.values.moment import Moment
from desktop.vault.store.reader import Reader

if TYPE_CHECKING:
    from desktop.vault.custody.log import CustodyLog

INSTANCE: Final = "instance"
"""What such a row is about; its id is the instance's, random."""
_SEQ, _HASH = "after_seq", "after_hash"
_ROWS: Final = (
    "SELECT seq, object_id, detail, at_utc, at_offset FROM custody"
    " WHERE kind = ? AND object_kind = ? ORDER BY seq"
)


def begin_segment(custody: CustodyLog) -> str:
    """Begin the segment of a vault that is just being restored; the id of the new instance."""
    head, instance = custody.head(), new_id()
    detail = {_SEQ: str(head.seq), _HASH: head.hash}
    custody.append(CustodyKind.CREATION, INSTANCE, instance, detail)
    return instance


def segments(db: Reader) -> tuple[CustodySegment, ...]:
    """Those that begin with a restore, oldest first; none in a vault that was never restored."""
    rows = db.all(_ROWS, (CustodyKind.CREATION.value, INSTANCE))
    return tuple(_segment(*row) for row in rows)


def _segment(seq: int, instance: str, detail: str, utc: str, offset: int) -> CustodySegment:
    said = canonical.decode(detail.encode(), dict[str, str])
    after = CustodyHead(int(said.get(_SEQ, "0")), said.get(_HASH, ""))
    return CustodySegment(instance, seq, after, Moment(utc, offset))
