"""Key files: 256 random bits that lie on a stick, as text that names itself.

Two lines of ASCII: ``skrynia key file v1`` and 64 hex digits, a blank and their first eight hex
digits of SHA-256, so that a file that was damaged is told from one that is another's.
"""

from __future__ import annotations

import hashlib
import secrets
from typing import Final

from desktop.crypto.secret import KeyFile
from desktop.errors import NotAKeyFile

BYTES: Final = 32
MOST_BYTES: Final = 4096
"""A key file is never longer; more is not read."""
_NAME: Final = "skrynia key file v1"
_CHECK: Final = 8


def new_key_file() -> KeyFile:
    """256 bits from the operating system."""
    return KeyFile(secrets.token_bytes(BYTES))


def encode_key_file(file: KeyFile) -> bytes:
    """The file as it is written."""
    digits = file.data.hex()
    return f"{_NAME}\n{digits} {_check(file.data)}\n".encode("ascii")


def decode_key_file(untrusted_data: bytes) -> KeyFile:
    """What a file holds; ``NotAKeyFile`` for any other file, and for a damaged one."""
    if len(untrusted_data) > MOST_BYTES:
        raise NotAKeyFile("longer than any key file")
    lines = untrusted_data.decode("ascii", "replace").split("\n")
    if lines[0].strip() != _NAME:
        raise NotAKeyFile("the file does not say that it is a key file")
    try:
        digits, check = lines[1].split()
        data = bytes.fromhex(digits)
    except (IndexError, ValueError):
        raise NotAKeyFile("the key file is damaged") from None
    if len(data) != BYTES or check != _check(data):
        raise NotAKeyFile("the key file is damaged")
    return KeyFile(data)


def _check(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:_CHECK]
