"""One pass over a package: every byte is checked against what was signed, in order.

The signature, the manifests and the document come first, so that sender, recipient and
everything announced are known before the first record or photo passes.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from desktop.crypto import sshsig
from desktop.documents.pieces import Piece
from desktop.errors import PackageRefused
from desktop.handoff.format import bagging, layout, limits
from desktop.handoff.format.announced import Announced, TagFiles, hashed
from desktop.handoff.format.document import check_document
from desktop.handoff.format.lists import Lists
from desktop.handoff.format.payload import Expected
from desktop.handoff.format.pipe import Conveyor, Feed
from desktop.handoff.format.read_document import PassingDocument
from desktop.handoff.format.tar import Entry, TarReader
from desktop.handoff.identity.trust import Trust
from desktop.handoff.receiving.item import Job, PackageItem
from desktop.model.handoff import MediaEntry, PackageDocument
from desktop.model.identity import Party
from desktop.progress import Pause, no_pause

Seen = Callable[[str, memoryview], None]
_TAG_LIMIT: Final = {
    layout.MANIFEST_SHA256: limits.MANIFEST,
    layout.MANIFEST_SHA512: limits.MANIFEST,
}
_LIMIT: Final = {
    "readme": limits.SMALL_TAG_FILE,
    "schema": limits.SCHEMA,
    "record": limits.RECORD,
    "seal": limits.SEAL,
    "custody": limits.CUSTODY,
    "media": limits.MEDIA,
}


@dataclass(frozen=True, slots=True)
class Head:
    """What is known once the signed front of a package was read.

    ``size``: bytes of the document. ``lists``: those of the document, as they are packed.
    ``places``: where each original of the manifests stands in its list; None where both
    have the same order.
    """

    document: PackageDocument
    sender: Party
    tagmanifest_sha256: str
    announced: Announced
    lists: Lists
    places: array[int] | None
    size: int

    @property
    def octets(self) -> int:
        """Bytes of the payload."""
        return self.announced.octets


class PackageStream:
    """Reads a decrypted package. :attr:`head` holds after construction; then :meth:`items`.

    ``our_fingerprint``: must be among the signed recipients; None where somebody checks who
    is not addressed (the sender after writing, a third party with the key). ``pause``: called
    while the front is read. ``known``: what was read of it before; a package with another front
    is refused then. ``seen``: shown every piece of the front, with its path.
    """

    def __init__(
        self,
        feed: Feed,
        trust: Trust,
        our_fingerprint: str | None,
        pause: Pause = no_pause,
        known: Head | None = None,
        seen: Seen | None = None,
    ) -> None:
        self._tar = TarReader(feed)
        self._seen, self._pause, self._known = seen, pause, known
        self._read = 0
        tags = self._read_tag_files()
        signer = _signer(tags.kept)
        sender = trust(signer)
        digest = hashlib.sha256(tags.kept[layout.TAGMANIFEST]).hexdigest()
        if known is not None and digest != known.tagmanifest_sha256:
            raise PackageRefused("the package was exchanged after it was verified")
        self._announced = tags.announced()
        self._files = self._announced.payload.files()
        passing, size = self._read_document()
        self.head = known or self._head(passing, size, sender, digest, signer, our_fingerprint)

    def _head(
        self,
        passing: PassingDocument,
        size: int,
        sender: Party,
        digest: str,
        signer: str,
        our_fingerprint: str | None,
    ) -> Head:
        document, lists, announced = passing.document(), passing.lists, self._announced
        places = check_document(document, lists, announced, signer, our_fingerprint, self._pause)
        return Head(document, sender, digest, announced, lists, places, size)

    def items(self) -> Iterator[PackageItem]:
        """Every payload file behind the document, in order.

        What is not read of an item is read here. When the iterator ends without an
        exception, every file was there, none besides, each with both its hashes.
        """
        with Conveyor[Job](_run) as lane:
            files = self._announced.payload.files(self.head.lists.media, self.head.places)
            for expected in islice(files, 1, None):
                item = self._item(self._entry(expected.path), expected, lane)
                yield item
                for _ in item.unread():
                    continue
            lane.finish()
        self._check_end()

    def _read_tag_files(self) -> TagFiles:
        tags = TagFiles(self._known.announced if self._known else None, self._pause)
        for name in layout.TAG_FILES:
            entry = self._tar.next()
            if entry is None or entry.path != name:
                raise PackageRefused(_why_not_tag_file(entry, tags.kept))
            tags.read(name, self._front(entry, _TAG_LIMIT.get(name, limits.SMALL_TAG_FILE)))
            if name == layout.BAG_INFO:
                bagging.check_version(tags.kept[name])
        return tags

    def _read_document(self) -> tuple[PassingDocument, int]:
        """The document, which must be the first file of the payload, once its hashes held."""
        expected = next(self._files, None)
        if expected is None or expected.path != layout.DOCUMENT:
            raise PackageRefused("the payload does not begin with the document")
        entry = self._entry(layout.DOCUMENT)
        most = limits.document(len(self._announced.payload))
        short, long = hashlib.sha256(), hashlib.sha512()

        def update(piece: Piece) -> None:
            short.update(piece)
            long.update(piece)

        passing = PassingDocument()
        pieces = hashed(self._front(entry, most), update, self._pause)
        if self._known is None:
            passing.read(pieces)
        for _ in pieces:
            continue
        if (short.digest(), long.digest()) != (expected.sha256, expected.sha512):
            raise PackageRefused("a file differs from its signed hash")
        return passing, entry.size

    def _entry(self, path: str) -> Entry:
        """The next entry, which must be the one at ``path`` and fit into the payload."""
        entry = self._tar.next()
        if entry is None:
            raise PackageRefused("a file that the manifest lists is missing")
        if entry.path != path:
            raise PackageRefused(self._why_not(entry))
        self._read += entry.size
        if self._read > self._announced.octets:
            raise PackageRefused("the payload is longer than its oxum")
        return entry

    def _item(self, entry: Entry, expected: Expected, lane: Conveyor[Job]) -> PackageItem:
        kind = layout.kind_of(entry.path)
        if entry.size > _LIMIT[kind]:
            raise PackageRefused(f"a {kind} file is too large")
        listed = expected.listed
        if isinstance(listed, MediaEntry) and entry.size != listed.size:
            raise PackageRefused("an original has another size than the document says")
        verified = self._known is not None
        return PackageItem(entry, kind, expected, self._tar.body(), lane, verified=verified)

    def _front(self, entry: Entry, most: int) -> Iterator[memoryview]:
        """The pieces of a file at the front."""
        if entry.size > most:
            raise PackageRefused("a file at the front of the package is too large")
        return self._tar.body() if self._seen is None else self._shown(entry.path, self._seen)

    def _shown(self, path: str, seen: Seen) -> Iterator[memoryview]:
        for piece in self._tar.body():
            seen(path, piece)
            yield piece

    def _why_not(self, entry: Entry) -> str:
        layout.check_path(entry.path)
        if any(entry.path == expected.path for expected in self._announced.payload.files()):
            return "an entry is missing, comes twice or is out of order"
        return "an entry is in the package that its manifest does not list"

    def _check_end(self) -> None:
        extra = self._tar.next()
        if extra is not None:
            raise PackageRefused(self._why_not(extra))
        if self._read != self._announced.octets:
            raise PackageRefused("the payload is shorter than its oxum")


def _signer(tags: dict[str, bytes]) -> str:
    """The fingerprint of the key whose signature over the tag manifest holds."""
    key = sshsig.verify(tags[layout.SIGNATURE], tags[layout.TAGMANIFEST], layout.PACKAGE_NAMESPACE)
    return key.fingerprint


def _why_not_tag_file(entry: Entry | None, before: dict[str, bytes]) -> str:
    if entry is None:
        return "the package has nothing to verify"
    layout.check_path(entry.path)
    if entry.path == "fetch.txt":
        return "a package must not ask for files to be fetched"
    if entry.path in before:
        return "a tag file comes twice"
    return "the tag files are not all there, in order, at the front"


def _run(job: Job) -> None:
    job()
