"""Ids that say whose they are, and of which kind of record.

A record's id is a UUID of version 8 (RFC 9562 section 5.8). Its first 12 bits are the mark of the
kind: those of SHA-256 over a label and the kind's name. 48 random bits follow, and behind them the
first 62 bits of SHA-256 over a label, the first half, the kind's name and the fingerprint of who
made the record. So an id belongs to its first author in whatever order versions of it arrive, and
nobody who takes it over can make it theirs: a key whose fingerprint fits an id that exists takes
2⁶¹ tries. Nor is it of any use as the id of another kind of record: known kinds differ in their
marks, and what bears another's is not taken in.

There is one consent record of each interview, and its id follows from the interview's. So does the
id of what is said of two records from theirs, and of one file from its id; none of them is
anybody's by itself. A consent is owned with its interview, what is said of a file with the file.

All other ids were made before and say nothing: those of version 4, and in development vaults some
of version 8 without these marks. They are nobody's by themselves (``authority.py`` says whose).
"""

from __future__ import annotations

import hashlib
import os
import re
import uuid
from functools import lru_cache
from typing import Final, NamedTuple

from desktop.model.consent import CONSENT_KIND
from desktop.model.interview import INTERVIEW_KIND

PACKAGE: Final = "package"
"""What packages bear as their mark, whose ids are made like those of records."""
_LABEL: Final = b"skrynia record id v2\0"
_KIND_LABEL: Final = b"skrynia kind v1\0"
_CONSENT_LABEL: Final = b"skrynia consent id v2\0"
_PAIR_LABEL: Final = b"skrynia pair id v1\0"
_ABOUT_LABEL: Final = b"skrynia about id v1\0"
_HALF: Final = 8
_MARK: Final = 3
"""Hex digits of an id that are the mark of its kind."""
_VERSION: Final = 0x80
_VARIANT: Final = 0x80
_MARKED: Final = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


class Owned(NamedTuple):
    """An id as that of a record of one kind: whose it is follows from both."""

    id: str
    kind: str

    @property
    def says_whose(self) -> bool:
        """Whether the id says whose it is."""
        return is_of_kind(self.id, self.kind)

    def is_by(self, fingerprint: str) -> bool:
        """Whether it was made by whoever has this fingerprint."""
        return belongs_to(self.id, fingerprint, self.kind)


def new_owned_id(fingerprint: str, kind: str) -> str:
    """A new id, in its 36-character text form, of whoever has this fingerprint."""
    half = os.urandom(_HALF).hex()
    marked = bytearray.fromhex(_mark(kind) + half[_MARK:])
    marked[6] = _VERSION | marked[6] & 0x0F
    return str(uuid.UUID(bytes=bytes(marked) + _tag(bytes(marked), fingerprint, kind)))


def is_marked(record_id: str) -> bool:
    """Whether an id bears the mark of any kind, known here or not."""
    return _MARKED.fullmatch(record_id) is not None


def is_of_kind(record_id: str, kind: str) -> bool:
    """Whether an id bears the mark of this kind: then it says whose it is."""
    return record_id.startswith(_mark(kind)) and is_marked(record_id)


def belongs_to(record_id: str, fingerprint: str, kind: str) -> bool:
    """Whether an id was made by whoever has this fingerprint, for a record of this kind; False of
    one that says nothing."""
    if not is_of_kind(record_id, kind):
        return False
    octets = bytes.fromhex(record_id.replace("-", ""))
    return octets[_HALF:] == _tag(octets[:_HALF], fingerprint, kind)


def consent_id_of(interview_id: str) -> str:
    """The id of the one consent record of an interview."""
    return _following(CONSENT_KIND, _CONSENT_LABEL + interview_id.encode())


def id_of_pair(kind: str, one: str, other: str) -> str:
    """The id of the one record of a kind about two others, whose ids are given in order."""
    return _following(kind, _PAIR_LABEL + f"{one}\0{other}".encode())


def id_about(kind: str, record_id: str) -> str:
    """The id of the one record of a kind about another."""
    return _following(kind, _ABOUT_LABEL + record_id.encode())


def _following(kind: str, said: bytes) -> str:
    """An id with the mark of its kind that follows from what is said."""
    digest = hashlib.sha256(said).hexdigest()
    octets = bytearray.fromhex(_mark(kind) + digest[_MARK : 4 * _HALF])
    octets[6] = _VERSION | octets[6] & 0x0F
    octets[8] = _VARIANT | octets[8] & 0x3F
    return str(uuid.UUID(bytes=bytes(octets)))


def is_in_place(record_id: str, interview_id: str) -> bool:
    """Whether a consent that is here lies where the consent of its interview does. Of ids of
    before, neither of which says anything, nobody can tell: there may be several for one
    interview. Of what arrives, the id follows from the interview's in any case."""
    if not (is_of_kind(record_id, CONSENT_KIND) or is_of_kind(interview_id, INTERVIEW_KIND)):
        return True
    return record_id == consent_id_of(interview_id)


@lru_cache(maxsize=256)
def _mark(kind: str) -> str:
    return hashlib.sha256(_KIND_LABEL + kind.encode()).hexdigest()[:_MARK]


def _tag(half: bytes, fingerprint: str, kind: str) -> bytes:
    said = _LABEL + half + kind.encode() + b"\0" + fingerprint.encode()
    tag = bytearray(hashlib.sha256(said).digest()[:_HALF])
    tag[0] = _VARIANT | tag[0] & 0x3F
    return bytes(tag)
