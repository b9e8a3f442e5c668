"""The X25519 recipient of age (C2SP age.md, "The X25519 recipient type"; RFC 7748)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from desktop.crypto import bech32
from desktop.crypto.age.stanza import Stanza, encapsulations, encode_base64
from desktop.crypto.kdf import hkdf_sha256
from desktop.errors import AgeFormatError

KIND = "X25519"
KEY_BYTES = 32
RECIPIENT_PREFIX = "age"
IDENTITY_PREFIX = "AGE-SECRET-KEY-"
_INFO = b"age-encryption.org/v1/X25519"
_NONCE = bytes(12)
"""Fixed by the specification: every wrap key is used once."""


@dataclass(frozen=True, slots=True)
class X25519Recipient:
    """A public key of 32 bytes, ``age1…``. Not secure against quantum computers."""

    is_post_quantum: ClassVar[bool] = False
    key: bytes

    def __str__(self) -> str:
        return bech32.encode(RECIPIENT_PREFIX, self.key)

    def wrap(self, file_key: bytes) -> Stanza:
        """The stanza from which only this recipient gets ``file_key`` (16 bytes) back."""
        ephemeral = X25519PrivateKey.generate()
        share = ephemeral.public_key().public_bytes_raw()
        shared = agree(ephemeral, self.key)
        body = _cipher(shared, share, self.key).encrypt(_NONCE, file_key, None)
        return Stanza(KIND, (encode_base64(share),), body)


@dataclass(frozen=True, slots=True)
class X25519Identity:
    """A secret key of 32 bytes. ``str`` and ``repr`` show the recipient alone."""

    secret: bytes = field(repr=False)

    @classmethod
    def generate(cls) -> X25519Identity:
        """A new identity from the operating system's random source."""
        return cls(X25519PrivateKey.generate().private_bytes_raw())

    @property
    def recipient(self) -> X25519Recipient:
        """The public half."""
        return X25519Recipient(self._private().public_key().public_bytes_raw())

    def __str__(self) -> str:
        return f"identity of {self.recipient}"

    def secret_text(self) -> str:
        """``AGE-SECRET-KEY-1…``, as ``age`` reads it. Never for a log or an error."""
        return bech32.encode(IDENTITY_PREFIX, self.secret)

    def unwrap(self, stanzas: Sequence[Stanza]) -> bytes | None:
        """The file key, or ``None`` where no stanza is ours; ``AgeFormatError`` if malformed."""
        public = self.recipient.key
        for share, body in encapsulations(stanzas, KIND, KEY_BYTES):
            shared = agree(self._private(), share)
            try:
                return _cipher(shared, share, public).decrypt(_NONCE, body, None)
            except InvalidTag:
                continue
        return None

    def _private(self) -> X25519PrivateKey:
        return X25519PrivateKey.from_private_bytes(self.secret)


def agree(private: X25519PrivateKey, share: bytes) -> bytes:
    """The X25519 shared secret; ``AgeFormatError`` where it is all zero (low-order share)."""
    try:
        return private.exchange(X25519PublicKey.from_public_bytes(share))
    except ValueError:
        raise AgeFormatError("an X25519 share of low order") from None


def _cipher(shared: bytes, share: bytes, recipient: bytes) -> ChaCha20Poly1305:
    return ChaCha20Poly1305(hkdf_sha256(shared, salt=share + recipient, info=_INFO))
