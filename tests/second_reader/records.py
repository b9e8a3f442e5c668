"""One record version by itself (documents, Record versions; receiving)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from . import canon, schema, sshsig
from .canon import Json
from .document import RecordEntry

BREAKS_SCHEMA = "breaks-schema"
NOT_AS_LISTED = "not-as-listed"
RESTS_ON_OTHERS = "rests-on-others"
NOT_SIGNED = "not-signed"
FORMAT = "skrynia-record"
NAMESPACE = "version@skrynia"


@dataclass(frozen=True)
class Described:
    """What a media record says of its original."""

    media_id: str
    sha256: str
    sha512: str
    size: int


@dataclass(frozen=True)
class Judged:
    """A record version: "" or why it is set aside, and what the end of the reading needs."""

    reason: str
    author: str = ""
    body: Json = None
    """Of a consent, otherwise None: bodies are not held."""
    described: Described | None = None
    parents: Sequence[str] = ()


def _envelope(octets: bytes) -> Json:
    """The version when it is canonical and follows record.json, else None."""
    try:
        value = canon.load(octets)
        schema.named("record").check(value)
    except (canon.NoJson, schema.BreaksSchema):
        return None
    if value.get("format", FORMAT) != FORMAT or value.get("version", 1) != 1:
        return None
    parents = value["parents"]
    return value if parents == sorted(set(parents)) else None


def _once(value: Json) -> bool:
    """Whether no list in it has two items of one id."""
    if isinstance(value, dict):
        return all(map(_once, value.values()))
    if isinstance(value, list):
        ids = [v["id"] for v in value if isinstance(v, dict) and "id" in v]
        return len(set(ids)) == len(ids) and all(map(_once, value))
    return True


def _body_fits(kind: str, record_id: str, body: Json) -> bool:
    """The body against the schema of its kind, its id, and no id twice in a list."""
    try:
        schema.named(kind).check(body)
    except (schema.BreaksSchema, KeyError):
        return False
    own = body["interview"]["id"] if kind == "interview" else body.get("id")
    return bool(own == record_id) and _once(body)


def _signed(octets: bytes, author: str, entry: RecordEntry, authors: Sequence[str]) -> bool:
    """Whether the author at the entry's place signed these octets (documents, Who wrote it)."""
    if not entry.signature:
        return False
    blob = sshsig.key_blob(authors[entry.author])
    digests = {b"sha512": hashlib.sha512(octets).digest()}
    signature = sshsig.Signature(blob, NAMESPACE.encode(), b"", b"sha512", entry.signature)
    return signature.signer == author and signature.holds(NAMESPACE, digests)


def judge(octets: bytes, entry: RecordEntry, authors: Sequence[str]) -> Judged:
    """The version by itself: reasons 1 to 5, the first that holds (receiving)."""
    value = _envelope(octets)
    if value is None:
        return Judged(BREAKS_SCHEMA)
    if (value["kind"], value["record_id"]) != (entry.kind, entry.record_id):
        return Judged(NOT_AS_LISTED)
    body, author = value["body"], value["author"]
    if not _body_fits(entry.kind, entry.record_id, body):
        return Judged(BREAKS_SCHEMA)
    consent = entry.kind == "consent"
    others = consent and body["interview_id"] not in entry.grounds
    kept = body if consent and not others else None
    if not _signed(octets, author, entry, authors):
        return Judged(NOT_SIGNED, author, kept)
    described = None
    if entry.kind == "media":
        described = Described(body["id"], body["sha256"], body["sha512"], body["size"])
    return Judged(RESTS_ON_OTHERS if others else "", author, kept, described, value["parents"])
