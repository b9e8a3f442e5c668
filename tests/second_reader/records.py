"""One record version by itself (documents, Record versions; receiving, What becomes of each
item)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from . import canon, owned, schema, sshsig
from .canon import Json
from .document import KINDS, RecordEntry
from .held import CONSENT, INTERVIEW, MEDIA, Attachment, Described, Version
from .signed import newer_needs

BREAKS_SCHEMA = "breaks-schema"
NOT_AS_LISTED = "not-as-listed"
RESTS_ON_OTHERS = "rests-on-others"
NOT_SIGNED = "not-signed"
NAMESPACE = "version@skrynia"
PSEUDONYMISED = "pseudonymised"
"""The one form of showing of this release."""
PLACE = "place"
_WITH_IDS = ("utterances", "attachments")
"""The lists of an interview whose items have an id."""


@dataclass(frozen=True)
class Judged:
    """A record version: "" or why it is set aside, and what is remembered of it."""

    reason: str
    version: Version | None = None
    """None of one that is broken or not as listed."""
    consent: Json = None
    """The body of a consent that can be asked: bodies are not held otherwise."""


def _envelope(octets: bytes) -> Json:
    """The version when it is canonical and follows record.json, but for a higher version.

    Its id, where it says of which kind it is, says its kind.
    """
    try:
        value = canon.load(octets)
        schema.named("record").check(_of_this_release(value))
    except (canon.NoJson, schema.BreaksSchema):
        return None
    parents = value["parents"]
    sorted_once = parents == sorted(set(parents))
    other = owned.is_of_another_kind(value["record_id"], value["kind"])
    return value if sorted_once and not other else None


def _of_this_release(value: Json) -> Json:
    number = value.get("version", 1) if isinstance(value, dict) else 1
    return {**value, "version": 1} if type(number) is int and number > 1 else value


def _fits(kind: str, body: Json) -> bool:
    try:
        schema.named(kind).check(body)
    except schema.BreaksSchema:
        return False
    return True


def _is_whole(kind: str, record_id: str, body: Json) -> bool:
    """Its id, and no id twice in a list."""
    own = body["interview"]["id"] if kind == INTERVIEW else body["id"]
    names = _WITH_IDS if kind == INTERVIEW else ()
    lists = [[item["id"] for item in body.get(name, ())] for name in names]
    return bool(own == record_id) and all(len(set(ids)) == len(ids) for ids in lists)


def _closes_otherwise(value: Json) -> bool:
    """Whether the envelope of a consent closes another thing than its body."""
    closes = value.get("closes")
    if closes is None or value["kind"] != CONSENT:
        return False
    said = (closes.get("interviews", []), closes.get("withdrawn_at"))
    return said != ([value["body"]["interview_id"]], value["body"].get("withdrawn_at"))


def is_as_told(octets: bytes, kind: str) -> bool:
    """Whether a record holds what was said, or who somebody is, and does not say that it was
    derived (documents, Derived versions)."""
    if kind != INTERVIEW:
        return kind in KINDS and kind not in (CONSENT, PLACE, MEDIA)
    try:
        value = canon.load(octets)
    except canon.NoJson:
        return True
    source = value.get("derived_from") if isinstance(value, dict) else ""
    return not (isinstance(source, str) and source)


def _is_derived(value: Json) -> bool:
    return bool(value.get("derived_from") or value.get("shown_as"))


def _is_derived_otherwise(value: Json) -> bool:
    """Derived in a way that only a newer program reads."""
    known = value["kind"] in (CONSENT, INTERVIEW) and bool(value.get("derived_from"))
    return _is_derived(value) and not (known and value.get("shown_as") == PSEUDONYMISED)


def _derived_as_said(value: Json) -> bool:
    """Whether envelope and body say the same of it, under an id of its author, open and of
    another record."""
    body, source = value["body"], value.get("derived_from", "")
    if value["kind"] == INTERVIEW:
        own = body["interview"]
        said = own.get("derived_from", ""), own.get("shown_as", "")
        if said != (source, value.get("shown_as", "")):
            return False
    if not _is_derived(value):
        return True
    about = value["record_id"] if value["kind"] == INTERVIEW else body["interview_id"]
    sealed = value["kind"] == INTERVIEW and body["interview"].get("state") == "sealed"
    own_id = owned.is_of(about, INTERVIEW, value["author"])
    return own_id and not sealed and source != value["record_id"]


def _only_newer_reads(value: Json) -> bool:
    """What the envelope says of it (receiving, Kept unread); the kind, too."""
    closes = value.get("closes") or {}
    closes_nothing = value["kind"] in KINDS and value["kind"] != CONSENT
    return bool(
        value["kind"] not in KINDS
        or newer_needs(value)
        or value.get("version", 1) > 1
        or _is_derived_otherwise(value)
        or closes.get("erased_at")
        or (closes_nothing and value.get("closes") is not None)
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
    """The version by itself: reasons 1 to 5, the first that holds.

    That the record is here under another kind, and its seal, are asked in judgement.py.
    """
    value = _envelope(octets)
    if value is None:
        return Judged(BREAKS_SCHEMA)
    kind, body = value["kind"], value["body"]
    if (kind, value["record_id"]) != (entry.kind, entry.record_id):
        return Judged(NOT_AS_LISTED)
    unread = _only_newer_reads(value) or not _fits(kind, body)
    if not unread and not (_is_whole(kind, entry.record_id, body) and _derived_as_said(value)):
        return Judged(BREAKS_SCHEMA)
    unread = unread or _closes_otherwise(value)
    interviews, withdrawn = _decides(value, unread)
    elsewhere = not set(interviews) <= set(entry.grounds)
    others = elsewhere or _is_out_of_place(entry, kind, interviews, withdrawn)
    version = _version(value, entry, unread, interviews, withdrawn)
    asked = body if kind == CONSENT and not unread and not elsewhere else None
    if not _signed(octets, value["author"], entry, authors):
        return Judged(NOT_SIGNED, version, asked)
    return Judged(RESTS_ON_OTHERS if others else "", version, asked)


def _decides(value: Json, unread: bool) -> tuple[tuple[str, ...], bool]:
    """The interviews that a version says it decides about, and whether it is a withdrawal."""
    body, closes = value["body"], value.get("closes") or {}
    is_consent = value["kind"] == CONSENT
    gone = is_consent and body.get("withdrawn_at") is not None
    if not unread:
        return (body["interview_id"],) if is_consent else (), gone
    interviews = tuple(dict.fromkeys(closes.get("interviews", ())))
    said = closes.get("withdrawn_at") is not None and (is_consent or bool(interviews))
    return interviews, gone or said


def _is_out_of_place(
    entry: RecordEntry, kind: str, interviews: tuple[str, ...], withdrawn: bool
) -> bool:
    """Reason 5, of a consent whose grounds are in order: its id does not follow from them.

    What an interview says is its own id, which is its only ground by then.
    """
    if kind != CONSENT:
        return False
    if not interviews:
        return not owned.says_whose(entry.record_id)
    in_place = all(entry.record_id == owned.consent_of(i) for i in interviews)
    return not in_place and not withdrawn


def _version(
    value: Json, entry: RecordEntry, unread: bool, interviews: tuple[str, ...], withdrawn: bool
) -> Version:
    """What is remembered of it."""
    kind, body, closes = value["kind"], value["body"], value.get("closes") or {}
    if kind == CONSENT and not interviews:
        interviews = tuple(g for g in entry.grounds if owned.consent_of(g) == entry.record_id)
    described: Described | None = None
    files: tuple[Attachment, ...] = ()
    says_sealed = False
    if kind == MEDIA and not unread:
        described = Described(body["id"], body["sha256"], body["sha512"], body["size"])
    if kind == INTERVIEW and not unread:
        files = tuple(
            Attachment(a["media_id"], a.get("sha256", "")) for a in body.get("attachments", ())
        )
        says_sealed = body["interview"].get("state") == "sealed"
    return Version(
        entry.version_id,
        kind,
        entry.record_id,
        value["author"],
        tuple(value["parents"]),
        value["created_at"]["utc"],
        says_sealed=says_sealed,
        derived=kind == INTERVIEW and not unread and _is_derived(value),
        unread=unread,
        withdrawn=withdrawn,
        erased=closes.get("erased_at") is not None,
        interviews=interviews,
        described=described,
        files=files,
    )
