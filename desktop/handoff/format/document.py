"""``data/package.json``: decoded strictly, and held against signature, manifest and reader."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from typing import Final

import msgspec

from desktop import canonical
from desktop.errors import NewerPackage, NotAddressedToUs, PackageRefused
from desktop.handoff.format import layout
from desktop.handoff.format.bagging import Announced, Expected
from desktop.model.handoff import PackageDocument
from desktop.model.version import RecordKind
from desktop.progress import Pause, no_pause, paced

_FREE_KINDS: Final = frozenset({"readme", "schema", "custody", "seal"})


class _Version(msgspec.Struct):
    """The two fields that every later version keeps."""

    format: str
    version: int


def decode_document(data: bytes) -> PackageDocument:
    """The document from bytes whose hash held; ``NewerPackage`` or ``PackageRefused``."""
    try:
        found = msgspec.json.decode(data, type=_Version)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise PackageRefused("package.json is not a document") from None
    if found.format != layout.FORMAT:
        raise PackageRefused("package.json describes something else")
    if found.version > layout.VERSION:
        raise NewerPackage("the package has a newer format")
    try:
        return canonical.decode(data, PackageDocument)
    except canonical.NotADocument:
        raise PackageRefused("package.json breaks its schema") from None


def check_document(
    document: PackageDocument,
    announced: Announced,
    signer: str,
    our_fingerprint: str | None,
    pause: Pause = no_pause,
) -> None:
    """Refuse a document that disagrees with what it is signed with, or is not for us."""
    if document.version != layout.VERSION:
        raise PackageRefused("the package has a format that was never released")
    if document.package_id != announced.package_id:
        raise PackageRefused("document and bag-info.txt name different packages")
    if document.sender.fingerprint != signer:
        raise PackageRefused("the package was signed by another than its sender")
    _check_recipients([party.fingerprint for party in document.recipients], our_fingerprint)
    _check_lists(document)
    pause()
    _check_paths(document, announced.files, pause)


def _check_recipients(fingerprints: list[str], ours: str | None) -> None:
    if not fingerprints or _repeats(fingerprints):
        raise PackageRefused("the recipient list is empty or names somebody twice")
    if ours is not None and ours not in fingerprints:
        raise NotAddressedToUs("the signed recipient list does not name this vault")


def _check_lists(document: PackageDocument) -> None:
    """Nothing twice, at least something, and every interview on a consent."""
    if not document.records and not document.media:
        raise PackageRefused("the package holds nothing")
    lists: tuple[Iterable[Hashable], ...] = (
        [entry.version_id for entry in document.records],
        [entry.sha256 for entry in document.media],
        [entry.media_id for entry in document.media],
        [entry.interview_id for entry in document.consents],
    )
    if any(_repeats(items) for items in lists):
        raise PackageRefused("the document lists something twice")
    consented = {entry.interview_id for entry in document.consents}
    records = {e.record_id for e in document.records if e.kind is RecordKind.INTERVIEW}
    if not records <= consented:
        raise PackageRefused("an interview travels without a consent")


def _check_paths(document: PackageDocument, files: Iterable[Expected], pause: Pause) -> None:
    """Manifest and document must list the same records and originals, under their hashes."""
    digests = {file.path: file.sha256.hex() for file in paced(files, pause)}
    listed = {
        layout.record_path(entry): entry.version_id for entry in paced(document.records, pause)
    }
    listed |= {layout.media_path(entry.sha256): entry.sha256 for entry in document.media}
    if any(digests.get(path) != digest for path, digest in listed.items()):
        raise PackageRefused("a listed record or original is not in the manifest under its hash")
    versions = {entry.version_id for entry in document.records}
    for path in digests.keys() - listed.keys() - {layout.DOCUMENT}:
        kind = layout.kind_of(path)
        if kind not in _FREE_KINDS:
            raise PackageRefused("the manifest lists something that the document does not")
        if kind == "seal" and path.rsplit("/", 1)[1].removesuffix(".sig") not in versions:
            raise PackageRefused("a seal belongs to no record of the package")


def _repeats(items: Iterable[Hashable]) -> bool:
    return any(count > 1 for count in Counter(items).values())
