"""A package's tag files, made from what is in the payload. Read they are in ``announced``."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desktop.errors import NewerPackage, PackageRefused
from desktop.handoff.format import bag, layout, schemas
from desktop.model.moment import Moment
from desktop.progress import Pause, no_pause, paced


@dataclass(frozen=True, slots=True)
class PayloadFile:
    """A payload file before it is written: ``size`` in bytes, digests in lower-case hex."""

    path: str
    size: int
    sha256: str
    sha512: str


def payload_file(path: str, pieces: Iterable[bytes]) -> PayloadFile:
    """Hash a payload file that comes in pieces."""
    short, long, size = hashlib.sha256(), hashlib.sha512(), 0
    for piece in pieces:
        short.update(piece)
        long.update(piece)
        size += len(piece)
    return PayloadFile(path, size, short.hexdigest(), long.hexdigest())


def tag_files(
    package_id: str, at: Moment, payload: Sequence[PayloadFile], pause: Pause = no_pause
) -> dict[str, bytes]:
    """The tag files by name, in the order of the tar; all but the signature."""
    files = {
        layout.BAGIT: bag.BAGIT_TXT,
        layout.BAG_INFO: bag.info(
            (
                ("BagIt-Profile-Identifier", schemas.PROFILE_ID),
                (schemas.PACKAGE_VERSION_LABEL, str(layout.VERSION)),
                ("External-Identifier", package_id),
                ("Bagging-Date", at.utc[:10]),
                (bag.OXUM, bag.oxum(sum(file.size for file in payload), len(payload))),
            )
        ),
        layout.MANIFEST_SHA256: bag.manifest(
            (file.sha256, file.path) for file in paced(payload, pause)
        ),
        layout.MANIFEST_SHA512: bag.manifest(
            (file.sha512, file.path) for file in paced(payload, pause)
        ),
    }
    hashes = ((hashlib.sha256(data).hexdigest(), path) for path, data in files.items())
    return {**files, layout.TAGMANIFEST: bag.manifest(hashes)}


def check_version(bag_info: bytes) -> None:
    """``NewerPackage`` or ``PackageRefused`` unless ``bag-info.txt`` names this format.

    Asked before anything else is understood: every later format keeps this file second.
    """
    text = bag.field(bag.parse_info(bag_info), schemas.PACKAGE_VERSION_LABEL)
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise PackageRefused("bag-info.txt names a malformed format version")
    if int(text) > layout.VERSION:
        raise NewerPackage("the package has a newer format")
    if int(text) != layout.VERSION:
        raise PackageRefused("the package has a format that was never released")
