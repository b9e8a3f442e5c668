"""A story as it is written for real: versions with their keys, signatures and seals."""

from __future__ import annotations

import hashlib
import random
import uuid
from dataclasses import replace
from typing import Final

from desktop import canonical
from desktop.crypto.sshsig import sign
from desktop.home.seals import SEAL_NAMESPACE
from desktop.model.consent import CONSENT_KIND, Consent
from desktop.model.interview import INTERVIEW_KIND, Interview, InterviewDocument, State
from desktop.model.merge.precedence import Finality
from desktop.model.owned_id import consent_id_of
from desktop.model.values.moment import Moment
from desktop.model.version import RecordKind, VersionDocument
from tests.authors import invented, key_of
from tests.histories.story import GONE, LATE, OWNER, STRANGER, TURNED, Story, Version
from tests.unit.handoff.forge import NOON, sha256

_OWN_EACH_TIME: Final = frozenset({LATE, GONE, STRANGER})
"""Whose card changes in the story, and keys that are thrown away."""


class Written:
    """The versions of a story. ``real``: each by what it is called in the story, under its real id;
    ``data``: by real id."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.interview_id = owned_id(
            random.Random(story.seed), invented(self.name(OWNER)), INTERVIEW_KIND
        )
        self.kind: RecordKind = CONSENT_KIND if story.consent else INTERVIEW_KIND
        self.record_id = consent_id_of(self.interview_id) if story.consent else self.interview_id
        self.real: dict[str, Version] = {}
        self.data: dict[str, bytes] = {}
        for event in story.events:
            if event.what == "version" and event.version is not None:
                self._write(event.version)

    def name(self, author: str) -> str:
        """Whose key an author of the story has."""
        return f"{author}-{self.story.seed}" if author in _OWN_EACH_TIME else author

    def fingerprint(self, author: str) -> str:
        """Of an author's key."""
        return invented(self.name(author))

    def seal(self, version: Version) -> bytes:
        """The seal of a version by its author."""
        return sign(self.data[version.id], key_of(self.name(version.author)), SEAL_NAMESPACE)

    def forged(self, number: int) -> bytes:
        """All yes, in the owner's name: whoever signs it is another."""
        standing = next(iter(self.real.values())).standing
        open_one = replace(standing, withdrawn_at=None)
        body = self._body("forged", Finality.OPEN, open_one)
        salt = f"{number:08x}{self.story.seed & 0xFFFFFFFF:08x}{'f' * 16}"
        return self._document("9999", (), self.fingerprint(OWNER), salt, body)

    def _write(self, version: Version) -> None:
        parents = [self.real[each].id if each in self.real else each for each in version.parents]
        body = self._body(version.id, version.finality, version.standing)
        salt = sha256(f"{self.story.seed} {version.id}".encode())[:32]
        author = self.fingerprint(version.author)
        data = self._document(version.at, tuple(sorted(parents)), author, salt, body)
        real = replace(version, id=sha256(data), at=_utc(version.at), parents=tuple(parents))
        self.real[version.id] = real
        self.data[real.id] = data

    def _document(
        self, at: str, parents: tuple[str, ...], author: str, salt: str, body: object
    ) -> bytes:
        plain = canonical.to_plain(body)
        return canonical.encode(
            VersionDocument(
                self.kind, self.record_id, parents, author, Moment(_utc(at), 0), "told", salt, plain
            )
        )

    def _body(self, called: str, finality: Finality, standing: object) -> object:
        if self.story.consent:
            return Consent(
                self.record_id,
                self.interview_id,
                NOON,
                capacity_note=called,
                answers=standing.answers,  # type: ignore[attr-defined]
                withdrawn_at=standing.withdrawn_at,  # type: ignore[attr-defined]
            )
        state = State.SEALED if finality is Finality.CLOSED else State.UNDER_WAY
        interview = Interview(self.record_id, NOON, called, "p", state, opened_at=NOON)
        return InterviewDocument(interview)


def _utc(at: str) -> str:
    return f"{at}-01-01T00:00:00.000Z"


def owned_id(chance: random.Random, fingerprint: str, kind: str) -> str:
    """As ``docs/format/documents.md`` says it, so that a seed gives the same each time."""
    mark = hashlib.sha256(b"skrynia kind v1\0" + kind.encode()).hexdigest()[:3]
    r = bytearray.fromhex(mark + chance.randbytes(8).hex()[3:])
    r[6] = 0x80 | r[6] & 0x0F
    said = b"skrynia record id v2\0" + r + kind.encode() + b"\0" + fingerprint.encode()
    tag = bytearray(hashlib.sha256(said).digest()[:8])
    tag[0] = 0x80 | tag[0] & 0x3F
    return str(uuid.UUID(bytes=bytes(r + tag)))


__all__ = ["TURNED", "Written"]
