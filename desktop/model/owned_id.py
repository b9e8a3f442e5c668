"""Ids that say whose they are: whoever holds an id and a key can tell whether they belong together.

A record's id is a UUID of version 8 (RFC 9562 section 5.8): 60 random bits, and behind them the
first 62 bits of SHA-256 over a label, the random bits and the fingerprint of who made the record.
So an id belongs to its first author in whatever order versions of it arrive, and nobody who takes
it over can make it theirs: a key whose fingerprint fits an id that exists takes 2⁶¹ tries.

There is one consent record of each interview, and its id follows from the interview's.

Ids of version 4, made before, are nobody's by themselves (``authority.py`` says whose they are).
"""

from __future__ import annotations

import hashlib
import os
import re
import uuid
from typing import Final

_LABEL: Final = b"skrynia record id v1\0"
_CONSENT_LABEL: Final = b"skrynia consent id v1\0"
_HALF: Final = 8
_VERSION: Final = 0x80
_VARIANT: Final = 0x80
_OWNED: Final = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


def new_owned_id(fingerprint: str) -> str:
    """A new id of whoever has this fingerprint, in its 36-character text form."""
    random = bytearray(os.urandom(_HALF))
    random[6] = _VERSION | random[6] & 0x0F
    return str(uuid.UUID(bytes=bytes(random) + _tag(bytes(random), fingerprint)))


def is_owned(record_id: str) -> bool:
    """Whether an id says whose it is."""
    return _OWNED.fullmatch(record_id) is not None


def belongs_to(record_id: str, fingerprint: str) -> bool:
    """Whether an id was made by whoever has this fingerprint; False of one that says nothing."""
    if not is_owned(record_id):
        return False
    octets = bytes.fromhex(record_id.replace("-", ""))
    return octets[_HALF:] == _tag(octets[:_HALF], fingerprint)


def consent_id_of(interview_id: str) -> str:
    """The id of the one consent record of an interview."""
    octets = bytearray(hashlib.sha256(_CONSENT_LABEL + interview_id.encode()).digest()[:16])
    octets[6] = _VERSION | octets[6] & 0x0F
    octets[8] = _VARIANT | octets[8] & 0x3F
    return str(uuid.UUID(bytes=bytes(octets)))


def is_in_place(record_id: str, interview_id: str) -> bool:
    """Whether a consent lies where the consent of its interview does. Of ids of before, neither of
    which says anything, nobody can tell: there may be several for one interview."""
    if not (is_owned(record_id) or is_owned(interview_id)):
        return True
    return record_id == consent_id_of(interview_id)


def _tag(random: bytes, fingerprint: str) -> bytes:
    tag = bytearray(hashlib.sha256(_LABEL + random + fingerprint.encode()).digest()[:_HALF])
    tag[0] = _VARIANT | tag[0] & 0x3F
    return bytes(tag)
