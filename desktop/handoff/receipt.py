"""Receipts: the recipient's signed word on what arrived, and what it settles here (R24)."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from desktop import canonical
from desktop.crypto import sshsig
from desktop.crypto.age import Decryptor, parse_recipient
from desktop.documents import passing
from desktop.errors import (
    AgeFormatError,
    NewerReceipt,
    NoSuchRecord,
    NotARecipient,
    PackageRefused,
    PayloadDamaged,
    ReceiptClosed,
    ReceiptRefused,
    ReceiptRepeated,
)
from desktop.handoff.format import layout, limits
from desktop.handoff.format.pipe import Feed, PieceReader
from desktop.handoff.format.tar import TarReader
from desktop.handoff.identity.trust import trust_vault
from desktop.handoff.naming import Notable, notable_lines
from desktop.handoff.sending.gate import usable_card
from desktop.handoff.sending.sink import PackageSink
from desktop.home.envelope import read_envelope
from desktop.i18n import _
from desktop.model.custody import CustodyKind
from desktop.model.handoff import RECEIPT_LISTS, Outcome, PackageDocument, ReceiptDocument
from desktop.model.ids import package_name
from desktop.progress import Pause, Progress, no_progress, paced
from desktop.system.files import PartialFile, sha256_of, translate_os_errors
from desktop.vault_files import refuse_folder

if TYPE_CHECKING:
    from desktop.home.packages import ReceivedPackage, SentPackage
    from desktop.home.roles import Receipting

_FORMAT: Final = "skrynia-receipt"
_VERSION: Final = 1

SUFFIX: Final = "-receipt.age"
DOCUMENT: Final = "receipt.json"
SIGNATURE: Final = "receipt.json.sig"
_FILE_HASH: Final = "file_sha256"
_LIMITS: Final = {DOCUMENT: limits.RECEIPT, SIGNATURE: limits.SEAL}


@dataclass(frozen=True, slots=True)
class WrittenReceipt:
    """Where a receipt lies. ``again``: it was written there before and is untouched."""

    path: Path
    again: bool


@dataclass(frozen=True, slots=True)
class ImportedReceipt:
    """A receipt that matches what was sent. ``again``: it was imported before, or one that follows
    it was: nothing changed.

    ``notable``: the lines with a reason, and what each is about.
    """

    document: ReceiptDocument
    package: SentPackage
    accepted: int
    set_aside: int
    again: bool
    notable: tuple[Notable, ...] = ()


def write_receipt(
    vault: Receipting, package_id: str, folder: Path, progress: Progress = no_progress
) -> WrittenReceipt:
    """Write the receipt of a received package for its sender.

    It is named after the package and encrypted to the sender's card. A receipt of this
    package that this vault wrote and that is there already, byte for byte, is left as it is.
    ``NoSuchRecord``, ``RevokedSigner``, ``CardRefused``, ``FileExists`` (another file bears
    the name), ``WithinVault``, ``StorageError``.
    """
    refuse_folder(folder)
    received = vault.packages.get_received(
        package_id, lambda: progress(0, 1, _("Saving the receipt"))
    )
    recipient = parse_recipient(usable_card(vault, received.sender).card.recipient)
    path = folder / receipt_file(received.receipt)
    if _was_written_here(vault, package_id, path):
        return WrittenReceipt(path, again=True)
    data = canonical.encode(received.receipt)
    signature = vault.identity.sign(data, layout.RECEIPT_NAMESPACE)
    with PartialFile(path) as out:
        with PackageSink(out, [recipient]) as sink:
            for name, content in ((DOCUMENT, data), (SIGNATURE, signature)):
                sink.add(name, len(content), [content])
            sink.finish()
        out.sync()
        _commit(vault, received, out)
    return WrittenReceipt(path, again=False)


def receipt_file(receipt: ReceiptDocument) -> str:
    """The name of its file: its package's; one that follows another bears its number as well, so
    that both may lie there."""
    number = f"-{receipt.number}" if receipt.number > 1 else ""
    return f"{package_name(receipt.package_id)}{number}{SUFFIX}"


def _commit(vault: Receipting, received: ReceivedPackage, out: PartialFile) -> None:
    """Note the signed receipt in the custody log, then let it take its name.

    Noted first: a receipt under its name is always known again as one written here. The other
    way round a process that died in between left one that stood in the way of the next.
    """
    detail = {
        "receipt": received.receipt.receipt_id,
        "party": received.sender,
        _FILE_HASH: sha256_of(out.partial),
    }
    kind = CustodyKind.DIGITAL_SIGNATURE_GENERATION
    vault.custody.append(kind, "package", received.package_id, detail)
    out.commit()


def _was_written_here(vault: Receipting, package_id: str, path: Path) -> bool:
    """Whether a file is, byte for byte, a receipt that this vault wrote for this package.

    Encryption is never twice the same, so the log knows each by the hash of its file.
    """
    with translate_os_errors():
        if not path.is_file():
            return False
    events = vault.custody.events(package_id)
    return sha256_of(path) in {event.detail.get(_FILE_HASH) for event in events}


def import_receipt(
    vault: Receipting, path: Path, progress: Progress = no_progress
) -> ImportedReceipt:
    """Check a receipt against what was sent and settle every item.

    ``ReceiptRefused`` where it does not match, ``ReceiptRepeated`` where another one bears its id
    or its number, ``UnknownSigner`` and ``RevokedSigner`` for
    who signed, ``NewerReceipt``, and what opening an age file raises; nothing is settled then.
    One that follows another takes its place, in whichever order they come.
    ``Cancelled`` leaves items settled, as they were signed for; a second try goes on. A receipt
    imported before changes nothing.
    """

    def pause() -> None:
        progress(0, 1, _("Checking the receipt"))

    pause()
    untrusted_data, signature = _open(vault, path)
    key = sshsig.verify(signature, untrusted_data, layout.RECEIPT_NAMESPACE)
    trust_vault(vault)(key.fingerprint)
    pause()
    document = _decode(untrusted_data, pause)
    pause()
    sent = _check(vault, document, key.fingerprint, pause)
    known = vault.packages.receipts(sent.package_id)
    again = _was_imported(document, untrusted_data, known)
    lines = paced(chain(document.records, document.media), pause)
    outcomes = Counter(line.outcome for line in lines)
    set_aside = outcomes[Outcome.SET_ASIDE]
    notable = notable_lines(vault, sent.document, document, pause)
    if not again:
        vault.packages.record_receipt(document, untrusted_data, signature, pause)
    return ImportedReceipt(
        document,
        vault.packages.get_sent(sent.package_id, pause),
        outcomes[Outcome.ACCEPTED] + outcomes[Outcome.ALREADY_THERE],
        set_aside,
        again=again,
        notable=notable,
    )


def _was_imported(
    receipt: ReceiptDocument, untrusted_data: bytes, known: Collection[tuple[bytes, bytes]]
) -> bool:
    """Whether this receipt, or one that follows it, was imported before; ``ReceiptRepeated`` for
    another one in the place of one that was."""
    numbers: set[int] = {_number(data) for data, _signature in known}
    if untrusted_data in (data for data, _signature in known):
        return True
    if receipt.number in numbers:
        raise ReceiptRepeated("another receipt of this number was imported before")
    last = max(numbers, default=0)
    return receipt.number < last


class _Numbered(msgspec.Struct):
    """What is asked of a receipt that was imported."""

    number: int = 1


def _number(data: bytes) -> int:
    return msgspec.json.decode(data, type=_Numbered).number


def _open(vault: Receipting, path: Path) -> tuple[bytes, bytes]:
    """The two files inside, nothing else and in this order."""
    with translate_os_errors(), path.open("rb") as file:
        untrusted = file.read(limits.RECEIPT_FILE + 1)
    if len(untrusted) > limits.RECEIPT_FILE:
        raise ReceiptRefused("the receipt is too large")
    try:
        source = Decryptor(io.BytesIO(untrusted), identities=[vault.identity.age_identity()])
        tar = TarReader(Feed(PieceReader(source)))
        contents = tuple(_entry(tar, name) for name in (DOCUMENT, SIGNATURE))
        extra = tar.next()
    except NotARecipient as error:
        raise ReceiptClosed(error.reason) from None
    except (AgeFormatError, PayloadDamaged, PackageRefused) as error:
        raise ReceiptRefused(error.reason) from None
    if extra is not None:
        raise ReceiptRefused("more than a receipt is in the file")
    return contents[0], contents[1]


def _entry(tar: TarReader, name: str) -> bytes:
    entry = tar.next()
    if entry is None or entry.path != name:
        raise ReceiptRefused("the file does not hold a receipt")
    if entry.size > _LIMITS[name]:
        raise ReceiptRefused("the receipt is too large")
    return b"".join(tar.body())


def _decode(data: bytes, pause: Pause) -> ReceiptDocument:
    try:
        envelope = read_envelope(data)
        if envelope.format != _FORMAT:
            raise ReceiptRefused("the file describes something else")
        if envelope.is_newer_than(_VERSION):
            raise NewerReceipt("the receipt has a newer format, or needs what is not known here")
        document = passing.decode(data, ReceiptDocument, RECEIPT_LISTS, pause)
    except canonical.NotADocument:
        raise ReceiptRefused("the receipt breaks its schema") from None
    if document.version != _VERSION:
        raise ReceiptRefused("the receipt has a format that was never released")
    return document


def _check(vault: Receipting, receipt: ReceiptDocument, signer: str, pause: Pause) -> SentPackage:
    """The package the receipt is for, once every word of it matches."""
    try:
        package = vault.packages.get_sent(receipt.package_id, pause)
    except NoSuchRecord:
        raise ReceiptRefused("it is for a package that was not sent from here") from None
    if receipt.receiver.fingerprint != signer:
        raise ReceiptRefused("signed by another than its receiver")
    if signer not in [party.fingerprint for party in package.document.recipients]:
        raise ReceiptRefused("signed by somebody the package was not sent to")
    if receipt.sender.fingerprint != vault.identity.fingerprint:
        raise ReceiptRefused("it is for another sender")
    if receipt.tagmanifest_sha256 != package.tagmanifest_sha256:
        raise ReceiptRefused("what arrived is not what was sent")
    pause()
    _check_lines(receipt, package.document, pause)
    return package


def _check_lines(receipt: ReceiptDocument, sent: PackageDocument, pause: Pause) -> None:
    """One line for every item that was sent, none for any other."""
    records = (entry.version_id for entry in sent.records)
    if _counted(records, pause) != _counted((each.item for each in receipt.records), pause):
        raise ReceiptRefused("its records are not those that were sent")
    media = (entry.sha256 for entry in sent.media)
    if _counted(media, pause) != _counted((each.item for each in receipt.media), pause):
        raise ReceiptRefused("its files are not those that were sent")


def _counted(items: Iterable[str], pause: Pause) -> Counter[str]:
    return Counter(paced(items, pause))
