"""The payload as the two manifests announce it, packed while they are read.

At 20,000 interviews the manifests are a hundred megabytes of text; what they say takes a
quarter of that. A record and an original are named by their hash, so their names hold it; of
what is not packed there are few.
"""

from __future__ import annotations

import hashlib
import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from desktop.documents.packed import Packed
from desktop.documents.pieces import Piece
from desktop.errors import PackageRefused
from desktop.handoff.format import bag, layout, limits
from desktop.handoff.format.kind_numbers import KindsOfOne
from desktop.handoff.format.lists import RECORDS
from desktop.model.handoff import MediaEntry, RecordEntry

_RECORD: Final = 0
_MEDIA: Final = 1
_OTHER: Final = 2
_SEAL: Final = 3
_HASH: Final = 32
_SHA512: Final = 64
_LISTED: Final = re.compile(
    rf"data/(?:records/({layout.KIND})/({layout.UUID})/([0-9a-f]{{64}})\.json"
    r"|media/([0-9a-f]{64})|seals/([0-9a-f]{64})\.sig)"
)


@dataclass(frozen=True, slots=True)
class Expected:
    """A payload file as the signed manifests announce it: digests as bytes.

    ``listed``: what the document says of it, where it is a record or an original.
    """

    path: str
    sha256: bytes
    sha512: bytes
    listed: RecordEntry | MediaEntry | None = None


class Payload:
    """Payload files in the order of the manifests.

    ``records``: those at the place of a record. ``media``: the SHA-256s of originals, one after
    the other. ``seals``: version id and SHA-256 of each seal, likewise. ``others``: the SHA-256
    of every other file by its path. ``misnamed``: whether a record or an original is listed
    under another hash than its name says.
    """

    def __init__(self) -> None:
        self.records: Packed[RecordEntry] = Packed(RECORDS)
        self.media = bytearray()
        self.seals = bytearray()
        self.others: dict[str, bytes] = {}
        self.misnamed = False
        self._kinds = KindsOfOne()
        self._order = bytearray()
        self._sha512 = bytearray()
        self._paths = hashlib.sha256()

    def __len__(self) -> int:
        return len(self._order)

    def read_sha256(self, pieces: Iterable[Piece]) -> None:
        """Take in ``manifest-sha256.txt``; ``PackageRefused``."""
        for lines in bag.manifest_lines(pieces, "sha256"):
            self._count(len(self._order) + len(lines))
            for digest, path in lines:
                self._note(path, bytes.fromhex(digest))
            self._paths.update("".join([f"{path}\n" for _, path in lines]).encode())

    def read_sha512(self, pieces: Iterable[Piece]) -> None:
        """Take in ``manifest-sha512.txt`` behind the other: the same files in the same order."""
        paths = hashlib.sha256()
        for lines in bag.manifest_lines(pieces, "sha512"):
            self._count(len(self._sha512) // _SHA512 + len(lines))
            self._sha512 += bytes.fromhex("".join([digest for digest, _ in lines]))
            paths.update("".join([f"{path}\n" for _, path in lines]).encode())
        same = len(self._sha512) == _SHA512 * len(self) and paths.digest() == self._paths.digest()
        if not same:
            raise PackageRefused("the two manifests do not list the same files in the same order")

    def _count(self, files: int) -> None:
        if files > limits.ENTRIES:
            raise PackageRefused("a manifest lists too many files")

    def _note(self, path: str, digest: bytes) -> None:
        match = _LISTED.fullmatch(path)
        if match is None:
            self._note_other(path, digest)
            return
        kind, record_id, version, original, sealed = match.groups()
        named = bytes.fromhex(version or original or sealed)
        if sealed:
            self._order.append(_SEAL)
            self.seals += named + digest
            return
        self.misnamed |= named != digest
        if original:
            self._order.append(_MEDIA)
            self.media += named
        else:
            self._order.append(_RECORD)
            try:
                number = self._kinds.of(kind)
            except ValueError as error:
                raise PackageRefused(str(error)) from None
            row = (number, bytes.fromhex(record_id.replace("-", "")), named)
            self.records.rows += RECORDS.layout.pack(*row)

    def _note_other(self, path: str, digest: bytes) -> None:
        layout.check_path(path)
        if not path.startswith("data/"):
            raise PackageRefused("a manifest lists a file that does not belong in it")
        layout.kind_of(path)
        if path in self.others:
            raise PackageRefused("a manifest lists one file twice")
        if len(self.others) == limits.OTHERS:
            raise PackageRefused("a manifest lists too many files that are no record or original")
        self._order.append(_OTHER)
        self.others[path] = digest

    def sealed(self) -> Iterator[bytes]:
        """The version id of each seal."""
        return (seal[:_HASH] for seal in _pieces(self.seals, 2 * _HASH))

    def files(
        self, media: Sequence[MediaEntry] = (), places: array[int] | None = None
    ) -> Iterator[Expected]:
        """Every file in order, made as it is asked for.

        ``media``: the originals as the document lists them; ``places``: where each stands in
        that list, unless both have the same order.
        """
        # The document comes first, and says who wrote the records behind it.
        records: Iterator[RecordEntry] | None = None
        others = iter(self.others.items())
        seals = _pieces(self.seals, 2 * _HASH)
        originals = self._originals(media, places)
        for place, kind in enumerate(self._order):
            sha512 = bytes(self._sha512[place * _SHA512 : (place + 1) * _SHA512])
            if kind == _RECORD:
                records = records or iter(self.records)
                entry = next(records)
                sha256 = bytes.fromhex(entry.version_id)
                yield Expected(layout.record_path(entry), sha256, sha512, entry)
            elif kind == _MEDIA:
                sha256, original = next(originals)
                yield Expected(layout.media_path(sha256.hex()), sha256, sha512, original)
            elif kind == _SEAL:
                seal = next(seals)
                yield Expected(layout.seal_path(seal[:_HASH].hex()), seal[_HASH:], sha512)
            else:
                yield Expected(*next(others), sha512)

    def _originals(
        self, media: Sequence[MediaEntry], places: array[int] | None
    ) -> Iterator[tuple[bytes, MediaEntry | None]]:
        for number, sha256 in enumerate(_pieces(self.media, _HASH)):
            place = number if places is None else places[number]
            yield sha256, media[place] if media else None


def _pieces(block: bytearray, size: int) -> Iterator[bytes]:
    """What stands in it one after the other."""
    return (bytes(block[start : start + size]) for start in range(0, len(block), size))
