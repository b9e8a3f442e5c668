"""The packages of a home in memory: sent, received, set aside."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from desktop import canonical
from desktop.errors import NoSuchRecord, ReceiptRepeated
from desktop.home.packages import Carried, Laid, ReceivedPackage, SentPackage, SentSummary
from desktop.model.custody import CustodyKind
from desktop.model.handoff import Outcome, PackageDocument, ReceiptDocument
from desktop.model.sending.log_course import LogTold
from desktop.model.values.moment import Moment
from desktop.progress import Pause, no_pause
from tests.homes.custody import CustodyInMemory
from tests.homes.tables import Tables

_CONFIRMED = (Outcome.ACCEPTED, Outcome.ALREADY_THERE)


@dataclass(frozen=True, slots=True)
class Sent:
    """A package on its way or out. ``items``: (item, record id); ``records``: (kind, id)."""

    package: SentPackage
    items: tuple[tuple[str, str], ...]
    records: tuple[tuple[str, str], ...]
    named: bool = False

    @property
    def confirmed(self) -> set[str]:
        """The items that its receipt says are there."""
        return {line.item for line in self.package.lines if line.outcome in _CONFIRMED}


_Pairs = tuple[tuple[str, str], ...]
_Carried = tuple[bytes, _Pairs, _Pairs]
"""The document, the items and the records of a package."""


class PackagesInMemory:
    """Packages by their ids."""

    def __init__(self, tables: Tables, custody: CustodyInMemory) -> None:
        self._tables, self._custody = tables, custody
        self._sent: dict[str, Sent] = {}
        self._laid: dict[str, _Carried] = {}
        self._receipts: dict[str, tuple[tuple[bytes, bytes], ...]] = {}
        self._received: dict[str, ReceivedPackage] = {}
        self._aside: dict[tuple[str, str], tuple[str, bytes]] = {}

    @property
    def sending(self) -> PackagesInMemory:
        """It is one table."""
        return self

    # --- sent ---------------------------------------------------------------------------------

    @contextmanager
    def laid(self, package_id: str, carried: Carried, pause: Pause = no_pause) -> Iterator[Laid]:
        pause()
        items, records = tuple(carried.by_item()), tuple(carried.records())
        self._laid[package_id] = b"".join(carried.document_pieces()), items, records
        try:
            yield Laid(b"", b"")
        finally:
            del self._laid[package_id]

    def tell(self, package_id: str, pause: Pause = no_pause) -> None:
        """All was told with the name."""

    def go_on(self, pause: Pause = no_pause) -> None:
        """Nothing is ever left."""

    def begin(
        self,
        document: PackageDocument,
        carried: Carried,
        *,
        file_name: str,
        size: int,
        tagmanifest_sha256: str,
        target: Path | None = None,
        laid: Laid | None = None,
    ) -> None:
        if document.package_id not in self._laid:
            with self.laid(document.package_id, carried):
                octets, items, records = self._laid[document.package_id]
        else:
            octets, items, records = self._laid[document.package_id]
        listed = canonical.decode(octets, PackageDocument)
        package = SentPackage(
            document.package_id,
            file_name,
            size,
            listed.recipients[0].fingerprint,
            tagmanifest_sha256,
            listed,
            None,
            (),
            certain=False,
        )
        sent = Sent(package, items, records)
        self._tables.put(self._sent, document.package_id, sent)

    def named(self, package_id: str) -> None:
        sent = self._sent[package_id]
        if sent.named:
            return
        with self._tables.transaction():
            package = replace(sent.package, certain=True)
            self._tables.put(self._sent, package_id, replace(sent, package=package, named=True))
            detail = {"package": package_id}
            for kind, record_id in sent.records:
                self._custody.append(CustodyKind.TRANSFER, kind, record_id, detail)
            self._custody.append(CustodyKind.TRANSFER, "package", package_id)

    def not_named(self, package_id: str) -> None:
        if package_id in self._sent and not self._sent[package_id].named:
            self._tables.drop(self._sent, package_id)

    def get_sent(self, package_id: str, pause: Pause = no_pause) -> SentPackage:
        if package_id not in self._sent:
            raise NoSuchRecord("no package of this id was sent from here")
        return self._sent[package_id].package

    def sent(self) -> list[SentSummary]:
        return list(map(_summary, self._newest_first()))

    def sent_with(self, record_id: str) -> list[SentSummary]:
        carried = (s for s in self._newest_first() if record_id in {id_ for _item, id_ in s.items})
        return list(map(_summary, carried))

    def sent_to(self, recipient: str) -> Iterator[Sent]:
        """Those to one recipient, newest first."""
        return (each for each in self._newest_first() if each.package.recipient == recipient)

    def _newest_first(self) -> list[Sent]:
        by_id = sorted(self._sent.values(), key=lambda each: each.package.package_id)
        return sorted(by_id, key=lambda s: s.package.document.written_at.utc, reverse=True)

    def held(self, recipient: str, record_ids: Collection[str]) -> dict[str, bool]:
        wanted, found = set(record_ids), dict[str, bool]()
        for each in self.sent_to(recipient):
            for item, record_id in each.items:
                if record_id in wanted:
                    found[item] = found.get(item, False) or item in each.confirmed
        return found

    # --- receipts -----------------------------------------------------------------------------

    def receipts(self, package_id: str) -> list[tuple[bytes, bytes]]:
        return list(self._receipts.get(package_id, ()))

    def record_receipt(
        self,
        receipt: ReceiptDocument,
        untrusted_document: bytes,
        signature: bytes,
        pause: Pause = no_pause,
    ) -> None:
        pause()
        package_id = receipt.package_id
        known = self._receipts.get(package_id, ())
        package = self.get_sent(package_id)
        if any(document == untrusted_document for document, _signature in known):
            return
        taken = (json.loads(document) for each in self._receipts.values() for document, _ in each)
        if any(each["receipt_id"] == receipt.receipt_id for each in taken):
            raise ReceiptRepeated("another receipt of this id was imported before")
        with self._tables.transaction():
            receipts = (*known, (untrusted_document, signature))
            self._tables.put(self._receipts, package_id, receipts)
            self.named(package_id)
            lines = sorted((*receipt.records, *receipt.media), key=lambda line: line.item)
            package = replace(self.get_sent(package_id), receipted_at=Moment.now())
            said = replace(package, lines=tuple(lines))
            sent = replace(self._sent[package_id], package=said)
            self._tables.put(self._sent, package_id, sent)
            self._custody.append(CustodyKind.RECEIPT, "package", package_id)

    # --- received -----------------------------------------------------------------------------

    def find_received(self, package_id: str, pause: Pause = no_pause) -> ReceivedPackage | None:
        return self._received.get(package_id)

    def sender_log_of_received(self, package_id: str) -> str | None:
        package = self.find_received(package_id)
        return package.receipt.sender_log if package else None

    def get_received(self, package_id: str, pause: Pause = no_pause) -> ReceivedPackage:
        package = self.find_received(package_id)
        if package is None:
            raise NoSuchRecord("no package of this id was received here")
        return package

    def received(self) -> list[ReceivedPackage]:
        return list(self._received.values())

    def record_received(
        self,
        document: PackageDocument,
        *,
        tagmanifest_sha256: str,
        receipt: ReceiptDocument,
        pause: Pause = no_pause,
        last: Pause = no_pause,
    ) -> None:
        if document.package_id in self._received:
            return
        package = ReceivedPackage(
            document.package_id,
            document.sender.fingerprint,
            tagmanifest_sha256,
            receipt.received_at,
            canonical.decode(canonical.encode(document), PackageDocument),
            canonical.decode(canonical.encode(receipt), ReceiptDocument),
        )
        last()
        with self._tables.transaction():
            self._tables.put(self._received, document.package_id, package)
            self._custody.append(CustodyKind.INGESTION, "package", document.package_id)

    def record_answer(self, receipt: ReceiptDocument) -> None:
        package = self.get_received(receipt.package_id)
        with self._tables.transaction():
            answered = replace(package, receipt=receipt)
            self._tables.put(self._received, receipt.package_id, answered)
            self._custody.append(CustodyKind.INGESTION, "package", receipt.package_id)

    def logs_of(self, sender: str, but: str) -> list[LogTold]:
        found = self._received.values()
        return [p.document.log for p in found if p.sender == sender and p.package_id != but]

    def set_aside(self, package_id: str, item: str, reason: str, untrusted_data: bytes) -> None:
        if (package_id, item) in self._aside:
            return
        with self._tables.transaction():
            self._tables.put(self._aside, (package_id, item), (reason, untrusted_data))
            detail = {"package": package_id}
            self._custody.append(CustodyKind.QUARANTINE, "item", item, detail)

    def set_aside_of(self, package_id: str) -> list[tuple[str, str, bytes]]:
        """(item, reason, bytes as they came) of what a package brought and was not taken in."""
        rows = sorted(self._aside.items())
        return [(item, *what) for (package, item), what in rows if package == package_id]


def _summary(sent: Sent) -> SentSummary:
    package = sent.package
    lines = package.lines
    return SentSummary(
        package.package_id,
        package.file_name,
        package.size,
        package.recipient,
        package.recipient_name,
        package.document.purpose,
        package.document.written_at,
        package.document.interviews,
        len(package.document.media),
        package.receipted_at,
        sum(line.outcome is Outcome.SET_ASIDE for line in lines),
        package.certain,
    )
