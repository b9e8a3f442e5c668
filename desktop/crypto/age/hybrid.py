"""The hybrid post-quantum recipient of age: ML-KEM-768 and X25519 in one (X-Wing).

C2SP age.md, "The MLKEM768-X25519 hybrid post-quantum recipient type"; HPKE of RFC 9180 with
the KEM of draft-ietf-hpke-pq. A file stays closed as long as *one* of the two holds.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hashes import SHAKE256, Hash
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

from desktop.crypto import bech32
from desktop.crypto.age.stanza import Stanza, encapsulations, encode_base64
from desktop.crypto.age.x25519 import agree
from desktop.errors import AgeFormatError

KIND = "mlkem768x25519"
SEED_BYTES = 32
KEY_BYTES = 1216
RECIPIENT_PREFIX = "age1pq"
IDENTITY_PREFIX = "AGE-SECRET-KEY-PQ-"
_MLKEM_KEY_BYTES = 1184
_MLKEM_SEED_BYTES = 64
_MLKEM_CIPHERTEXT_BYTES = 1088
_SHARE_BYTES = 1120
_INFO = b"age-encryption.org/mlkem768x25519"
_SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)


@dataclass(frozen=True, slots=True)
class HybridRecipient:
    """A public key of 1216 bytes (ML-KEM-768 ‖ X25519), ``age1pq1…``."""

    is_post_quantum: ClassVar[bool] = True
    key: bytes

    def __str__(self) -> str:
        return bech32.encode(RECIPIENT_PREFIX, self.key)

    def wrap(self, file_key: bytes) -> Stanza:
        """The stanza from which only this recipient gets ``file_key`` (16 bytes) back."""
        try:
            sealed = _SUITE.encrypt(file_key, self._public(), info=_INFO)
        except ValueError:
            raise AgeFormatError("not a key that an age file can be encrypted to") from None
        share, body = sealed[:_SHARE_BYTES], sealed[_SHARE_BYTES:]
        return Stanza(KIND, (encode_base64(share),), body)

    def _public(self) -> MLKEM768X25519PublicKey:
        return MLKEM768X25519PublicKey(
            MLKEM768PublicKey.from_public_bytes(self.key[:_MLKEM_KEY_BYTES]),
            X25519PublicKey.from_public_bytes(self.key[_MLKEM_KEY_BYTES:]),
        )


@dataclass(frozen=True, slots=True)
class HybridIdentity:
    """A secret seed of 32 bytes. ``str`` and ``repr`` show no part of it."""

    secret: bytes = field(repr=False)

    @classmethod
    def generate(cls) -> HybridIdentity:
        """A new identity from the operating system's random source."""
        return cls(secrets.token_bytes(SEED_BYTES))

    @property
    def recipient(self) -> HybridRecipient:
        """The public half."""
        mlkem, x25519 = self._private_parts()
        return HybridRecipient(
            mlkem.public_key().public_bytes_raw() + x25519.public_key().public_bytes_raw()
        )

    def __str__(self) -> str:
        return f"identity of {self.recipient}"

    def secret_text(self) -> str:
        """``AGE-SECRET-KEY-PQ-1…``, as ``age`` ≥ 1.3 reads it. Never for a log or an error."""
        return bech32.encode(IDENTITY_PREFIX, self.secret)

    def unwrap(self, stanzas: Sequence[Stanza]) -> bytes | None:
        """The file key, or ``None`` where no stanza is ours; ``AgeFormatError`` if malformed."""
        mlkem, x25519 = self._private_parts()
        private = MLKEM768X25519PrivateKey(mlkem, x25519)
        for share, body in encapsulations(stanzas, KIND, _SHARE_BYTES):
            # HPKE reports a low-order share like a wrong key; the specification aborts.
            agree(x25519, share[_MLKEM_CIPHERTEXT_BYTES:])
            try:
                return _SUITE.decrypt(share + body, private, info=_INFO)
            except InvalidTag:
                continue
        return None

    def _private_parts(self) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
        """The seed expanded with SHAKE256 into both keys (X-Wing, "Key derivation")."""
        expansion = Hash(SHAKE256(_MLKEM_SEED_BYTES + 32))
        expansion.update(self.secret)
        expanded = expansion.finalize()
        return (
            MLKEM768PrivateKey.from_seed_bytes(expanded[:_MLKEM_SEED_BYTES]),
            X25519PrivateKey.from_private_bytes(expanded[_MLKEM_SEED_BYTES:]),
        )
