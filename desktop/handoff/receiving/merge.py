"""The items of a verified package on their way into the vault, one after the other.

Each is settled whole, in one transaction with others beside it, and gets one line in the
receipt. One that is set aside is undone alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from desktop import canonical
from desktop.crypto.sshkey import PublicKey
from desktop.documents.packed import AT_ONCE, Packed
from desktop.errors import (
    BadSignature,
    CryptoError,
    PackageChanged,
    PackageRefused,
    SignatureFormatError,
)
from desktop.handoff.format.lists import LINES
from desktop.handoff.format.signed import AuthorsRead
from desktop.handoff.format.travelling import DECIDES, ends, rests_on
from desktop.handoff.identity.trust import is_known
from desktop.handoff.naming import finishing_message, notable_lines
from desktop.handoff.receiving.again import answered_anew
from desktop.handoff.receiving.ahead import ReadRecord, RecordsAhead
from desktop.handoff.receiving.arrival import Received
from desktop.handoff.receiving.batches import Apart, in_batches
from desktop.handoff.receiving.custody_rows import CustodyRows
from desktop.handoff.receiving.decisions import (
    interviews_of,
    is_about_another,
    is_held,
    is_listed,
    lies_elsewhere,
    rests_as_listed,
)
from desktop.handoff.receiving.item import PackageItem
from desktop.handoff.receiving.originals import LARGE, Originals, set_aside
from desktop.handoff.receiving.read import (
    Reader,
    VerifiedPackage,
    open_verified,
)
from desktop.handoff.receiving.stream import PackageStream
from desktop.handoff.receiving.withdrawals import Withdrawals
from desktop.home.authors import Authorship
from desktop.home.seals import Seal
from desktop.home.versions import body_of, read_document
from desktop.i18n import _
from desktop.model.handoff import (
    LineReason,
    MediaEntry,
    Outcome,
    PackageDocument,
    ReceiptDocument,
    ReceiptLine,
    RecordEntry,
)
from desktop.model.ids import new_id
from desktop.model.merge.merging import Arriving
from desktop.model.owned_id import is_in_place
from desktop.model.sending.log_course import Course, LogTold, course
from desktop.model.values.moment import Moment
from desktop.model.version import VersionDocument
from desktop.progress import UNSTOPPABLE, Pause, Progress, Waiting, waiting_for
from desktop.vault.kinds.all import BY_NAME, ORIGINAL

if TYPE_CHECKING:
    from desktop.home.roles import Receiving


class _SetAside(Exception):
    """An item that is not taken in; undoes what its transaction did so far."""

    def __init__(self, reason: LineReason) -> None:
        super().__init__(reason)
        self.reason = reason


def _why_not(entry: RecordEntry, data: bytes) -> LineReason:
    """Why bytes that are no version we take are set aside."""
    try:
        document = read_document(data).document
    except canonical.NotADocument:
        return LineReason.BREAKS_SCHEMA
    return LineReason.BREAKS_SCHEMA if is_listed(entry, document) else LineReason.NOT_AS_LISTED


def _some_originals(records: Iterable[RecordEntry]) -> Iterator[tuple[str, ...]]:
    """The ids of the files among some records, as many at once as are asked for in a moment."""
    ids = (entry.record_id for entry in records if entry.kind == ORIGINAL)
    return iter(lambda: tuple(islice(ids, AT_ONCE)), ())


def logs_before(vault: Receiving, document: PackageDocument) -> list[LogTold]:
    """What other packages of the same sender, received before, said of their log."""
    return vault.packages.logs_of(document.sender.fingerprint, document.package_id)


class Merge:
    """One verified package on its way into the vault."""

    def __init__(
        self, vault: Receiving, verified: VerifiedPackage, before: ReceiptDocument | None = None
    ) -> None:
        """``before``: the last receipt of the package, where it was received before."""
        self._vault, self._before = vault, before
        self._waiting: set[str] = set()
        self._done = 0
        self._verified = verified
        self._package_id = verified.document.package_id
        self._authors = AuthorsRead(verified.document.authors)
        self._authors_known: dict[PublicKey, bool] = {}
        self._seals: dict[str, bytes] = {}
        self._decided_about: dict[str, set[str]] = {}
        self._record_lines = Packed(LINES)
        self._media_lines = Packed(LINES)
        self._withdrawals = Withdrawals(vault, self._package_id)
        self._originals = Originals(vault, self._package_id)
        self._logs = logs_before(vault, verified.document)
        self._custody = CustodyRows(vault, verified, self._logs)

    def run(self, reader: Reader, progress: Progress) -> Received:
        """Read the package a second time and take each item in. ``PackageChanged`` where it is not
        what was verified, once something was taken in."""
        octets = self._verified.octets

        def told(done: int) -> None:
            self._done = done
            progress(done, octets, _("Accepting the package"))

        try:
            self._take_all(reader, told, waiting_for(progress))
        except (CryptoError, PackageRefused) as error:
            if self._done:
                raise PackageChanged(error.reason) from error
            raise
        self._vault.versions.lay_waiting()
        received = self._received(lambda: told(octets))
        if received.again:
            return received
        if self._before is not None:
            self._vault.packages.record_answer(received.receipt)
            return received
        self._vault.packages.record_received(
            self._verified.document,
            tagmanifest_sha256=self._verified.tagmanifest_sha256,
            receipt=received.receipt,
            pause=lambda: told(octets),
            last=lambda: progress(0, UNSTOPPABLE, finishing_message()),
        )
        return received

    def _take_all(self, reader: Reader, told: Callable[[int], None], waiting: Waiting) -> None:
        with (
            open_verified(self._verified, reader, lambda: told(0)) as stream,
            RecordsAhead(self._authors.holds) as ahead,
        ):
            in_batches(self._vault, self._steps(stream, ahead), told, waiting)

    def _received(self, pause: Pause) -> Received:
        """What became of the package, before it is recorded: nothing may stop that any more."""
        receipt = self._receipt()
        return Received(
            receipt,
            self._withdrawals.told(pause),
            again=receipt is self._before,
            custody_set_aside=self._custody.set_aside,
            notable=notable_lines(self._vault, self._verified.document, receipt, pause),
        )

    def _steps(self, stream: PackageStream, ahead: RecordsAhead) -> Iterator[int | Apart]:
        for item in stream.items():
            if isinstance(item.listed, RecordEntry):
                yield from self._taken(ahead.add(ReadRecord(item.listed, item.data())))
                continue
            # What follows a record may rest on it; a seal goes before its own.
            if item.kind != "seal":
                yield from self._taken(ahead.rest())
            if item.kind == "custody":
                yield from self._custody.keep(item.pieces())
            elif item.kind == "media" and item.size > LARGE:
                yield partial(self._take_large, item)
            else:
                self._take(item)
                yield item.size
        yield from self._taken(ahead.rest())
        for some in _some_originals(self._verified.document.records):
            self._originals.name(some)
            yield 0

    def _taken(self, records: Iterable[tuple[ReadRecord, bool]]) -> Iterator[int]:
        """Take records in, each of which comes with whether its signature holds; their octets."""
        for record, signed in records:
            line = self._take_record(record.entry, record.data, signed=signed)
            self._record_lines.append(line)
            yield len(record.data)

    def _take(self, item: PackageItem) -> None:
        if item.kind == "seal":
            version_id = item.path.rsplit("/", 1)[1].removesuffix(".sig")
            self._seals[version_id] = item.data()
        elif isinstance(item.listed, MediaEntry):
            self._media_lines.append(self._originals.take(item.listed, item))

    def _take_large(self, item: PackageItem, told: Callable[[int], None]) -> int:
        """As :meth:`_take`, outside of any transaction."""
        if isinstance(item.listed, MediaEntry):
            self._media_lines.append(self._originals.take(item.listed, item, told))
        return item.size

    def _take_record(self, entry: RecordEntry, data: bytes, *, signed: bool) -> ReceiptLine:
        try:
            arriving, authorship, seal = self._read_record(entry, data, signed=signed)
        except canonical.NotADocument:
            return self._set_aside(entry.version_id, _why_not(entry, data), data)
        except (BadSignature, SignatureFormatError):
            return self._set_aside(entry.version_id, LineReason.SEAL_DOES_NOT_HOLD, data)
        except _SetAside as item:
            return self._set_aside(entry.version_id, item.reason, data)
        with self._vault.transaction():
            return self._keep_record(entry, arriving, authorship, seal)

    def _read_record(
        self, entry: RecordEntry, data: bytes, *, signed: bool
    ) -> tuple[Arriving, Authorship, Seal | None]:
        """A record, its author's signature and its seal, once nothing speaks against keeping
        them. ``signed``: whether the signature holds (``AuthorsRead.holds``)."""
        signature = self._seals.pop(entry.version_id, None)
        arriving = replace(self._vault.versions.read(data), grounds=entry.grounds)
        document = arriving.version.document
        if not is_listed(entry, document):
            raise _SetAside(LineReason.NOT_AS_LISTED)
        authorship = self._authors.named(entry, arriving.version) if signed else None
        if authorship is None:
            raise _SetAside(LineReason.NOT_SIGNED)
        version = arriving.version
        if (
            not rests_as_listed(entry, version, arriving.body)
            or lies_elsewhere(version, arriving.body)
            or self._names_another(arriving)
        ):
            raise _SetAside(LineReason.RESTS_ON_OTHERS)
        if signature is None:
            return arriving, authorship, None
        seal = Seal.read(arriving.version.id, data, signature)
        if seal.signer != document.author or document.derived_from:
            raise _SetAside(LineReason.SEALED_BY_ANOTHER)
        return arriving, authorship, seal

    def _names_another(self, arriving: Arriving) -> bool:
        """Whether a version of a kind that is held to its interview names another than those of its
        record here."""
        document = arriving.version.document
        if not arriving.here or arriving.unread or not is_held(document.kind):
            return False
        return is_about_another(arriving.body, self._vault.versions.heads(document.record_id))

    def _about(self, document: VersionDocument) -> set[str]:
        """The interview that the versions of a decision which are here are about; its heads are
        read once, and what is taken in behind them is added."""
        record_id = document.record_id
        if record_id not in self._decided_about:
            heads = self._vault.versions.heads(record_id)
            said = (rests_on(document.kind, body_of(head, BY_NAME)) for head in heads)
            about = {each for interviews in said for each in interviews}
            self._decided_about[record_id] = {e for e in about if is_in_place(record_id, e)}
        return self._decided_about[record_id]

    def _keep_record(
        self, entry: RecordEntry, arriving: Arriving, authorship: Authorship, seal: Seal | None
    ) -> ReceiptLine:
        outcome = self._vault.versions.take_in(arriving, authorship, self._package_id, seal)
        if entry.kind in DECIDES and outcome is Outcome.ACCEPTED:
            self._vault.told_back.hear(arriving.version, arriving.body)
        about = self._decided_about.get(entry.record_id)
        if about is not None and not arriving.unread:
            rests = rests_on(entry.kind, arriving.body)
            about.update(each for each in rests if is_in_place(entry.record_id, each))
        reason = LineReason.KEPT_UNREAD.value if arriving.unread else ""
        if ends(arriving.version.document):
            closes = interviews_of(arriving.version, arriving.body) or self._closed_here(
                arriving.version.document
            )
            told_back = self._vault.told_back.interview_of
            closed = [told_back(each) or each for each in closes]
            reason = self._withdrawals.close(entry, closed, outcome) or reason
        if not self._known(authorship.key):
            self._waiting.add(entry.version_id)
            if not reason and outcome is Outcome.ACCEPTED:
                reason = LineReason.WAITS_FOR_CARD.value
        return ReceiptLine(entry.version_id, outcome, reason)

    def _closed_here(self, document: VersionDocument) -> Sequence[str]:
        """What a version closes that names no interview: its own, or the one that its other
        versions here decide about."""
        if document.kind not in DECIDES:
            return (document.record_id,)
        return sorted(self._about(document) - self._withdrawals.interviews)

    def _known(self, author: PublicKey) -> bool:
        """Whether what somebody wrote is shown here."""
        known = self._authors_known.get(author)
        if known is None:
            known = self._authors_known[author] = is_known(self._vault, author.fingerprint)
        return known

    def _set_aside(self, item: str, reason: LineReason, data: bytes) -> ReceiptLine:
        return set_aside(self._vault, self._package_id, item, reason, data)

    def _receipt(self) -> ReceiptDocument:
        """The first receipt; or the last one again where nothing is answered otherwise, else one
        that follows it."""
        made, before = self._first_receipt(), self._before
        if before is None:
            return made
        records = answered_anew(before.records, made.records, self._waiting)
        media = answered_anew(before.media, made.media, self._waiting)
        if (records, media) == (tuple(before.records), tuple(before.media)):
            return before
        return replace(
            made,
            records=records,
            media=media,
            number=before.number + 1,
            sender_log=before.sender_log,
        )

    def _first_receipt(self) -> ReceiptDocument:
        document = self._verified.document
        return ReceiptDocument(
            receipt_id=new_id(),
            package_id=document.package_id,
            tagmanifest_sha256=self._verified.tagmanifest_sha256,
            receiver=self._vault.identity.party(),
            sender=document.sender,
            received_at=Moment.now(),
            records=self._record_lines,
            media=self._media_lines,
            sender_log=self._sender_log(),
        )

    def _sender_log(self) -> str:
        """What the receipt says of the course of the sender's log."""
        found = course(self._verified.document.log, self._logs)
        if self._custody.contradicts:
            found = Course.CONTRADICTS
        return "" if found is Course.AS_BEFORE else found.value
