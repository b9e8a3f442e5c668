"""A package's tag files: made from what is in the payload, and checked against each other."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
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


@dataclass(frozen=True, slots=True)
class Expected:
    """A payload file as the signed manifests announce it: digests as bytes."""

    path: str
    sha256: bytes
    sha512: bytes


@dataclass(frozen=True, slots=True)
class Announced:
    """Everything the signed tag files say: the payload in order, its octets, the package id."""

    files: tuple[Expected, ...]
    octets: int
    package_id: str


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


def announced(tags: Mapping[str, bytes], pause: Pause = no_pause) -> Announced:
    """What the tag files announce, once the signature over the tag manifest held.

    ``tags``: the content of every name in ``layout.TAG_FILES``. ``PackageRefused`` where
    they do not agree with each other.
    """
    _check_tag_hashes(tags)
    bag.check_declaration(tags[layout.BAGIT])
    fields = bag.parse_info(tags[layout.BAG_INFO])
    if bag.field(fields, "BagIt-Profile-Identifier") != schemas.PROFILE_ID:
        raise PackageRefused("bag-info.txt names another profile")
    files = _paired(tags[layout.MANIFEST_SHA256], tags[layout.MANIFEST_SHA512], pause)
    for file in paced(files, pause):
        layout.kind_of(file.path)
    octets = _octets(bag.field(fields, bag.OXUM), len(files))
    return Announced(files, octets, bag.field(fields, "External-Identifier"))


def _check_tag_hashes(tags: Mapping[str, bytes]) -> None:
    lines = bag.parse_manifest(tags[layout.TAGMANIFEST], "sha256", payload=False)
    if tuple(line.path for line in lines) != layout.SIGNED_TAG_FILES:
        raise PackageRefused("the tag manifest does not list the tag files of this format")
    for line in lines:
        if hashlib.sha256(tags[line.path]).digest() != line.digest:
            raise PackageRefused("a tag file differs from its signed hash")


def _paired(sha256: bytes, sha512: bytes, pause: Pause) -> tuple[Expected, ...]:
    """Both manifests as one list; they must name the same files in the same order."""
    short = bag.parse_manifest(sha256, "sha256", pause=pause)
    long = bag.parse_manifest(sha512, "sha512", pause=pause)
    if _paths(short) != _paths(long):
        raise PackageRefused("the two manifests do not list the same files in the same order")
    return tuple(
        Expected(one.path, one.digest, two.digest) for one, two in zip(short, long, strict=True)
    )


def _paths(lines: Iterable[bag.ManifestLine]) -> list[str]:
    return [line.path for line in lines]


def _octets(text: str, files: int) -> int:
    octets, _, count = text.partition(".")
    if not (octets.isascii() and octets.isdigit() and len(octets) <= 18):
        raise PackageRefused("the payload oxum is malformed")
    if count != str(files):
        raise PackageRefused("the payload oxum counts other files than the manifest")
    return int(octets)
