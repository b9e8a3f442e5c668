"""``data/package.json``: decoded strictly, and held against signature, manifest and reader."""

from __future__ import annotations

from collections.abc import Iterable, Set
from typing import Final

import msgspec

from desktop import canonical
from desktop.errors import NewerPackage, NotAddressedToUs, PackageRefused
from desktop.handoff.format import layout
from desktop.handoff.format.announced import Announced
from desktop.handoff.format.lists import Lists
from desktop.handoff.format.payload import Payload
from desktop.handoff.format.resting import check_grounds
from desktop.handoff.format.signed import AuthorsRead
from desktop.model.handoff import PackageDocument
from desktop.progress import Pause, no_pause, paced

_FREE_KINDS: Final = frozenset({"readme", "schema", "custody"})
_NOT_LISTED: Final = "a listed record or original is not in the manifest under its hash"
_NOT_IN_DOCUMENT: Final = "the manifest lists something that the document does not"


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
    lists: Lists,
    announced: Announced,
    signer: str,
    our_fingerprint: str | None,
    pause: Pause = no_pause,
) -> dict[bytes, int] | None:
    """Refuse a document that disagrees with what it is signed with, or is not for us.

    ``lists``: those of the document. Gives where each original stands in its list, by its
    SHA-256; None where the manifests have the same order.
    """
    if document.version != layout.VERSION:
        raise PackageRefused("the package has a format that was never released")
    if document.package_id != announced.package_id:
        raise PackageRefused("document and bag-info.txt name different packages")
    if document.sender.fingerprint != signer:
        raise PackageRefused("the package was signed by another than its sender")
    _check_recipients([party.fingerprint for party in document.recipients], our_fingerprint)
    _check_lists(lists, pause)
    pause()
    AuthorsRead(document.authors).check(lists.records)
    _check_records(lists, announced.payload, pause)
    _check_others(lists, announced.payload, pause)
    return _places(lists, announced.payload, pause)


def _check_recipients(fingerprints: list[str], ours: str | None) -> None:
    if not fingerprints or _repeats(fingerprints, len(fingerprints)):
        raise PackageRefused("the recipient list is empty or names somebody twice")
    if ours is not None and ours not in fingerprints:
        raise NotAddressedToUs("the signed recipient list does not name this vault")


def _check_lists(lists: Lists, pause: Pause) -> None:
    """Nothing twice, at least something, and nothing without a consent that lets it out."""
    records, media, consents = lists.records, lists.media, lists.consents
    if not records and not media:
        raise PackageRefused("the package holds nothing")
    unique = ((records, 2), (media, 0), (media, 1), (consents, 0), (consents, 1))
    for packed, place in unique:
        pause()
        if _repeats((row[place] for row in packed.columns()), len(packed)):
            raise PackageRefused("the document lists something twice")
    check_grounds(lists, pause)


def _check_records(lists: Lists, payload: Payload, pause: Pause) -> None:
    """Manifest and document must list the same records, under their hashes; what these rest on,
    and who wrote them, is in the document alone."""
    if payload.misnamed:
        raise PackageRefused(_NOT_LISTED)
    pause()
    if lists.records.rows != payload.records.rows:
        _check_same(set(lists.records.columns()), set(payload.records.columns()))
        _check_once(len(payload.records), len(lists.records))
    payload.take_listed(lists.records)


def _check_others(lists: Lists, payload: Payload, pause: Pause) -> None:
    """What the manifest lists besides may be there, and a seal only with its record."""
    for path in payload.others:
        if path != layout.DOCUMENT and layout.kind_of(path) not in _FREE_KINDS:
            raise PackageRefused(_NOT_IN_DOCUMENT)
    sealed = set(paced(payload.sealed(), pause))
    _check_once(len(payload.seals), 2 * 32 * len(sealed))
    pause()
    sealed.difference_update(version for _, _, version in lists.records.columns())
    if sealed:
        raise PackageRefused("a seal belongs to no record of the package")


def _places(lists: Lists, payload: Payload, pause: Pause) -> dict[bytes, int] | None:
    """Manifest and document must list the same originals; where each stands in the document."""
    pause()
    if b"".join(sha256 for sha256, *_ in lists.media.columns()) == payload.media:
        return None
    places = {sha256: place for place, (sha256, *_) in enumerate(lists.media.columns())}
    there = {bytes(payload.media[at : at + 32]) for at in range(0, len(payload.media), 32)}
    _check_same(places.keys(), there)
    _check_once(len(payload.media), 32 * len(lists.media))
    return places


def _check_same(listed: Set[object], there: Set[object]) -> None:
    if listed - there:
        raise PackageRefused(_NOT_LISTED)
    if there - listed:
        raise PackageRefused(_NOT_IN_DOCUMENT)


def _check_once(there: int, listed: int) -> None:
    """Of two lists of the same items, where the document's holds none twice."""
    if there != listed:
        raise PackageRefused("a manifest lists one file twice")


def _repeats(items: Iterable[object], count: int) -> bool:
    return len(set(items)) < count
