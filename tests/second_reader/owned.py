"""Whose an id is, and of which kind (documents, Record versions: Whose a record is)."""

from __future__ import annotations

import functools
import hashlib
import re

PACKAGE = "package"
INTERVIEW = "interview"
CONSENT = "consent"
MEDIA = "media"
_VERSION_8 = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_KIND = b"skrynia kind v1\0"
_RECORD = b"skrynia record id v2\0"
_CONSENT = b"skrynia consent id v2\0"


@functools.lru_cache(maxsize=1024)
def mark(kind: str) -> str:
    """The first three hex digits of the ids of a kind."""
    return hashlib.sha256(_KIND + kind.encode()).hexdigest()[:3]


def says_whose(id_: str) -> bool:
    """Whether it is of version 8 (RFC 9562: version and variant)."""
    return _VERSION_8.fullmatch(id_) is not None


def is_of_another_kind(id_: str, kind: str) -> bool:
    """Whether it is of version 8 and bears another mark than that of its kind."""
    return says_whose(id_) and not id_.startswith(mark(kind))


def _tag(first: bytes, kind: str, fingerprint: str) -> bytes:
    """The second half of an id."""
    said = _RECORD + first + kind.encode() + b"\0" + fingerprint.encode()
    tag = bytearray(hashlib.sha256(said).digest()[:8])
    tag[0] = tag[0] & 0x3F | 0x80
    return bytes(tag)


def is_of(id_: str, kind: str, fingerprint: str) -> bool:
    """Whether it says that it is of this kind and this author's."""
    if not says_whose(id_) or not id_.startswith(mark(kind)):
        return False
    octets = bytes.fromhex(id_.replace("-", ""))
    return octets[8:] == _tag(octets[:8], kind, fingerprint)


def new(kind: str, fingerprint: str, random: bytes) -> str:
    """A new id of a kind by an author, out of 8 random octets."""
    first = bytearray(bytes.fromhex(mark(kind) + random.hex()[3:16]))
    first[6] = first[6] & 0x0F | 0x80
    return _text(bytes(first) + _tag(bytes(first), kind, fingerprint))


def consent_of(interview: str) -> str:
    """The id of the one consent record of an interview."""
    digest = hashlib.sha256(_CONSENT + interview.encode()).digest()[:16]
    octets = bytearray(bytes.fromhex(mark(CONSENT) + digest.hex()[3:]))
    octets[6] = octets[6] & 0x0F | 0x80
    octets[8] = octets[8] & 0x3F | 0x80
    return _text(bytes(octets))


def _text(octets: bytes) -> str:
    text = octets.hex()
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))
