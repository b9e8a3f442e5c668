"""A package's tag files, made from what is in the payload. Read they are in ``announced``."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Protocol

from desktop.errors import NewerPackage, PackageRefused
from desktop.handoff.format import bag, layout, schemas
from desktop.model.values.moment import Moment
from desktop.progress import Pause, no_pause, paced

_NUMBER: Final = re.compile("0|[1-9][0-9]{0,8}")


@dataclass(frozen=True, slots=True)
class PayloadFile:
    """A payload file before it is written: ``size`` in bytes, digests in lower-case hex."""

    path: str
    size: int
    sha256: str
    sha512: str


class Payload(Protocol):
    """Payload files in the order of the tar, which may be made anew each time."""

    def __iter__(self) -> Iterator[PayloadFile]:
        """All of them."""

    def __len__(self) -> int:
        """How many."""


@dataclass(frozen=True, slots=True)
class TagFile:
    """A tag file before it is written: ``size`` in bytes, ``sha256`` in lower-case hex.

    ``pieces``: the content, made anew at each call: both manifests of a package of everything
    are 120 MiB.
    """

    size: int
    sha256: str
    pieces: Callable[[], Iterable[bytes]]

    @property
    def data(self) -> bytes:
        """The whole content."""
        return b"".join(self.pieces())


def payload_file(path: str, pieces: Iterable[bytes]) -> PayloadFile:
    """Hash a payload file that comes in pieces."""
    short, long, size = hashlib.sha256(), hashlib.sha512(), 0
    for piece in pieces:
        short.update(piece)
        long.update(piece)
        size += len(piece)
    return PayloadFile(path, size, short.hexdigest(), long.hexdigest())


def tag_file(data: bytes) -> TagFile:
    """A small tag file, which is held."""
    return TagFile(len(data), hashlib.sha256(data).hexdigest(), lambda: (data,))


def tag_files(
    package_id: str, at: Moment, payload: Payload, pause: Pause = no_pause
) -> dict[str, TagFile]:
    """The tag files by name, in the order of the tar; all but the signature.

    ``payload`` is gone through several times.
    """
    sha256 = _manifest(lambda: ((file.sha256, file.path) for file in payload), pause)
    sha512 = _manifest(lambda: ((file.sha512, file.path) for file in payload), pause)
    octets = sum(file.size for file in paced(payload, pause))
    fields = (
        ("BagIt-Profile-Identifier", schemas.PROFILE_ID),
        (schemas.PACKAGE_VERSION_LABEL, str(layout.VERSION)),
        ("External-Identifier", package_id),
        ("Bagging-Date", at.utc[:10]),
        (bag.OXUM, bag.oxum(octets, len(payload))),
    )
    files = {
        layout.BAGIT: tag_file(bag.BAGIT_TXT),
        layout.BAG_INFO: tag_file(bag.info(fields)),
        layout.MANIFEST_SHA256: sha256,
        layout.MANIFEST_SHA512: sha512,
    }
    hashes = [(file.sha256, name) for name, file in files.items()]
    return {**files, layout.TAGMANIFEST: tag_file(b"".join(bag.manifest(hashes)))}


def _manifest(lines: Callable[[], Iterable[tuple[str, str]]], pause: Pause) -> TagFile:
    digest, size = hashlib.sha256(), 0
    for piece in paced(bag.manifest(lines()), pause, 1):
        digest.update(piece)
        size += len(piece)
    return TagFile(size, digest.hexdigest(), lambda: bag.manifest(lines()))


def check_version(bag_info: bytes) -> None:
    """``NewerPackage`` or ``PackageRefused`` unless ``bag-info.txt`` names this format.

    Asked before anything else is understood: every later format keeps this file second.
    """
    text = bag.field(bag.parse_info(bag_info), schemas.PACKAGE_VERSION_LABEL)
    if not _NUMBER.fullmatch(text):
        raise PackageRefused("bag-info.txt names a malformed format version")
    if int(text) > layout.VERSION:
        raise NewerPackage("the package has a newer format")
    if int(text) != layout.VERSION:
        raise PackageRefused("the package has a format that was never released")
