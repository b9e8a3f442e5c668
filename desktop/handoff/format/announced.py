"""The tag files of a package as they pass, and what they announce once they are proven.

The manifests come before the signature and are too long to keep until then. They are taken in
while they pass, and what they are to be refused for is said only after the signature and the
hash held: nothing they say is believed, and no fault of theirs is named, before that.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from desktop.documents.pieces import Piece
from desktop.errors import PackageRefused
from desktop.handoff.format import bag, layout, schemas
from desktop.handoff.format.payload import Payload
from desktop.progress import Pause, no_pause

MANIFESTS: Final = (layout.MANIFEST_SHA256, layout.MANIFEST_SHA512)


@dataclass(frozen=True, slots=True)
class Announced:
    """Everything the signed tag files say: the payload in order, its octets, the package id."""

    payload: Payload
    octets: int
    package_id: str


class TagFiles:
    """The tag files of one package. ``kept``: those that are short, by name.

    ``known``: what they announced when they were read before; then only their hashes are taken.
    """

    def __init__(self, known: Announced | None = None, pause: Pause = no_pause) -> None:
        self.kept: dict[str, bytes] = {}
        self._known, self._pause = known, pause
        self._payload = Payload()
        self._digests: dict[str, bytes] = {}
        self._refusal: PackageRefused | None = None

    def read(self, name: str, pieces: Iterable[Piece]) -> None:
        """Take in the file ``name``; each comes once, in their order."""
        digest = hashlib.sha256()
        passing = hashed(pieces, digest.update, self._pause)
        if name not in MANIFESTS:
            self.kept[name] = b"".join(passing)
        elif self._known is None:
            self._take_in(name, passing)
        for _ in passing:
            continue
        self._digests[name] = digest.digest()

    def _take_in(self, name: str, passing: Iterator[Piece]) -> None:
        if self._refusal is not None:
            return
        short = name == layout.MANIFEST_SHA256
        try:
            (self._payload.read_sha256 if short else self._payload.read_sha512)(passing)
        except PackageRefused as refusal:
            self._refusal = refusal

    def announced(self) -> Announced:
        """What they announce, once the signature over the tag manifest held.

        ``PackageRefused`` where they do not agree with each other.
        """
        _check_tag_hashes(self.kept[layout.TAGMANIFEST], self._digests)
        if self._known is not None:
            return self._known
        bag.check_declaration(self.kept[layout.BAGIT])
        fields = bag.parse_info(self.kept[layout.BAG_INFO])
        if bag.field(fields, "BagIt-Profile-Identifier") != schemas.PROFILE_ID:
            raise PackageRefused("bag-info.txt names another profile")
        if self._refusal is not None:
            raise self._refusal
        octets = _octets(bag.field(fields, bag.OXUM), len(self._payload))
        return Announced(self._payload, octets, bag.field(fields, "External-Identifier"))


def hashed(
    pieces: Iterable[Piece], update: Callable[[Piece], None], pause: Pause
) -> Iterator[Piece]:
    """The same pieces, with a pause before each; ``update`` sees them first."""
    for piece in pieces:
        pause()
        update(piece)
        yield piece


def _check_tag_hashes(tagmanifest: bytes, digests: Mapping[str, bytes]) -> None:
    lines = bag.parse_manifest(tagmanifest, "sha256", payload=False)
    if tuple(line.path for line in lines) != layout.SIGNED_TAG_FILES:
        raise PackageRefused("the tag manifest does not list the tag files of this format")
    for line in lines:
        if digests[line.path] != line.digest:
            raise PackageRefused("a tag file differs from its signed hash")


def _octets(text: str, files: int) -> int:
    octets, _, count = text.partition(".")
    if not (octets.isascii() and octets.isdigit() and len(octets) <= 18):
        raise PackageRefused("the payload oxum is malformed")
    if count != str(files):
        raise PackageRefused("the payload oxum counts other files than the manifest")
    return int(octets)
