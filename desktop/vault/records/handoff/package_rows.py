"""Packages as they are stored: what was sent, what was received, what was set aside."""

from __future__ import annotations

from itertools import chain

from desktop import canonical
from desktop.documents import passing
from desktop.home.packages import ReceivedPackage, ReceivedSummary, SentPackage, SentSummary
from desktop.model.consent import Purpose
from desktop.model.handoff import (
    PACKAGE_LISTS,
    RECEIPT_LISTS,
    Outcome,
    PackageDocument,
    ReceiptDocument,
    ReceiptLine,
    interviews_among,
)
from desktop.model.values.moment import Moment
from desktop.progress import Pause, paced
from desktop.vault.records.handoff import received_documents
from desktop.vault.store.connection import Database, Row
from desktop.vault.store.document_pieces import DOCUMENT
from desktop.vault.store.document_pieces import SENT as SENT_PIECES

_RECEIPT = (
    " LEFT JOIN receipt r ON r.rowid ="
    " (SELECT max(rowid) FROM receipt WHERE package_id = p.package_id)"
)
SENT = (
    "SELECT p.package_id, p.file_name, p.size, p.recipient, p.tagmanifest_sha256,"  # noqa: S608
    f" r.imported_utc, r.imported_offset, p.state = 'named' FROM package_sent p{_RECEIPT}"
)
SENT_SUMMARIES = (
    "SELECT p.package_id, p.file_name, p.size, p.recipient, p.recipient_name, p.purpose,"  # noqa: S608
    " p.written_utc, p.written_offset, p.interviews, p.files, r.imported_utc, r.imported_offset,"
    " (SELECT count(*) FROM package_item i WHERE i.package_id = p.package_id"
    " AND i.outcome = 'set-aside'),"
    f" p.state = 'named' FROM package_sent p{_RECEIPT}"
)
RECEIVED = (
    "SELECT package_id, sender, tagmanifest_sha256, received_utc, received_offset"
    " FROM package_received p"
)
KEEP_RECEIVED = (
    "INSERT INTO package_received (package_id, sender, tagmanifest_sha256, received_utc,"
    " received_offset, sender_name, purpose, interviews, files, set_aside, log_told, sender_log)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
RECEIVED_COLUMNS = (
    "package_id, sender, sender_name, purpose, received_utc, received_offset, interviews,"
    " files, set_aside, sender_log"
)
_RECEIVED_FIRST = " ORDER BY received_utc DESC, package_id"
RECEIVED_SUMMARIES = f"SELECT {RECEIVED_COLUMNS} FROM package_received{_RECEIVED_FIRST}"  # noqa: S608
RECEIVED_WITH = (
    f"SELECT {RECEIVED_COLUMNS} FROM package_received WHERE package_id IN"  # noqa: S608
    f" (SELECT arrived_in FROM record_version WHERE record_id = ?){_RECEIVED_FIRST}"
)


def sent_summary(row: Row) -> SentSummary:
    """A row of :data:`SENT_SUMMARIES`."""
    package_id, file_name, size, recipient, name, purpose, utc, offset, *rest = row
    interviews, files, imported, imported_offset, set_aside, named = rest
    return SentSummary(
        package_id,
        file_name,
        size,
        recipient,
        name,
        Purpose(purpose),
        Moment(utc, offset),
        interviews,
        files,
        Moment(imported, imported_offset) if imported else None,
        set_aside,
        bool(named),
    )


def received_summary(row: Row) -> ReceivedSummary:
    """A row of :data:`RECEIVED_COLUMNS`."""
    package_id, sender, name, purpose, utc, offset, *counts = row
    return ReceivedSummary(package_id, sender, name, Purpose(purpose), Moment(utc, offset), *counts)


def read_sent(db: Database, row: Row, pause: Pause) -> SentPackage:
    """A row of :data:`SENT`, with what its receipt says of each item."""
    package_id, name, size, recipient, manifest, utc, offset, named = row
    document = SENT_PIECES.read(db, package_id, DOCUMENT)
    lines = db.all(
        "SELECT item, outcome, reason FROM package_item"
        " WHERE package_id = ? AND outcome IS NOT NULL ORDER BY item",
        (package_id,),
    )
    return SentPackage(
        package_id,
        name,
        size,
        recipient,
        manifest,
        passing.decode(document, PackageDocument, PACKAGE_LISTS, pause),
        Moment(utc, offset) if utc else None,
        tuple(
            ReceiptLine(item, Outcome(outcome), why) for item, outcome, why in paced(lines, pause)
        ),
        bool(named),
    )


def read_received(db: Database, row: Row, pause: Pause) -> ReceivedPackage:
    """A row of :data:`RECEIVED`, with its documents."""
    package_id, sender, manifest, utc, offset = row
    document, receipt = received_documents.read(db, package_id)
    return ReceivedPackage(
        package_id,
        sender,
        manifest,
        Moment(utc, offset),
        passing.decode(document, PackageDocument, PACKAGE_LISTS, pause),
        passing.decode(receipt, ReceiptDocument, RECEIPT_LISTS, pause),
    )


def received_row(
    document: PackageDocument, manifest: str, receipt: ReceiptDocument, pause: Pause
) -> tuple[object, ...]:
    """The values of :data:`KEEP_RECEIVED`; ``pause`` while long lists are counted."""
    lines = paced(chain(receipt.records, receipt.media), pause)
    return (
        document.package_id,
        document.sender.fingerprint,
        manifest,
        receipt.received_at.utc,
        receipt.received_at.offset_minutes,
        document.sender.name,
        document.purpose.value,
        interviews_among(paced(document.records, pause)),
        len(document.media),
        sum(line.outcome is Outcome.SET_ASIDE for line in lines),
        canonical.encode(document.log).decode(),
        receipt.sender_log,
    )
