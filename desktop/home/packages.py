"""Packages that were sent and received, and what the receipts said."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from desktop.i18n import _
from desktop.model.consent import Purpose
from desktop.model.handoff import PackageDocument, ReceiptDocument, ReceiptLine
from desktop.model.sending.log_course import LogTold
from desktop.model.values.moment import Moment
from desktop.progress import Pause


def doubt_message() -> str:
    """What is said of a package of which it is not certain that it was sent."""
    return _(
        "The program was stopped while this package was given its name. It may have been "
        "handed over, so it counts as sent."
    )


@dataclass(frozen=True, slots=True)
class SentSummary:
    """A package that was written, as far as a list shows it. ``size`` in bytes.

    ``recipient_name``: as it was when the package was written. ``receipted_at``: when its
    receipt was imported here; ``set_aside``: how many items it says were not taken in.
    ``certain``: as in :class:`SentPackage`.
    """

    package_id: str
    file_name: str
    size: int
    recipient: str
    recipient_name: str
    purpose: Purpose
    written_at: Moment
    interviews: int
    files: int
    receipted_at: Moment | None
    set_aside: int
    certain: bool

    @property
    def doubt(self) -> str:
        """What to say of it where it is not certain that it was sent; empty otherwise."""
        return "" if self.certain else doubt_message()


@dataclass(frozen=True, slots=True)
class SentPackage:
    """A package that was written and verified, with all that is known of it. ``size`` in bytes.

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


@dataclass(frozen=True, slots=True)
class ReceivedSummary:
    """A package that was taken in, as far as a list shows it. ``set_aside``: how many items
    of it were not. ``sender_log``: as in its receipt."""

    package_id: str
    sender: str
    sender_name: str
    purpose: Purpose
    received_at: Moment
    interviews: int
    files: int
    set_aside: int
    sender_log: str = ""


@dataclass(frozen=True, slots=True)
class ReceivedPackage:
    """A package that was taken in, and the receipt made of it."""

    package_id: str
    sender: str
    tagmanifest_sha256: str
    received_at: Moment
    document: PackageDocument
    receipt: ReceiptDocument


class Carried(Protocol):
    """What one package carries, told as often as it is asked for: with a quarter of a million
    items nobody holds them as objects, and each table is written in the order it lies in.
    """

    @property
    def interviews(self) -> int:
        """How many interviews, however many versions of each."""

    @property
    def versions(self) -> int:
        """How many versions of records."""

    @property
    def files(self) -> int:
        """How many originals."""

    def document_pieces(self) -> Iterable[bytes]:
        """The canonical JSON of the document."""

    def by_item(self) -> Iterable[tuple[str, str]]:
        """(item, record id) of everything, in the order of the items."""

    def by_record(self) -> Iterable[tuple[str, str]]:
        """The same in the order of the record ids."""

    def records(self) -> Iterable[tuple[str, str]]:
        """(kind, id) of each record and original, once, in the order they travel in."""


@dataclass(frozen=True, slots=True)
class Laid:
    """What a package carries is in the home already. ``document``, ``items``: digests of both."""

    document: bytes
    items: bytes


class PackagesOnTheirWay(Protocol):
    """Packages between their record and their name: recorded before their file takes it."""

    def laid(
        self, package_id: str, carried: Carried, pause: Pause = ...
    ) -> AbstractContextManager[Laid]:
        """Write what a package carries before :meth:`begin`, which is called inside with what this
        gives: then that takes an instant. ``pause``: called between pieces; what it raises, and a
        package that is not begun, leaves what nobody reads."""

    def begin(
        self,
        document: PackageDocument,
        carried: Carried,
        *,
        file_name: str,
        size: int,
        tagmanifest_sha256: str,
        target: Path | None = ...,
        laid: Laid | None = ...,
    ) -> None:
        """Remember a package that was written and verified, with every item in it; its file is
        about to be named ``target``. It counts as sent from now on."""

    def named(self, package_id: str) -> None:
        """Its file has its name: the package is out. Twice is no error."""

    def tell(self, package_id: str, pause: Pause = ...) -> None:
        """Write into the log what is still to be told of a package that is out, piece by piece;
        what ``pause`` raises leaves the rest to :meth:`go_on`."""

    def go_on(self, pause: Pause = ...) -> None:
        """Finish, piece by piece, what was left where somebody was stopped."""

    def not_named(self, package_id: str) -> None:
        """Its file never got its name, or lost it again before anybody could take it."""


class PackagesSent(Protocol):
    """What was sent, and what the receipts said of it."""

    @property
    def sending(self) -> PackagesOnTheirWay:
        """Those that are being written."""

    def held(self, recipient: str, record_ids: Collection[str]) -> Mapping[str, bool]:
        """The items of these records that ever travelled to this recipient, and whether a receipt
        confirms that it holds them."""

    def get_sent(self, package_id: str, pause: Pause = ...) -> SentPackage:
        """The package; ``NoSuchRecord`` where none of this id was sent from here. ``pause``:
        called while its lists are read."""

    def receipts(self, package_id: str) -> list[tuple[bytes, bytes]]:
        """The receipts of a package as (signed document, signature), oldest first."""

    def record_receipt(
        self,
        receipt: ReceiptDocument,
        untrusted_document: bytes,
        signature: bytes,
        pause: Pause = ...,
    ) -> None:
        """Keep a receipt that was checked, and what it says of each item; twice is no error.
        ``ReceiptRepeated`` where another receipt bears its id.

        ``pause``: called between pieces; what it raises leaves the items so far settled.
        """


class PackagesReceived(Protocol):
    """What was taken in, and where it went on from here."""

    def find_received(self, package_id: str, pause: Pause = ...) -> ReceivedPackage | None:
        """The package, or None where none of this id was taken in."""

    def sender_log_of_received(self, package_id: str) -> str | None:
        """``ReceiptDocument.sender_log`` of a package that was taken in, or None."""

    def get_received(self, package_id: str, pause: Pause = ...) -> ReceivedPackage:
        """The package; ``NoSuchRecord`` where none of this id was taken in."""

    def record_received(
        self,
        document: PackageDocument,
        *,
        tagmanifest_sha256: str,
        receipt: ReceiptDocument,
        pause: Pause = ...,
        last: Pause = ...,
    ) -> None:
        """Remember a package that was taken in; the first receipt made of it stays.

        ``pause``: called between pieces; ``last``: before the piece that makes all of it known.
        """

    def record_answer(self, receipt: ReceiptDocument) -> None:
        """Let a receipt that follows the last one of a package take its place; ``NoSuchRecord``."""

    def logs_of(self, sender: str, but: str) -> list[LogTold]:
        """What the packages of a sender said of their log, in the order in which they were
        received, but for the one with the id ``but``."""

    def set_aside(self, package_id: str, item: str, reason: str, untrusted_data: bytes) -> None:
        """Keep an item that was not taken in, with the reason; it is named in the receipt."""

    def sent_with(self, record_id: str) -> list[SentSummary]:
        """The packages that carried a version of this record on from here, newest first."""


class Packages(PackagesSent, PackagesReceived, Protocol):
    """The packages of a home."""
