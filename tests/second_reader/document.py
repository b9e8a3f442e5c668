"""data/package.json: what it says, and what must hold in it (page, Documents)."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable
from dataclasses import dataclass

from . import bag, canon, limits, schema, sshsig
from .canon import Json
from .consent import Leave
from .errors import Refused, require

FORMATS = {
    "package": "skrynia-package",
    "receipt": "skrynia-receipt",
    "card": "skrynia-card",
    "card-file": "skrynia-card-file",
}
LISTS = ("records", "media", "consents")
KINDS = ("interview", "person", "media", "consent", "place")
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


def signed_json(octets: bytes, name: str) -> Json:
    """A document refused whole when it breaks its schema. Refused: newer-program, breaks-schema."""
    try:
        value = canon.load(octets)
        version = value.get("version", 1) if isinstance(value, dict) else 1
        # a value of another format says nothing by its version
        ours = isinstance(value, dict) and value.get("format") == FORMATS[name]
        if ours and isinstance(version, int) and version > 1:
            raise Refused("newer-program", f"{name} {version}")
        schema.named(name).check(value)
        if value.get("needs"):
            raise Refused("newer-program", f"{name} needs {value['needs'][0]}")
    except (canon.NoJson, schema.BreaksSchema) as error:
        raise Refused("breaks-schema", f"{name}{error}") from error
    return value


def _check_sizes(value: Json, size: int) -> None:
    """The limits of the lists' items and of what is outside of them."""
    listed = 0
    for name in LISTS:
        for item in value[name]:
            length = len(canon.dump(item))
            require(length <= limits.DOCUMENT_ITEM, "too-large", f"an item of {name}")
            listed += length + 1
    require(size - listed <= limits.DOCUMENT_OUTSIDE_LISTS, "too-large", "package.json")


def load(octets: bytes) -> Document:
    """The document, its form checked. Refused: newer-program, breaks-schema, too-large."""
    value = signed_json(octets, "package")
    _check_sizes(value, len(octets))
    head = value["custody_head"]
    document = Document(
        package_id=value["package_id"],
        sender=value["sender"]["fingerprint"],
        recipients=tuple(p["fingerprint"] for p in value["recipients"]),
        purpose=value["purpose"],
        recipient_kind=value["recipient_kind"],
        head=(head["seq"], head["hash"]),
        records=tuple(
            RecordEntry(
                r["kind"],
                r["record_id"],
                r["version_id"],
                tuple(r.get("grounds", ())),
                r.get("author", 0),
                base64.b64decode(r.get("signature", "")),
            )
            for r in value["records"]
        ),
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
    ids = {r.record_id for r in document.records} | {m.media_id for m in document.media}
    ids |= {c.interview_id for c in document.consents}
    ids.update(*(e.grounds for e in document.records), *(e.grounds for e in document.media))
    require(all(_UUID.fullmatch(i) for i in ids), "breaks-schema", "an id is no UUID")
    return document


def _once(items: Iterable[str], about: str) -> None:
    """Nothing is listed twice."""
    listed = list(items)
    require(len(set(listed)) == len(listed), "listed-twice", about)


def check_recipients(document: Document) -> None:
    """At least one, nobody twice. Refused: recipients, listed-twice."""
    require(bool(document.recipients), "recipients", "none")
    _once(document.recipients, "recipients")


def _check_authors(document: Document) -> None:
    """Keys, each named by a signed record, and no place beyond them. Refused: authors."""
    _once(document.authors, "authors")
    try:
        for line in document.authors:
            sshsig.key_blob(line)
    except sshsig.NoSignature as error:
        raise Refused("authors", str(error)) from error
    named = {r.author for r in document.records if r.signature}
    unsigned = all(r.author == 0 for r in document.records if not r.signature)
    require(unsigned and named == set(range(len(document.authors))), "authors")


def check_lists(document: Document) -> None:
    """Something in the lists, nothing twice, authors (documents, The document)."""
    require(bool(document.records or document.media), "nothing-in-it")
    _once((r.version_id for r in document.records), "records")
    _once((m.sha256 for m in document.media), "media")
    _once((m.media_id for m in document.media), "media ids")
    _once((c.version_id for c in document.consents), "consents")
    _once((c.interview_id for c in document.consents), "interviews of consents")
    _check_authors(document)


def check_manifests(document: Document, manifest: Iterable[str]) -> None:
    """What is listed against what the manifests name (order of checks, 11)."""
    listed = {r.path for r in document.records}
    listed |= {f"data/media/{m.sha256}" for m in document.media}
    kinds = {path: bag.classify(path) for path in manifest}
    present = {path for path, (kind, _parts) in kinds.items() if kind in ("record", "media")}
    require(listed <= present, "listed-but-missing", min(listed - present, default=""))
    require(present <= listed, "not-listed", min(present - listed, default=""))
    versions = {r.version_id for r in document.records}
    seals = {parts[0] for kind, parts in kinds.values() if kind == "seal"}
    require(seals <= versions, "seal-of-nothing", min(seals - versions, default=""))


def check_grounds(document: Document) -> None:
    """The table of kinds (page, Documents, `grounds`). Refused: grounds, kind, consents."""
    leaves = {c.interview_id: c.leave for c in document.consents}
    for record in document.records:
        _check_record(record, leaves)
    for media in document.media:
        _check_files(media.grounds, leaves, media.media_id)
    by_version = {r.version_id: r for r in document.records}
    for snapshot in document.consents:
        named = by_version.get(snapshot.version_id)
        if named is not None:
            right = (named.kind, named.grounds) == ("consent", (snapshot.interview_id,))
            require(right, "consents", snapshot.version_id)


def _check_record(record: RecordEntry, leaves: dict[str, Leave]) -> None:
    grounds, about = record.grounds, record.version_id
    _once(grounds, f"grounds of {about}")
    if record.kind == "interview":
        right = grounds == (record.record_id,) and record.record_id in leaves
    elif record.kind == "person":
        right = bool(grounds) and all(
            g in leaves and leaves[g].identification == "full-name" for g in grounds
        )
    elif record.kind == "media":
        return _check_files(grounds, leaves, about)
    elif record.kind == "consent":
        right = len(grounds) == 1
    elif record.kind == "place":
        right = not grounds
    else:  # of a later release: nobody here knows what is in it
        _check_files(grounds, leaves, about)
        right = all(leaves[g].identification == "full-name" for g in grounds)
    return require(right, "grounds", about)


def _check_files(grounds: tuple[str, ...], leaves: dict[str, Leave], about: str) -> None:
    """Media records and originals: at least one interview, each letting files go."""
    _once(grounds, f"grounds of {about}")
    right = bool(grounds) and all(g in leaves and leaves[g].files for g in grounds)
    require(right, "grounds", about)
