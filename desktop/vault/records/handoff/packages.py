"""What was sent and what was received, and what the receipts said."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import chain
from typing import Final

from desktop import canonical
from desktop.errors import NoSuchRecord, ReceiptRepeated
from desktop.home.packages import ReceivedPackage, ReceivedSummary, SentPackage, SentSummary
from desktop.model.changes import Part
from desktop.model.custody import CustodyKind
from desktop.model.handoff import Outcome, PackageDocument, ReceiptDocument, ReceiptLine
from desktop.model.sending.log_course import LogTold
from desktop.model.values.moment import Moment
from desktop.progress import Pause, no_pause, paced
from desktop.vault.custody.log import CustodyLog
from desktop.vault.records.derived_ids import AS_SHOWN
from desktop.vault.records.handoff import received_documents
from desktop.vault.records.handoff.package_rows import (
    KEEP_RECEIVED,
    RECEIVED,
    RECEIVED_SUMMARIES,
    RECEIVED_WITH,
    SENT,
    SENT_SUMMARIES,
    read_received,
    read_sent,
    received_row,
    received_summary,
    sent_summary,
)
from desktop.vault.records.handoff.sending import Sending, transfer_detail
from desktop.vault.store.among import AMONG, listed
from desktop.vault.store.connection import Database

_PART: Final = 1
"""Digits of an item that say among which others it is sorted."""
_AT_ONCE: Final = 1000
"""Items that are settled in one transaction."""
_NEWEST_FIRST = " ORDER BY p.written_utc DESC, p.package_id"
_PAGE = " LIMIT ? OFFSET ?"
_WITH_RECORD = (
    " WHERE p.package_id IN"  # noqa: S608
    f" (SELECT package_id FROM package_record WHERE record_id {AS_SHOWN})"
)
_HELD = (
    "SELECT k.item, max(coalesce(i.outcome IN ('accepted', 'already-there'), 0))"  # noqa: S608
    " FROM package_record k CROSS JOIN package_sent s USING (package_id)"
    " CROSS JOIN package_item i USING (package_id, item)"
    f" WHERE k.record_id {AMONG} AND s.recipient = ?2 GROUP BY k.item"
)


class Packages:
    """The packages of one vault."""

    def __init__(self, db: Database, custody: CustodyLog) -> None:
        self._db, self._custody = db, custody
        self.sending = Sending(db, custody)

    def sent(self, offset: int = 0, limit: int = 100) -> list[SentSummary]:
        """A page of the packages that were sent, newest first."""
        rows = self._db.all(SENT_SUMMARIES + _NEWEST_FIRST + _PAGE, (limit, offset))
        return [sent_summary(row) for row in rows]

    def count_sent(self) -> int:
        """How many packages were sent."""
        row = self._db.one("SELECT count(*) FROM package_sent")
        return int(row[0]) if row else 0

    def sent_with(self, record_id: str) -> list[SentSummary]:
        """The packages that carried a version of this record (or this photo), in whatever form it
        was shown, newest first."""
        rows = self._db.all(SENT_SUMMARIES + _WITH_RECORD + _NEWEST_FIRST, (record_id,))
        return [sent_summary(row) for row in rows]

    def held(self, recipient: str, record_ids: Collection[str]) -> dict[str, bool]:
        """The items of these records that ever travelled to this recipient, and whether a receipt
        confirms that it holds them."""
        rows = self._db.all(_HELD, (listed(record_ids), recipient))
        return {item: bool(confirmed) for item, confirmed in rows}

    def get_sent(self, package_id: str, pause: Pause = no_pause) -> SentPackage:
        """The package; ``NoSuchRecord`` where none of this id was sent from here.

        ``pause``: called while its lists are read.
        """
        row = self._db.one(f"{SENT} WHERE p.package_id = ?", (package_id,))
        if row is None:
            raise NoSuchRecord("no package of this id was sent from here")
        return read_sent(self._db, row, pause)

    def record_receipt(
        self,
        receipt: ReceiptDocument,
        untrusted_document: bytes,
        signature: bytes,
        pause: Pause = no_pause,
    ) -> None:
        """Keep a receipt that was checked, and what it says of each item; twice is no error.

        ``untrusted_document`` are the signed bytes ``receipt`` was read from. ``pause``: called
        between the transactions that settle the items. Stopped there, some are settled, as the
        receiver signed; the receipt itself is kept in the last one, and a second try goes on.
        ``NoSuchRecord``; ``ReceiptRepeated`` where another receipt bears its id.
        """
        sql = "SELECT 1 FROM package_sent WHERE package_id = ?"
        if self._db.one(sql, (receipt.package_id,)) is None:
            raise NoSuchRecord("no package of this id was sent from here")
        known = self._db.one(
            "SELECT document = ? FROM receipt WHERE receipt_id = ?",
            (untrusted_document, receipt.receipt_id),
        )
        if known == (0,):
            raise ReceiptRepeated("another receipt of this id was imported before")
        if known:
            return
        now = Moment.now()
        set_aside = self._settle(receipt, pause)
        with self._db.transaction():
            self._db.execute(
                "INSERT INTO receipt (receipt_id, package_id, signer, imported_utc,"
                " imported_offset, document, signature) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    receipt.receipt_id,
                    receipt.package_id,
                    receipt.receiver.fingerprint,
                    now.utc,
                    now.offset_minutes,
                    untrusted_document,
                    signature,
                ),
            )
            self.sending.named(receipt.package_id)
            detail = {
                "receipt": receipt.receipt_id,
                "party": receipt.receiver.fingerprint,
                "set_aside": str(set_aside),
            }
            self._custody.append(CustodyKind.RECEIPT, "package", receipt.package_id, detail)

    def _settle(self, receipt: ReceiptDocument, pause: Pause) -> int:
        """Write down what became of each item; how many were set aside."""
        set_aside = 0
        with self._db.log_moved_apart() as move_log:
            for some in _in_order(receipt, pause):
                with self._db.transaction_in_order():
                    self._db.execute_many(
                        "UPDATE package_item SET outcome = ?, reason = ?"
                        " WHERE package_id = ? AND item = ?",
                        (
                            (line.outcome.value, line.reason, receipt.package_id, line.item)
                            for line in some
                        ),
                    )
                    self._db.touch(Part.PACKAGE, receipt.package_id)
                set_aside += sum(line.outcome is Outcome.SET_ASIDE for line in some)
                pause()
                if move_log():
                    pause()
        return set_aside

    def receipts(self, package_id: str) -> list[tuple[bytes, bytes]]:
        """The receipts of a package as (signed document, signature), oldest first."""
        rows = self._db.all(
            "SELECT document, signature FROM receipt WHERE package_id = ? ORDER BY rowid",
            (package_id,),
        )
        return [(document, signature) for document, signature in rows]

    def record_received(
        self,
        document: PackageDocument,
        *,
        tagmanifest_sha256: str,
        receipt: ReceiptDocument,
        pause: Pause = no_pause,
        last: Pause = no_pause,
    ) -> None:
        """Remember a package that was taken in; the first receipt made of it stays.

        Neither document is ever whole in memory where its lists are packed. ``pause``: called
        while they are counted and between the transactions that write them; ``last``: once
        before the last transaction, which is short and makes all of it known.
        """
        sql = "SELECT 1 FROM package_received WHERE package_id = ?"
        if self._db.one(sql, (document.package_id,)):
            return
        row = received_row(document, tagmanifest_sha256, receipt, pause)
        received_documents.remove_unfinished(self._db, pause)
        received_documents.lay(self._db, document, receipt, pause)
        last()
        with self._db.transaction():
            self._db.execute(KEEP_RECEIVED, row)
            sender = document.sender.fingerprint
            detail = transfer_detail(document, tagmanifest_sha256, sender)
            kind = CustodyKind.INGESTION
            self._custody.append(kind, "package", document.package_id, detail)

    def record_answer(self, receipt: ReceiptDocument) -> None:
        """Let a receipt that follows the last one of a package take its place; ``NoSuchRecord``."""
        package_id = receipt.package_id
        if self.sender_log_of_received(package_id) is None:
            raise NoSuchRecord("no package of this id was received here")
        with self._db.transaction():
            received_documents.replace_receipt(self._db, package_id, receipt)
            self._db.execute(
                "UPDATE package_received SET set_aside = ? WHERE package_id = ?",
                (receipt.set_aside, package_id),
            )
            detail = {"receipt": receipt.receipt_id, "number": str(receipt.number)}
            self._custody.append(CustodyKind.INGESTION, "package", package_id, detail)

    def logs_of(self, sender: str, but: str) -> list[LogTold]:
        """What the packages of a sender said of their log, in the order in which they were
        received, but for the one with the id ``but``."""
        sql = (
            "SELECT log_told FROM package_received"
            " WHERE sender = ? AND package_id != ? AND log_told != '' ORDER BY rowid"
        )
        return [
            canonical.decode(told.encode(), LogTold) for (told,) in self._db.all(sql, (sender, but))
        ]

    def received(self, offset: int = 0, limit: int = 100) -> list[ReceivedSummary]:
        """A page of the packages that were taken in, newest first."""
        rows = self._db.all(RECEIVED_SUMMARIES + _PAGE, (limit, offset))
        return [received_summary(row) for row in rows]

    def received_with(self, record_id: str) -> list[ReceivedSummary]:
        """The packages that brought a version of this record, newest first."""
        return [received_summary(row) for row in self._db.all(RECEIVED_WITH, (record_id,))]

    def count_received(self) -> int:
        """How many packages were taken in."""
        row = self._db.one("SELECT count(*) FROM package_received")
        return int(row[0]) if row else 0

    def received_ids(self) -> list[str]:
        """The ids of all packages that were taken in, without what was in them."""
        return [id_ for (id_,) in self._db.all("SELECT package_id FROM package_received")]

    def find_received(self, package_id: str, pause: Pause = no_pause) -> ReceivedPackage | None:
        """The package, or None where none of this id was taken in. ``pause``: as in
        :meth:`get_sent`."""
        row = self._db.one(f"{RECEIVED} WHERE p.package_id = ?", (package_id,))
        return read_received(self._db, row, pause) if row else None

    def sender_log_of_received(self, package_id: str) -> str | None:
        """What the receipt of a package that was taken in says of its sender's log, without reading
        its documents; None where none of this id was."""
        sql = "SELECT sender_log FROM package_received WHERE package_id = ?"
        row = self._db.one(sql, (package_id,))
        return row[0] if row else None

    def get_received(self, package_id: str, pause: Pause = no_pause) -> ReceivedPackage:
        """The package; ``NoSuchRecord`` where none of this id was taken in."""
        package = self.find_received(package_id, pause)
        if package is None:
            raise NoSuchRecord("no package of this id was received here")
        return package

    def set_aside(self, package_id: str, item: str, reason: str, untrusted_data: bytes) -> None:
        """Keep an item that was not taken in, with the reason; it is named in the receipt."""
        with self._db.transaction():
            added = self._db.execute(
                "INSERT INTO set_aside (package_id, item, reason, data) VALUES (?, ?, ?, ?)"
                " ON CONFLICT DO NOTHING",
                (package_id, item, reason, untrusted_data),
            )
            if added == 1:
                detail = {"package": package_id}
                self._custody.append(CustodyKind.QUARANTINE, "item", item, detail)


def _in_order(receipt: ReceiptDocument, pause: Pause) -> Iterator[Sequence[ReceiptLine]]:
    """The lines of a receipt, some at a time, as their items lie in the table: each page of it is
    written once."""
    parts: dict[str, list[ReceiptLine]] = {}
    for line in paced(chain(receipt.records, receipt.media), pause):
        parts.setdefault(line.item[:_PART], []).append(line)
    for part in sorted(parts):
        lines = sorted(parts[part], key=lambda line: line.item)
        yield from (lines[at : at + _AT_ONCE] for at in range(0, len(lines), _AT_ONCE))
