"""``data/package.json``: decoded strictly, and held against signature, manifest and reader."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from typing import Final

from desktop import canonical
from desktop.documents.packed import Packed
from desktop.errors import NewerPackage, NotAddressedToUs, PackageRefused
from desktop.handoff.format import layout
from desktop.handoff.format.announced import Announced
from desktop.handoff.format.lists import MEDIA, RECORDS, Lists
from desktop.handoff.format.order import NOT_IN_DOCUMENT, NOT_LISTED, TWICE, Keys, places_in
from desktop.handoff.format.payload import Payload
from desktop.handoff.format.resting import check_grounds
from desktop.handoff.format.signed import AuthorsRead
from desktop.home.envelope import read_envelope
from desktop.model.consent import RecipientKind
from desktop.model.consent.purpose import HERE_ONLY
from desktop.model.handoff import PackageDocument, RecordEntry
from desktop.model.owned_id import PACKAGE, belongs_to, is_marked
from desktop.progress import Pause, no_pause, paced

_HASH: Final = 32
_FREE_KINDS: Final = frozenset({"readme", "schema", "custody"})


def decode_document(data: bytes) -> PackageDocument:
    """The document from bytes whose hash held; ``NewerPackage`` or ``PackageRefused``."""
    try:
        found = read_envelope(data)
    except canonical.NotADocument:
        raise PackageRefused("package.json is not a document") from None
    if found.format != layout.FORMAT:
        raise PackageRefused("package.json describes something else")
    if found.is_newer_than(layout.VERSION):
        raise NewerPackage("the package has a newer format, or needs what is not known here")
    try:
        document = canonical.decode(data, PackageDocument, newer=True)
    except canonical.NotADocument:
        raise PackageRefused("package.json breaks its schema") from None
    if not (document.purpose.is_known and document.recipient_kind.is_known):
        raise NewerPackage("the package is for a purpose or recipient of a newer release")
    return document


def check_document(
    document: PackageDocument,
    lists: Lists,
    announced: Announced,
    signer: str,
    our_fingerprint: str | None,
    pause: Pause = no_pause,
) -> array[int] | None:
    """Refuse a document that disagrees with what it is signed with, or is not for us.

    ``lists``: those of the document. Gives where each original of the manifests stands in its
    list; None where both have the same order.
    """
    if document.version != layout.VERSION:
        raise PackageRefused("the package has a format that was never released")
    if document.package_id != announced.package_id:
        raise PackageRefused("document and bag-info.txt name different packages")
    if document.sender.fingerprint != signer:
        raise PackageRefused("the package was signed by another than its sender")
    package_id = document.package_id
    if is_marked(package_id) and not belongs_to(package_id, signer, PACKAGE):
        raise PackageRefused("the id of the package is another's than its sender's")
    if document.purpose in HERE_ONLY:
        raise PackageRefused("the package is for what is done on the spot, and sends nothing")
    _check_recipients([party.fingerprint for party in document.recipients], our_fingerprint)
    _check_lists(lists, document.recipient_kind, pause)
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


def _check_lists(lists: Lists, recipient: RecipientKind, pause: Pause) -> None:
    """Nothing twice, at least something, and nothing without a consent that lets it out."""
    records, media, consents = lists.records, lists.media, lists.consents
    if not records and not media:
        raise PackageRefused("the package holds nothing")
    unique = ((records, 2), (media, 0), (media, 1), (consents, 0), (consents, 1))
    for packed, place in unique:
        pause()
        if _repeats((row[place] for row in packed.columns()), len(packed)):
            raise PackageRefused("the document lists something twice")
    check_grounds(lists, recipient, pause)


def _check_records(lists: Lists, payload: Payload, pause: Pause) -> None:
    """Manifest and document must list the same records, under their hashes; what these rest on,
    and who wrote them, is in the document alone."""
    if payload.misnamed:
        raise PackageRefused(NOT_LISTED)
    pause()
    listed, there = lists.records, payload.records
    if listed.rows != there.rows:
        listed = listed.arranged(there, places_in(_rows(listed), _rows(there), pause))
    payload.records = listed


def _check_others(lists: Lists, payload: Payload, pause: Pause) -> None:
    """What the manifest lists besides may be there, and a seal only with its record."""
    for path in payload.others:
        if path != layout.DOCUMENT and layout.kind_of(path) not in _FREE_KINDS:
            raise PackageRefused(NOT_IN_DOCUMENT)
    sealed = set(paced(payload.sealed(), pause))
    _check_once(len(payload.seals), 2 * 32 * len(sealed))
    pause()
    sealed.difference_update(version for _, _, version in lists.records.columns())
    if sealed:
        raise PackageRefused("a seal belongs to no record of the package")


def _places(lists: Lists, payload: Payload, pause: Pause) -> array[int] | None:
    """Manifest and document must list the same originals; where each stands in the document."""
    pause()
    if b"".join(sha256 for sha256, *_ in lists.media.columns()) == payload.media:
        return None
    rows, width = lists.media.rows, MEDIA.layout.size

    def listed(place: int) -> bytes:
        return bytes(rows[place * width : place * width + _HASH])

    def there(place: int) -> bytes:
        return bytes(payload.media[place * _HASH : (place + 1) * _HASH])

    counts = len(lists.media), len(payload.media) // _HASH
    return places_in(Keys(counts[0], listed), Keys(counts[1], there), pause)


def _rows(records: Packed[RecordEntry]) -> Keys:
    """The rows of records, by their versions first: nothing else differs in all of them."""
    rows, width = records.rows, RECORDS.layout.size

    def row(place: int) -> bytes:
        end = (place + 1) * width
        return bytes(rows[end - _HASH : end] + rows[end - width : end - _HASH])

    return Keys(len(records), row)


def _check_once(there: int, listed: int) -> None:
    """Of two lists of the same items, where the document's holds none twice."""
    if there != listed:
        raise PackageRefused(TWICE)


def _repeats(items: Iterable[object], count: int) -> bool:
    return len(set(items)) < count
