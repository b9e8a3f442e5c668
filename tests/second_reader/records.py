"""One record version by itself (documents, Record versions; receiving)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from . import canon, owned, schema, shown, sshsig
from .canon import Json
from .document import KINDS, RecordEntry
from .shown import Told

BREAKS_SCHEMA = "breaks-schema"
NOT_AS_LISTED = "not-as-listed"
RESTS_ON_OTHERS = "rests-on-others"
NOT_SIGNED = "not-signed"
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
    """Of a consent that is read, otherwise None: bodies are not held."""
    described: Described | None = None
    parents: Sequence[str] = ()
    unread: bool = False
    interviews: tuple[str, ...] = ()
    """That it decides about, as far as that is known."""
    withdrawn: bool = False
    interview: Told | None = None
    """Of an interview that is read: what it names; whether it is sealed is not known here."""


def _envelope(octets: bytes) -> Json:
    """The version when it is canonical and follows record.json, but for a higher version."""
    try:
        value = canon.load(octets)
        schema.named("record").check(_of_this_release(value))
    except (canon.NoJson, schema.BreaksSchema):
        return None
    parents = value["parents"]
    sound = parents == sorted(set(parents)) and owned.is_for(value["record_id"], value["kind"])
    return value if sound else None


def _of_this_release(value: Json) -> Json:
    number = value.get("version", 1) if isinstance(value, dict) else 1
    return {**value, "version": 1} if type(number) is int and number > 1 else value


def _once(value: Json) -> bool:
    """Whether no list in it has two items of one id."""
    if isinstance(value, dict):
        return all(map(_once, value.values()))
    if isinstance(value, list):
        ids = [v["id"] for v in value if isinstance(v, dict) and "id" in v]
        return len(set(ids)) == len(ids) and all(map(_once, value))
    return True


def _fits(kind: str, body: Json) -> bool:
    try:
        schema.named(kind).check(body)
    except schema.BreaksSchema:
        return False
    return True


def _is_whole(kind: str, record_id: str, body: Json) -> bool:
    """Its id, and no id twice in a list."""
    own = body["interview"]["id"] if kind == "interview" else body.get("id")
    return bool(own == record_id) and _once(body)


def _closes_otherwise(value: Json) -> bool:
    """Whether the envelope closes another thing than the body, or what its kind cannot close."""
    closes = value.get("closes")
    if closes is None:
        return False
    if value["kind"] != "consent":
        return True
    said = (closes.get("interviews", []), closes.get("withdrawn_at"))
    return said != ([value["body"]["interview_id"]], value["body"].get("withdrawn_at"))


def _only_newer_reads(value: Json) -> bool:
    """What the envelope says of it (receiving, Kept unread); the kind, too."""
    closes = value.get("closes") or {}
    return bool(
        value["kind"] not in KINDS
        or value.get("needs")
        or value.get("version", 1) > 1
        or value.get("derived_from")
        or value.get("shown_as")
        or closes.get("erased_at")
    )


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
    body, author, parents = value["body"], value["author"], value["parents"]
    unread = _only_newer_reads(value) or not _fits(entry.kind, body)
    if not unread and not _is_whole(entry.kind, entry.record_id, body):
        return Judged(BREAKS_SCHEMA)
    unread = unread or _closes_otherwise(value)
    consent = entry.kind == "consent" and not unread
    interviews, withdrawn = _decides(value, unread)
    others = not set(interviews) <= set(entry.grounds)
    kept = body if consent and not others else None
    if not _signed(octets, author, entry, authors):
        return Judged(NOT_SIGNED, author, kept)
    elsewhere = entry.kind == "consent" and _elsewhere(entry.record_id, interviews, withdrawn)
    reason = RESTS_ON_OTHERS if others or elsewhere else ""
    described = None
    if entry.kind == "media" and not unread:
        described = Described(body["id"], body["sha256"], body["sha512"], body["size"])
    interview = None
    if entry.kind == "interview" and not unread:
        interview = shown.told(entry.version_id, value, False)
    return Judged(
        reason, author, kept, described, parents, unread, interviews, withdrawn, interview
    )


def _decides(value: Json, unread: bool) -> tuple[tuple[str, ...], bool]:
    """The interviews that a version decides about, and whether it closes them for good."""
    if value["kind"] == "consent" and not unread:
        body = value["body"]
        return (body["interview_id"],), body.get("withdrawn_at") is not None
    if not unread:
        return (), False
    closes = value.get("closes") or {}
    interviews = tuple(closes.get("interviews", ()))
    if closes.get("withdrawn_at") or closes.get("erased_at"):
        return interviews, bool(interviews) or value["kind"] in ("consent", "interview")
    withdraws = value["kind"] == "consent" and value["body"].get("withdrawn_at") is not None
    return interviews, withdraws


def _elsewhere(record_id: str, interviews: Sequence[str], withdrawn: bool) -> bool:
    """Whether a consent lies under another id than follows from its interview's; one that names
    none, under the id of no consent."""
    if not interviews:
        return not owned.has_mark(record_id)
    return not withdrawn and any(record_id != owned.consent_of(each) for each in interviews)
