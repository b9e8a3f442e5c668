"""Whose an id is, and of which kind (documents, Record versions)."""

from __future__ import annotations

import hashlib
import re

_OWNED = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_CONSENT = b"skrynia consent id v2\0"
_RECORD = b"skrynia record id v2\0"
_KIND = b"skrynia kind v1\0"


def mark(kind: str) -> str:
    """The mark of a kind: twelve bits, as three hex digits."""
    return hashlib.sha256(_KIND + kind.encode("ascii")).digest()[:2].hex()[:3]


def has_mark(id_: str) -> bool:
    """Whether it is of version 8, and so bears a mark."""
    return _OWNED.fullmatch(id_) is not None


def is_for(id_: str, kind: str) -> bool:
    """Whether a record of this kind may have it."""
    return not has_mark(id_) or id_[:3] == mark(kind)


def is_of(id_: str, fingerprint: str, kind: str) -> bool:
    """Whether it says that it is this author's."""
    if not has_mark(id_) or not is_for(id_, kind):
        return False
    octets = bytes.fromhex(id_.replace("-", ""))
    made = _RECORD + octets[:8] + kind.encode("ascii") + b"\0" + fingerprint.encode("ascii")
    tag = bytearray(hashlib.sha256(made).digest()[:8])
    tag[0] = tag[0] & 0x3F | 0x80
    return octets[8:] == bytes(tag)


def consent_of(interview: str) -> str:
    """The id of the one consent record of an interview."""
    octets = bytearray(hashlib.sha256(_CONSENT + interview.encode()).digest()[:16])
    octets[6] = octets[6] & 0x0F | 0x80
    octets[8] = octets[8] & 0x3F | 0x80
    text = mark("consent") + octets.hex()[3:]
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))
