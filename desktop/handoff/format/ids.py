"""Ids and hashes as the numbers they are: only the spelling that the format names comes back
equal, and any other is refused."""

from __future__ import annotations

import re
from typing import Final

UUID: Final = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
SHA256: Final = "[0-9a-f]{64}"
"""Patterns of the only spelling, for who reads many at once."""
_UUID: Final = re.compile(UUID)
_SHA256_BYTES: Final = 32


def uuid_bytes(text: str) -> bytes:
    """The 16 bytes of an id in its 36-character lower-case form; ``ValueError``."""
    if not _UUID.fullmatch(text):
        raise ValueError("an id has another form")
    return bytes.fromhex(text.replace("-", ""))


def uuid_text(data: bytes) -> str:
    """The text form of an id of 16 bytes."""
    text = data.hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def sha256_bytes(text: str) -> bytes:
    """The 32 bytes of 64 lower-case hexadecimal digits; ``ValueError``."""
    # In a third of the time of a pattern.
    data = bytes.fromhex(text)
    if len(data) != _SHA256_BYTES or data.hex() != text:
        raise ValueError("a hash has another form")
    return data
