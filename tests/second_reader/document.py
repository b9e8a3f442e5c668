"""data/package.json: what it says (documents, The document). What must hold in it: lists.py."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass

from . import bag, canon, limits, schema
from .canon import Json
from .consent import ON_THE_SPOT, PURPOSES, RECIPIENT_KINDS, Leave
from .errors import require
from .signed import check_items, signed_json

LISTS = {"records": "RecordEntry", "media": "MediaEntry", "consents": "ConsentSnapshot"}
KINDS = (
    "interview", "person", "media", "consent", "place", "sameness", "acquisition", "set",
    "companion", "passage", "redacted",
)  # fmt: skip
"""The kinds of this release."""
_UUID = re.compile(bag.UUID)


@dataclass(frozen=True)
class RecordEntry:
    """A record version listed."""

    kind: str
    record_id: str
    version_id: str
    grounds: tuple[str, ...]
    author: int
    signature: bytes

    @property
    def path(self) -> str:
        """Where it stands in the bag."""
        return f"data/records/{self.kind}/{self.record_id}/{self.version_id}.json"


@dataclass(frozen=True)
class MediaEntry:
    """An original listed."""

    media_id: str
    sha256: str
    size: int
    grounds: tuple[str, ...]

    @property
    def path(self) -> str:
        """Where it stands in the bag."""
        return f"data/media/{self.sha256}"


@dataclass(frozen=True)
class Snapshot:
    """The consent an interview leaves on."""

    interview_id: str
    version_id: str
    leave: Leave


@dataclass(frozen=True)
class Document:
    """The document after its schema was checked."""

    package_id: str
    sender: str
    recipients: tuple[str, ...]
    purpose: str
    recipient_kind: str
    head: tuple[int, str]
    records: tuple[RecordEntry, ...]
    media: tuple[MediaEntry, ...]
    consents: tuple[Snapshot, ...]
    authors: tuple[str, ...]


def _check_sizes(value: Json, size: int) -> None:
    """The limits of the lists' items and of what is outside of them (limits)."""
    listed = 0
    for name in LISTS:
        for item in value[name]:
            length = len(canon.dump(item))
            require(length <= limits.DOCUMENT_ITEM, "too-large", f"an item of {name}")
            listed += length + 1
    require(size - listed <= limits.DOCUMENT_OUTSIDE_LISTS, "too-large", "package.json")


def _check_codes(value: Json) -> None:
    """The use that the package is for: any other code is of a newer program (documents, The
    document). Refused: newer-program."""
    purpose, kind = value["purpose"], value["recipient_kind"]
    require(purpose in PURPOSES, "newer-program", purpose)
    require(kind in RECIPIENT_KINDS, "newer-program", kind)


def load(octets: bytes) -> Document:
    """The document, its form checked. Refused: newer-program, breaks-schema, too-large."""
    value = signed_json(octets, "package")
    for name, definition in LISTS.items():
        known = schema.named("package").fields(definition)
        check_items(value[name], known, name)
    _check_sizes(value, len(octets))
    document = _document(value)
    ids = {r.record_id for r in document.records} | {m.media_id for m in document.media}
    ids |= {c.interview_id for c in document.consents}
    ids.update(*(e.grounds for e in document.records), *(e.grounds for e in document.media))
    require(all(_UUID.fullmatch(i) for i in ids), "breaks-schema", "an id is no UUID")
    _check_codes(value)
    return document


def check_purpose(document: Document) -> None:
    """What is done on the spot sends nothing (order of checks, 8). Refused: purpose."""
    require(document.purpose not in ON_THE_SPOT, "purpose", document.purpose)


def _document(value: Json) -> Document:
    head = value["custody_head"]
    return Document(
        package_id=value["package_id"],
        sender=value["sender"]["fingerprint"],
        recipients=tuple(p["fingerprint"] for p in value["recipients"]),
        purpose=value["purpose"],
        recipient_kind=value["recipient_kind"],
        head=(head["seq"], head["hash"]),
        records=tuple(map(_record, value["records"])),
        media=tuple(
            MediaEntry(m["media_id"], m["sha256"], m["size"], tuple(m.get("grounds", ())))
            for m in value["media"]
        ),
        consents=tuple(
            Snapshot(
                c["interview_id"],
                c["consent_version"],
                Leave(c["identification"], c.get("files", False)),
            )
            for c in value["consents"]
        ),
        authors=tuple(value.get("authors", ())),
    )


def _record(value: Json) -> RecordEntry:
    return RecordEntry(
        value["kind"],
        value["record_id"],
        value["version_id"],
        tuple(value.get("grounds", ())),
        value.get("author", 0),
        base64.b64decode(value.get("signature", "")),
    )
