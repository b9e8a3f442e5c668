"""Take a package in: verified whole first, then item by item, as many in a transaction as fit
into a moment.

What is here already changes nothing. A record that breaks its schema, or whose seal does not
hold, is set aside and named in the receipt while the rest goes on. Receiving a package a
second time gives back the receipt of the first, or one that follows it, where what that left open
is understood or trusted by now.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from desktop.documents.packed import AT_ONCE
from desktop.errors import PackageRefused
from desktop.handoff.format.travelling import ends
from desktop.handoff.identity.trust import trust_vault
from desktop.handoff.naming import notable_lines
from desktop.handoff.receiving.again import left_open
from desktop.handoff.receiving.arrival import Arrival, ArrivalCounts, Received, Withdrawal
from desktop.handoff.receiving.decisions import Told
from desktop.handoff.receiving.merge import Merge, logs_before
from desktop.handoff.receiving.read import Reader, VerifiedPackage, refuse_unfinished, verify_with
from desktop.i18n import _
from desktop.model.sending.log_course import Course, course
from desktop.model.version import RecordVersion
from desktop.progress import Pause, Progress, no_progress
from desktop.vault.kinds.all import CHOSEN, ORIGINAL

if TYPE_CHECKING:
    from desktop.home.roles import Receiving

T = TypeVar("T")

__all__ = [
    "Arrival",
    "ArrivalCounts",
    "Received",
    "Withdrawal",
    "dry_run",
    "receive_package",
]


def dry_run(vault: Receiving, path: Path, progress: Progress = no_progress) -> Arrival:
    """Verify a package and say what it would bring. Changes nothing.

    Raises everything that ``desktop.handoff.receiving.read.verify_package`` raises.
    """
    withdrawn: dict[str, str] = {}

    def told(version: RecordVersion) -> None:
        if ends(version.document):
            withdrawn[version.id] = version.document.record_id

    verified = _verify(vault, path, progress, told)
    document = verified.document
    said = vault.packages.sender_log_of_received(document.package_id)
    counts = _counts(vault, verified, withdrawn, lambda: progress(0, 1, _("Checking the package")))
    return Arrival(
        verified,
        verified.sender,
        document.purpose,
        document.written_at,
        counts,
        said is not None,
        course(document.log, logs_before(vault, document)) if said is None else Course.said(said),
    )


def receive_package(
    vault: Receiving,
    path: Path,
    progress: Progress = no_progress,
    looked: VerifiedPackage | None = None,
) -> Received:
    """Verify a package and take it in; the receipt says what became of each item.

    ``looked``: what :func:`dry_run` verified at ``path``. The same file, as far as the system says,
    is then read once more and not twice: each item is known again by its hash, and who signed it is
    asked for once more. Another package that stands there now is refused.

    Raises everything that ``verify_package`` raises; then nothing was taken in. ``PackageChanged``
    where the file became another meanwhile, and ``Cancelled`` or a full disk between two
    transactions, keep what was already taken in: a second try goes on from there. The pictures of
    new originals wait to be made (``desktop.media.decoding.pictures``).
    """
    verified = looked if looked and looked.is_untouched() else _verify(vault, path, progress)
    if looked and looked.tagmanifest_sha256 != verified.tagmanifest_sha256:
        raise PackageRefused("another package stands there than was looked at")
    known = vault.packages.find_received(
        verified.document.package_id, lambda: progress(0, 1, _("Checking the package"))
    )
    if known is not None:
        if known.tagmanifest_sha256 != verified.tagmanifest_sha256:
            raise PackageRefused("another package of the same id was received before")
        if not left_open(known.receipt):
            notable = notable_lines(vault, known.document, known.receipt)
            return Received(known.receipt, (), again=True, notable=notable)
    before = known.receipt if known else None
    return Merge(vault, verified, before).run(_reader(vault), progress)


def _verify(
    vault: Receiving,
    path: Path,
    progress: Progress,
    told: Told | None = None,
) -> VerifiedPackage:
    refuse_unfinished(path)
    reader = _reader(vault)
    return verify_with(path, reader.unlock, reader.trust, reader.our_fingerprint, progress, told)


def _reader(vault: Receiving) -> Reader:
    identity = vault.identity
    return Reader([identity.age_identity()], trust_vault(vault), identity.fingerprint)


def _counts(
    vault: Receiving, verified: VerifiedPackage, withdrawn: Mapping[str, str], pause: Pause
) -> ArrivalCounts:
    records, media = verified.document.records, verified.document.media
    known = sum(
        len(vault.versions.here([entry.version_id for entry in some], pause))
        for some in _some(records)
    )
    files = sum(
        len(vault.media.here([entry.sha256 for entry in some], pause)) for some in _some(media)
    )
    pause()
    counted = verified.head.lists.counts()
    here = vault.versions.here(withdrawn.keys(), pause)
    return ArrivalCounts(
        new_records=len(records) - known,
        known_records=known,
        new_files=len(media) - files,
        known_files=files,
        interviews=counted.get(CHOSEN, 0),
        withdrawals=len({withdrawn[each] for each in withdrawn.keys() - here}),
        records={k: n for k, n in counted.items() if k not in (CHOSEN, ORIGINAL)},
    )


def _some(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """A long list in parts that each take some milliseconds."""
    return (items[start : start + AT_ONCE] for start in range(0, len(items), AT_ONCE))
