"""One page of an SQLCipher 4 database, opened without the library: for a rescue.

A connection that meets one damaged page answers nothing more of the table it lies in; by this each
page is read by itself. The form (SQLCipher, ``crypto_impl.c``, and
https://www.zetetic.net/sqlcipher/design/) with the settings of ``desktop/vault/store/reader.py``:

- the key is used as it is (AES-256-CBC); the key of the authentication is PBKDF2-HMAC-SHA512 of
  it, 2 rounds, over the salt with each byte XOR 0x3a;
- a page ends with the initialisation vector (16 bytes) and the HMAC-SHA256 (32) of what is
  encrypted, the vector and the page's number (4 bytes, little-endian);
- the first page begins with the salt (16 bytes, in the open) where SQLite has its magic.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import Final

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

SALT_BYTES: Final = 16
RESERVED: Final = 48
"""Bytes at the end of a page that are not encrypted."""
_IV_BYTES: Final = 16
_HMAC_BYTES: Final = 32
_MASK: Final = 0x3A
_ROUNDS: Final = 2
_MAGIC: Final = b"SQLite format 3\0"


class PageCipher:
    """Under the 32-byte ``key`` of a database and its ``salt``."""

    def __init__(self, key: bytes, salt: bytes) -> None:
        self._aes = AES(key)
        masked = bytes(each ^ _MASK for each in salt)
        hmac_key = hashlib.pbkdf2_hmac("sha512", key, masked, _ROUNDS, len(key))
        self._hmac = hmac.new(hmac_key, digestmod=hashlib.sha256)

    def open(self, number: int, untrusted_data: bytes) -> bytes | None:
        """The page of this number (from 1) as SQLite sees it, its last :data:`RESERVED` bytes
        zero; None of one that was not written with this key, under this number."""
        if not self.is_whole(number, untrusted_data):
            return None
        first = SALT_BYTES if number == 1 else 0
        end = len(untrusted_data) - RESERVED
        vector = untrusted_data[end : end + _IV_BYTES]
        decryptor = Cipher(self._aes, CBC(vector)).decryptor()
        plain = decryptor.update(untrusted_data[first:end]) + decryptor.finalize()
        return _MAGIC[:first] + plain + bytes(RESERVED)

    def is_whole(self, number: int, untrusted_data: bytes) -> bool:
        """Whether a page is what was written with this key, under this number."""
        if len(untrusted_data) <= SALT_BYTES + RESERVED:
            return False
        first = SALT_BYTES if number == 1 else 0
        found = self._hmac.copy()
        found.update(untrusted_data[first:-_HMAC_BYTES])
        found.update(number.to_bytes(4, "little"))
        return hmac.compare_digest(found.digest(), untrusted_data[-_HMAC_BYTES:])
