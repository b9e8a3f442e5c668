"""Packages as they are stored: what was sent, what was received, what was set aside."""

from __future__ import annotations

from dataclasses import dataclass

from desktop import canonical
from desktop.i18n import _
from desktop.model.handoff import Outcome, PackageDocument, ReceiptDocument, ReceiptLine
from desktop.model.moment import Moment
from desktop.vault.store.connection import Database, Row


@dataclass(frozen=True, slots=True)
class SentPackage:
    """A package that was written and verified. ``size`` in bytes.

    ``receipted_at``: when its receipt was imported here; ``lines`` then say what became of
    each item: ``item`` is a version id or a SHA-256, as in the receipt. ``certain``: whether
    its file is known to have got its name; else the program was stopped at that instant and
    the file may be out.
    """

    package_id: str
    file_name: str
    size: int
    recipient: str
    tagmanifest_sha256: str
    document: PackageDocument
    receipted_at: Moment | None
    lines: tuple[ReceiptLine, ...]
    certain: bool

    @property
    def recipient_name(self) -> str:
        """The name of its first recipient, as it was when the package was written."""
        return self.document.recipients[0].name

    @property
    def doubt(self) -> str:
        """What to say of it where it is not certain that it was sent; empty otherwise."""
        if self.certain:
            return ""
        return _(
            "The program was stopped while this package was given its name. It may have been "
            "handed over, so it counts as sent."
        )


@dataclass(frozen=True, slots=True)
class ReceivedPackage:
    """A package that was taken in, and the receipt made of it."""

    package_id: str
    sender: str
    tagmanifest_sha256: str
    received_at: Moment
    document: PackageDocument
    receipt: ReceiptDocument


@dataclass(frozen=True, slots=True)
class SetAside:
    """An item of a package that was not taken in: its bytes as they came, and why."""

    package_id: str
    item: str
    reason: str
    data: bytes


SENT = (
    "SELECT p.package_id, p.file_name, p.size, p.recipient, p.tagmanifest_sha256, p.document,"
    " r.imported_utc, r.imported_offset, p.state = 'named' FROM package_sent p LEFT JOIN receipt r"
    " ON r.rowid = (SELECT max(rowid) FROM receipt WHERE package_id = p.package_id)"
)
RECEIVED = (
    "SELECT package_id, sender, tagmanifest_sha256, received_utc, received_offset, document,"
    " receipt FROM package_received"
)


def read_sent(db: Database, row: Row) -> SentPackage:
    """A row of :data:`SENT`, with what its receipt says of each item."""
    package_id, name, size, recipient, manifest, document, utc, offset, named = row
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
        canonical.decode(document, PackageDocument),
        Moment(utc, offset) if utc else None,
        tuple(ReceiptLine(item, Outcome(outcome), why) for item, outcome, why in lines),
        bool(named),
    )


def read_received(row: Row) -> ReceivedPackage:
    """A row of :data:`RECEIVED`."""
    package_id, sender, manifest, utc, offset, document, receipt = row
    return ReceivedPackage(
        package_id,
        sender,
        manifest,
        Moment(utc, offset),
        canonical.decode(document, PackageDocument),
        canonical.decode(receipt, ReceiptDocument),
    )
