"""A package as its page tells of it: what is in it, and what became of each item."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from desktop.handoff.naming import Notable, notable_among
from desktop.handoff.receipt import receipt_file
from desktop.model.consent import Identification, Purpose, RecipientKind
from desktop.model.handoff import Outcome, PackageDocument, ReceiptLine
from desktop.model.ids import package_file
from desktop.model.values.moment import Moment
from desktop.model.version import RecordKind
from desktop.progress import Pause, no_pause, paced
from desktop.vault.kinds.all import CHOSEN, KINDS, ORIGINAL

if TYPE_CHECKING:
    from desktop.home.roles import Receipting


@dataclass(frozen=True, slots=True)
class InterviewWithin:
    """An interview of a package: how the person is shown in it, and whether files went along.

    ``code``: "" where nothing of it is here.
    """

    id: str
    code: str
    identification: Identification
    files: bool


@dataclass(frozen=True, slots=True)
class PackageDetail:
    """A package that was sent or received.

    ``fingerprint``, ``name``: of the other side, as it was called when the package was written.
    ``size``: of its file, or of the originals in it where it was received; in bytes.
    ``records``: how many of each kind, originals too, in the order of ``KINDS``.
    ``answered_at``: when its receipt was imported, or the package received; None before.
    ``outcomes``: what the receipt says, how often; ``receipt_name``: the file's.
    ``certain``: as in ``SentPackage``. ``sender_log``: as in the receipt of one that was received.
    """

    package_id: str
    file_name: str
    fingerprint: str
    name: str
    recipient_kind: RecipientKind
    purpose: Purpose
    size: int
    written_at: Moment
    answered_at: Moment | None
    records: Mapping[RecordKind, int]
    interviews: tuple[InterviewWithin, ...]
    outcomes: Mapping[Outcome, int]
    notable: tuple[Notable, ...]
    receipt_name: str = ""
    certain: bool = True
    sender_log: str = ""


def sent_detail(vault: Receipting, package_id: str, pause: Pause = no_pause) -> PackageDetail:
    """A package that was sent from here; ``NoSuchRecord``."""
    package = vault.packages.get_sent(package_id, pause)
    document, answered = package.document, package.receipted_at is not None
    lines = package.lines if answered else ()
    return PackageDetail(
        package_id,
        package.file_name,
        package.recipient,
        package.recipient_name,
        document.recipient_kind,
        document.purpose,
        package.size,
        document.written_at,
        package.receipted_at,
        _records(document, pause),
        _interviews(vault, document, pause),
        _outcomes(lines, pause),
        notable_among(vault, document, lines, pause),
        certain=package.certain,
    )


def received_detail(vault: Receipting, package_id: str, pause: Pause = no_pause) -> PackageDetail:
    """A package that was received here; ``NoSuchRecord``."""
    package = vault.packages.get_received(package_id, pause)
    document, receipt = package.document, package.receipt

    def lines() -> Iterable[ReceiptLine]:
        return chain(receipt.records, receipt.media)

    return PackageDetail(
        package_id,
        package_file(package_id),
        package.sender,
        document.sender.name,
        document.recipient_kind,
        document.purpose,
        sum(entry.size for entry in paced(document.media, pause)),
        document.written_at,
        package.received_at,
        _records(document, pause),
        _interviews(vault, document, pause),
        _outcomes(lines(), pause),
        notable_among(vault, document, lines(), pause),
        receipt_file(receipt),
        sender_log=receipt.sender_log,
    )


def _records(document: PackageDocument, pause: Pause) -> dict[RecordKind, int]:
    """However many versions of each; an original is one, however often it is attached."""
    records = {(entry.kind, entry.record_id) for entry in paced(document.records, pause)}
    counts = Counter(kind for kind, _id in records)
    counts[ORIGINAL] = len(document.media)
    known = {kind.name: counts.pop(kind.name) for kind in KINDS if counts[kind.name]}
    return known | {kind: count for kind, count in sorted(counts.items()) if count}


def _interviews(
    vault: Receipting, document: PackageDocument, pause: Pause
) -> tuple[InterviewWithin, ...]:
    found = (
        InterviewWithin(
            each.interview_id,
            vault.called(CHOSEN, each.interview_id),
            each.identification,
            each.files,
        )
        for each in paced(document.consents, pause)
    )
    return tuple(sorted(found, key=lambda each: (not each.code, each.code, each.id)))


def _outcomes(lines: Iterable[ReceiptLine], pause: Pause) -> Counter[Outcome]:
    return Counter(line.outcome for line in paced(lines, pause))
