"""Whose an id is (documents, Record versions)."""

from __future__ import annotations

import hashlib
import re

_OWNED = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_CONSENT = b"skrynia consent id v1\0"
_RECORD = b"skrynia record id v1\0"


def says_whose(id_: str) -> bool:
    """Whether it is of version 8."""
    return _OWNED.fullmatch(id_) is not None


def is_of(id_: str, fingerprint: str) -> bool:
    """Whether it says that it is this author's."""
    if not says_whose(id_):
        return False
    octets = bytes.fromhex(id_.replace("-", ""))
    tag = bytearray(hashlib.sha256(_RECORD + octets[:8] + fingerprint.encode()).digest()[:8])
    tag[0] = tag[0] & 0x3F | 0x80
    return octets[8:] == bytes(tag)


def consent_of(interview: str) -> str:
    """The id of the one consent record of an interview."""
    octets = bytearray(hashlib.sha256(_CONSENT + interview.encode()).digest()[:16])
    octets[6] = octets[6] & 0x0F | 0x80
    octets[8] = octets[8] & 0x3F | 0x80
    text = octets.hex()
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))
