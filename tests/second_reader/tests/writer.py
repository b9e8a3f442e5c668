"""A small writer of packages for tests; every layer can be written wrongly."""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from tests.second_reader import Here, Result, bag, canon, owned, read

from .sealing import CLASSIC, READER, SENDER, Signer, encrypt, stanza
from .taring import tar

MOMENT = {"offset_minutes": 0, "utc": "2026-11-29T10:00:00.000Z"}
LATER = {"offset_minutes": 0, "utc": "2026-11-30T10:00:00.000Z"}
LATEST = {"offset_minutes": 0, "utc": "2026-12-01T10:00:00.000Z"}
NONE = b""


def uid(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012d}"


INTERVIEW, PERSON, _, MEDIA, PLACE = map(uid, range(1, 6))
CONSENT = owned.consent_of(INTERVIEW)
PACKAGE = uid(99)


def sorted_deep(value: Any) -> Any:
    if isinstance(value, dict):
        return canon.ordered({k: sorted_deep(v) for k, v in value.items()})
    return [sorted_deep(v) for v in value] if isinstance(value, list) else value


def dump(value: Any) -> bytes:
    return canon.dump(sorted_deep(value))


def answer(purpose: str, identification: str = "full-name", says: str = "yes") -> dict[str, str]:
    shared = {"purpose": purpose, "recipient": "organisation"}
    return {"answer": says, "identification": identification, **shared}


def consent_body(
    interview: str = INTERVIEW, consent: str | None = None, **more: Any
) -> dict[str, Any]:
    consent = consent or owned.consent_of(interview)
    answers = [answer("analyse"), answer("photograph", "code")]
    shared = {"id": consent, "interview_id": interview, "given_at": MOMENT}
    return {"answers": answers, **shared, **more}


def interview_body(
    interview: str = INTERVIEW, files: Sequence[tuple[str, str]] = (), **plan: Any
) -> dict[str, Any]:
    """files: media id and SHA-256."""
    about = {"id": interview, "created_at": MOMENT, "code": "T-1", "person_id": PERSON, **plan}
    named = [{"id": uid(300 + i), "media_id": m, "sha256": s} for i, (m, s) in enumerate(files)]
    spoken = [{"id": uid(50), "text": "Так."}]
    return {"interview": about, "utterances": spoken, "attachments": named}


def media_body(octets: bytes, media: str = MEDIA) -> dict[str, Any]:
    return {
        "id": media,
        "added_at": MOMENT,
        "sha256": hashlib.sha256(octets).hexdigest(),
        "sha512": hashlib.sha512(octets).hexdigest(),
        "size": len(octets),
        "original_name": "a.jpg",
        "media_type": "image/jpeg",
    }


def version(kind: str, record: str, body: Any, **more: Any) -> dict[str, Any]:
    return {
        "format": "skrynia-record",
        "version": 1,
        "kind": kind,
        "record_id": record,
        "parents": [],
        "author": SENDER.fingerprint,
        "created_at": MOMENT,
        "reason": "sent",
        "salt": "0" * 32,
        "body": body,
        **more,
    }


def event(seq: int, kind: str, record: str, **more: Any) -> dict[str, Any]:
    """A custody event with its hash."""
    fields = {
        "seq": seq,
        "id": uid(1000 + seq),
        "at": MOMENT,
        "agent": SENDER.fingerprint,
        "kind": "creation",
        "object_kind": kind,
        "object_id": record,
        "detail": {},
        "previous": "0" * 64,
        **more,
    }
    return {**fields, "hash": hashlib.sha256(dump(fields)).hexdigest()}


class Draft:
    """A package before it is written. Change what you like, then take package() or read()."""

    def __init__(self) -> None:
        self.document: dict[str, Any] = {
            "format": "skrynia-package",
            "version": 1,
            "package_id": PACKAGE,
            "sender": {"fingerprint": SENDER.fingerprint, "name": "S"},
            "recipients": [{"fingerprint": READER.fingerprint, "name": "R"}],
            "recipient_kind": "organisation",
            "purpose": "analyse",
            "written_at": MOMENT,
            "records": [],
            "media": [],
            "consents": [],
            "authors": [],
            "custody_head": {"seq": 100, "hash": "f" * 64},
            "confirmed": [],
        }
        self.files: dict[str, bytes] = {bag.README: b"read me\n"}
        self.events: list[bytes] = []
        self.info: dict[str, str] = {
            "BagIt-Profile-Identifier": bag.PROFILE,
            "Skrynia-Package-Version": "1",
            "External-Identifier": PACKAGE,
            "Bagging-Date": "2026-11-29",
        }
        self.edit_tags: Callable[[dict[str, bytes]], None] = lambda tags: None
        self.edit_after_signing: Callable[[dict[str, bytes]], None] = lambda files: None
        self.edit_tar: Callable[[bytes], bytes] = lambda octets: octets
        self.document_octets: bytes | None = None
        self.signer: Signer = SENDER
        self.namespace = "package@skrynia"
        self.recipients = [CLASSIC.recipient]
        self.headers: dict[str, dict[str, Any]] = {}

    def add_record(
        self,
        kind: str,
        record: str,
        body: Any,
        grounds: list[str],
        sealed_by: Signer | None = None,
        octets: bytes | None = None,
        by: Signer = SENDER,
        **more: Any,
    ) -> str:
        """A record version, listed; returns its id. octets: instead of what follows the format.
        by: its author."""
        if octets is None:
            octets = dump(version(kind, record, body, **{"author": by.fingerprint, **more}))
        digest = hashlib.sha256(octets).hexdigest()
        if sealed_by is not None:
            self.files[f"data/seals/{digest}.sig"] = sealed_by.sign("seal@skrynia", octets)
        self.files[f"data/records/{kind}/{record}/{digest}.json"] = octets
        if by.line not in self.document["authors"]:
            self.document["authors"].append(by.line)
        listed: dict[str, Any] = {
            "kind": kind,
            "record_id": record,
            "version_id": digest,
            "grounds": grounds,
        }
        listed["author"] = self.document["authors"].index(by.line)
        listed["signature"] = by.raw("version@skrynia", octets)
        self.document["records"].append(listed)
        return digest

    def add_interview(self, number: int = 1, **consent: Any) -> str:
        """An interview with its consent, listed in consents; returns the consent's version."""
        interview = uid(number)
        named = self.add_consent(interview, **consent)
        self.add_record("interview", interview, interview_body(interview), [interview])
        return named

    def add_consent(self, interview: str = INTERVIEW, by: Signer = SENDER, **consent: Any) -> str:
        """A consent on which everything may leave, listed in consents."""
        record = owned.consent_of(interview)
        named = self.add_record(
            "consent", record, consent_body(interview, **consent), [interview], by=by
        )
        leave = {"identification": "full-name", "files": True}
        listed = {"interview_id": interview, "consent_version": named, **leave}
        self.document["consents"].append(listed)
        return named

    def add_media(
        self,
        octets: bytes,
        media: str = MEDIA,
        described: bool = True,
        by: Signer = SENDER,
        ground: str = INTERVIEW,
    ) -> str:
        """An original and its record, on an interview."""
        if described:
            self.add_record("media", media, media_body(octets, media), [ground], by=by)
        digest = hashlib.sha256(octets).hexdigest()
        self.files[f"data/media/{digest}"] = octets
        listed = {"media_id": media, "sha256": digest, "size": len(octets), "grounds": [ground]}
        self.document["media"].append(listed)
        return digest

    def payload(self) -> dict[str, bytes]:
        document = dump(self.document) if self.document_octets is None else self.document_octets
        files = {bag.DOCUMENT: document, **self.files}
        if self.events:
            files[bag.CUSTODY] = b"".join(self.events)
        return files

    def tar(self) -> bytes:
        files = self.payload()
        oxum = f"{sum(map(len, files.values()))}.{len(files)}"
        info = {**self.info, "Payload-Oxum": self.info.get("Payload-Oxum", oxum)}
        tags = {
            "bagit.txt": bag.BAGIT,
            "bag-info.txt": "".join(f"{k}: {v}\n" for k, v in info.items()).encode(),
            "manifest-sha256.txt": _manifest("sha256", files),
            "manifest-sha512.txt": _manifest("sha512", files),
        }
        self.edit_tags(tags)
        named = _manifest("sha256", tags)
        tags[bag.TAG_MANIFEST] = named
        tags[bag.SIGNATURE] = self.signer.sign(self.namespace, named)
        everything = {**tags, **files}
        self.edit_after_signing(everything)
        return self.edit_tar(tar(everything, self.headers))

    def package(self) -> bytes:
        return encrypt(self.tar(), *map(stanza, self.recipients))

    def read(
        self,
        here: Here | None = None,
        also: Iterable[Signer] = (),
        revoked: Iterable[Signer] = (),
    ) -> Result:
        """also: who is trusted besides the sender."""
        trusted = [SENDER.line, *(s.line for s in also)]
        gone = [s.fingerprint for s in revoked]
        return read(self.package(), CLASSIC.text, trusted, READER.fingerprint, here, gone)

    def copy(self) -> Draft:
        return copy.deepcopy(self)


def _manifest(name: str, files: dict[str, bytes]) -> bytes:
    return "".join(f"{hashlib.new(name, o).hexdigest()}  {p}\n" for p, o in files.items()).encode()


def full() -> Draft:
    """A package with one of everything: all of it is accepted."""
    draft = Draft()
    draft.add_interview()
    person = {"id": PERSON, "created_at": MOMENT, "code": "P-1", "names": [{"text": "Ганна"}]}
    draft.add_record("person", PERSON, person, [INTERVIEW])
    draft.add_record("place", PLACE, {"id": PLACE, "created_at": MOMENT}, [])
    draft.add_media(b"picture" * 20_000)
    draft.events.append(dump(event(1, "interview", INTERVIEW)) + b"\n")
    return draft


def outcome_of(result: Result, item: str) -> tuple[str, str]:
    lines = {v.item: v for v in (*result.records, *result.media)}
    assert result.refused == ""
    return lines[item].outcome, lines[item].reason
