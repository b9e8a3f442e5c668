"""One pass over a package: every byte is checked against what was signed, in order.

The signature, the manifests and the document come first, so that sender, recipient and
everything announced are known before the first record or photo passes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

from desktop.crypto import sshsig
from desktop.errors import PackageRefused
from desktop.handoff.format import bagging, layout, limits
from desktop.handoff.format.document import check_document, decode_document
from desktop.handoff.format.tar import Entry, TarReader
from desktop.handoff.identity.trust import Trust
from desktop.handoff.pipe import Conveyor, Feed
from desktop.model.handoff import PackageDocument
from desktop.model.identity import Party
from desktop.progress import Pause, no_pause

Job = Callable[[], None]
_INLINE: Final = 64 * limits.KIB
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
    """What is known once the signed front of a package was read."""

    document: PackageDocument
    sender: Party
    tagmanifest_sha256: str
    octets: int


class PackageStream:
    """Reads a decrypted package. :attr:`head` holds after construction; then :meth:`items`.

    ``front``: the tag files and the document as they are in the tar, by path.
    ``our_fingerprint``: must be among the signed recipients; None where somebody checks who
    is not addressed (the sender after writing, a third party with the key). ``pause``: called
    while the lists at the front are read.
    """

    def __init__(
        self, feed: Feed, trust: Trust, our_fingerprint: str | None, pause: Pause = no_pause
    ) -> None:
        self._tar = TarReader(feed)
        tags = self._read_tag_files()
        self.front = tags
        signer = _signer(tags)
        sender = trust(signer)
        announced = bagging.announced(tags, pause)
        self._expected = announced.files
        self._read = 0
        self._octets = announced.octets
        document = self._read_document()
        check_document(document, announced, signer, our_fingerprint, pause)
        digest = hashlib.sha256(tags[layout.TAGMANIFEST]).hexdigest()
        self.head = Head(document, sender, digest, announced.octets)
        self._sizes = {layout.media_path(item.sha256): item.size for item in document.media}

    def items(self) -> Iterator[PackageItem]:
        """Every payload file behind the document, in order.

        What is not read of an item is read here. When the iterator ends without an
        exception, every file was there, none besides, each with both its hashes.
        """
        with Conveyor[Job](_run) as lane:
            for expected in self._expected[1:]:
                item = self._item(self._entry(expected.path), expected, lane)
                yield item
                for _ in item.unread():
                    continue
            lane.finish()
        self._check_end()

    def _read_tag_files(self) -> dict[str, bytes]:
        tags: dict[str, bytes] = {}
        for name in layout.TAG_FILES:
            entry = self._tar.next()
            if entry is None or entry.path != name:
                raise PackageRefused(_why_not_tag_file(entry, tags))
            tags[name] = self._small(entry, _TAG_LIMIT.get(name, limits.SMALL_TAG_FILE))
            if name == layout.BAG_INFO:
                bagging.check_version(tags[name])
        return tags

    def _read_document(self) -> PackageDocument:
        if not self._expected or self._expected[0].path != layout.DOCUMENT:
            raise PackageRefused("the payload does not begin with the document")
        entry = self._entry(layout.DOCUMENT)
        data = self._small(entry, limits.document(len(self._expected)))
        digests = hashlib.sha256(data).digest(), hashlib.sha512(data).digest()
        if digests != (self._expected[0].sha256, self._expected[0].sha512):
            raise PackageRefused("a file differs from its signed hash")
        self.front[layout.DOCUMENT] = data
        return decode_document(data)

    def _entry(self, path: str) -> Entry:
        """The next entry, which must be the one at ``path`` and fit into the payload."""
        entry = self._tar.next()
        if entry is None:
            raise PackageRefused("a file that the manifest lists is missing")
        if entry.path != path:
            raise PackageRefused(self._why_not(entry))
        self._read += entry.size
        if self._read > self._octets:
            raise PackageRefused("the payload is longer than its oxum")
        return entry

    def _item(self, entry: Entry, expected: bagging.Expected, lane: Conveyor[Job]) -> PackageItem:
        kind = layout.kind_of(entry.path)
        if entry.size > _LIMIT[kind]:
            raise PackageRefused(f"a {kind} file is too large")
        if kind == "media" and entry.size != self._sizes[entry.path]:
            raise PackageRefused("an original has another size than the document says")
        return PackageItem(entry, kind, expected, self._tar.body(), lane)

    def _small(self, entry: Entry, most: int) -> bytes:
        if entry.size > most:
            raise PackageRefused("a file at the front of the package is too large")
        return b"".join(self._tar.body())

    def _why_not(self, entry: Entry) -> str:
        layout.check_path(entry.path)
        if any(entry.path == expected.path for expected in self._expected):
            return "an entry is missing, comes twice or is out of order"
        return "an entry is in the package that its manifest does not list"

    def _check_end(self) -> None:
        extra = self._tar.next()
        if extra is not None:
            raise PackageRefused(self._why_not(extra))
        if self._read != self._octets:
            raise PackageRefused("the payload is shorter than its oxum")


class PackageItem:
    """A payload file as it passes. Nothing of it may be used for good before it ends well."""

    def __init__(
        self,
        entry: Entry,
        kind: str,
        expected: bagging.Expected,
        body: Iterator[memoryview],
        lane: Conveyor[Job],
    ) -> None:
        self.path = entry.path
        self.kind = kind
        self.size = entry.size
        self._expected = expected
        self._body = body
        self._lane = lane
        self._checked = False

    @property
    def sha512(self) -> str:
        """The signed SHA-512, in lower-case hex."""
        return self._expected.sha512.hex()

    def pieces(self) -> Iterator[memoryview]:
        """The content; ends with ``PackageRefused`` when it is not what was signed.

        SHA-256 is settled when this ends. SHA-512 is settled on a helper thread, at the
        latest when :meth:`PackageStream.items` ends.
        """
        short, long = hashlib.sha256(), hashlib.sha512()
        for piece in self._body:
            short.update(piece)
            if self.size <= _INLINE:
                long.update(piece)
            else:
                self._lane.put(partial(long.update, piece))
            yield piece
        self._checked = True
        _compare(short.digest, self._expected.sha256)
        check = partial(_compare, long.digest, self._expected.sha512)
        check() if self.size <= _INLINE else self._lane.put(check)

    def data(self) -> bytes:
        """The whole content of a small file, after its SHA-256 held."""
        return b"".join(self.pieces())

    def unread(self) -> Iterator[memoryview]:
        """The pieces where nobody read them; ``PackageRefused`` where reading stopped halfway."""
        return iter(()) if self._checked else self.pieces()


def _run(job: Job) -> None:
    job()


def _compare(digest: Callable[[], bytes], expected: bytes) -> None:
    if digest() != expected:
        raise PackageRefused("a file differs from its signed hash")


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
