"""Where everything stands in a package: names of entries, their order, and which are sound.

Every payload entry of format 1 matches one of a few patterns of lower-case ASCII, so no
name can mean another place on any system; what does not match is refused with its reason.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from desktop.errors import PackageRefused
from desktop.handoff.format import limits
from desktop.model.handoff import RecordEntry
from desktop.model.values.bounds import DEVICE
from desktop.system.file_names import is_safe_name

FORMAT: Final = "skrynia-package"
VERSION: Final = 1
PACKAGE_NAMESPACE: Final = "package@skrynia"
RECEIPT_NAMESPACE: Final = "receipt@skrynia"

BAGIT: Final = "bagit.txt"
BAG_INFO: Final = "bag-info.txt"
MANIFEST_SHA256: Final = "manifest-sha256.txt"
MANIFEST_SHA512: Final = "manifest-sha512.txt"
TAGMANIFEST: Final = "tagmanifest-sha256.txt"
SIGNATURE: Final = "tagmanifest-sha256.txt.sig"
SIGNED_TAG_FILES: Final = (BAGIT, BAG_INFO, MANIFEST_SHA256, MANIFEST_SHA512)
TAG_FILES: Final = (*SIGNED_TAG_FILES, TAGMANIFEST, SIGNATURE)

DOCUMENT: Final = "data/package.json"
README: Final = "data/README.txt"
CUSTODY: Final = "data/custody.jsonl"

UUID: Final = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
KIND: Final = f"(?!{DEVICE}/)[a-z][a-z-]{{0,30}}"
"""The folder of a kind's records: of one that a newer program knows as well."""
_KNOWN: Final = re.compile(
    rf"(?P<document>{re.escape(DOCUMENT)})"
    rf"|(?P<readme>{re.escape(README)})"
    rf"|(?P<schema>data/schemas/(?!{DEVICE}\.)[a-z][a-z0-9-]{{0,40}}\.json)"
    rf"|(?P<record>data/records/{KIND}/{UUID}/[0-9a-f]{{64}}\.json)"
    r"|(?P<seal>data/seals/[0-9a-f]{64}\.sig)"
    rf"|(?P<custody>{re.escape(CUSTODY)})"
    r"|(?P<media>data/media/[0-9a-f]{64})"
)


def record_path(entry: RecordEntry) -> str:
    """Where a record version stands."""
    return f"data/records/{entry.kind}/{entry.record_id}/{entry.version_id}.json"


def seal_path(version_id: str) -> str:
    """Where the seal over a record version stands."""
    return f"data/seals/{version_id}.sig"


def media_path(sha256: str) -> str:
    """Where an original stands."""
    return f"data/media/{sha256}"


def schema_path(name: str) -> str:
    """Where the JSON Schema called ``name`` stands."""
    return f"data/schemas/{name}.json"


def kind_of(path: str) -> str:
    """What stands at ``path``: document, readme, schema, record, seal, custody or media.

    ``PackageRefused`` for a path that format 1 does not have, with the trick it tries where
    it tries one.
    """
    match = _KNOWN.fullmatch(path)
    if match is None:
        check_path(path)
        raise PackageRefused("an entry stands where the format has no place for it")
    return str(match.lastgroup)


def check_path(path: str) -> None:
    """``PackageRefused`` for a path that is not plain, relative and the same on every system."""
    if _KNOWN.fullmatch(path):
        return
    if len(path) > limits.PATH:
        raise PackageRefused("a path is too long")
    if path.startswith(("/", "\\", "~")):
        raise PackageRefused("a path is absolute")
    if not all(is_safe_name(part) for part in path.split("/")):
        raise PackageRefused("a path is unsafe on some system")


def collision_key(path: str) -> str:
    """Equal for two paths that some file system takes for one (case, NFC/NFD)."""
    if path.isascii():
        return path.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())
