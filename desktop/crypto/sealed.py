"""A few bytes that only who has a key can read or make: ChaCha20-Poly1305 (RFC 8439).

The nonce is random, 96 bits of it: for a key under which no more than some 2^32 are made.
"""

from __future__ import annotations

import secrets
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

_NONCE_BYTES: Final = 12
_TAG_BYTES: Final = 16
OVERHEAD: Final = _NONCE_BYTES + _TAG_BYTES
"""Bytes that are added."""


class Sealing:
    """Under one 32-byte ``key``; ``bound``: what the reader has to say as well."""

    def __init__(self, key: bytes, bound: bytes) -> None:
        self._aead, self._bound = ChaCha20Poly1305(key), bound

    def seal(self, plain: bytes) -> bytes:
        """``plain``, longer by :data:`OVERHEAD`."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + self._aead.encrypt(nonce, plain, self._bound)

    def open(self, untrusted_data: bytes) -> bytes | None:
        """What was sealed; None of what this key did not make."""
        if len(untrusted_data) < OVERHEAD:
            return None
        nonce, sealed = untrusted_data[:_NONCE_BYTES], untrusted_data[_NONCE_BYTES:]
        try:
            return self._aead.decrypt(nonce, sealed, self._bound)
        except InvalidTag:
            return None
