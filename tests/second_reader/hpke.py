"""HPKE base mode (RFC 9180) with MLKEM768-X25519 (X-Wing), as age's mlkem768x25519 uses it.

KEM 0x647a (draft-ietf-hpke-pq), HKDF-SHA256, ChaCha20Poly1305, one message.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

_SUITE = b"HPKE" + bytes.fromhex("647a00010003")
_LABEL = b"\\.//^\\"
PUBLIC = 1216
ENCAPSULATED = 1120
_CT = 1088


@dataclass(frozen=True)
class Keys:
    """A private key grown from its seed of 32 bytes."""

    pq: MLKEM768PrivateKey
    classic: X25519PrivateKey

    @classmethod
    def of_seed(cls, seed: bytes) -> Keys:
        """SHAKE256 of the seed: 64 bytes for ML-KEM, 32 for X25519."""
        grown = hashlib.shake_256(seed).digest(96)
        pq = MLKEM768PrivateKey.from_seed_bytes(grown[:64])
        return cls(pq, X25519PrivateKey.from_private_bytes(grown[64:]))

    def public(self) -> bytes:
        """The public key, 1216 bytes."""
        classic = self.classic.public_key().public_bytes_raw()
        return self.pq.public_key().public_bytes_raw() + classic


def combine(pq: bytes, classic: bytes, share: bytes, public: bytes) -> bytes:
    """The X-Wing combiner over both secrets, the ephemeral share and the classic public key."""
    return hashlib.sha3_256(pq + classic + share + public + _LABEL).digest()


def _extract(salt: bytes, label: bytes, ikm: bytes) -> bytes:
    return hmac.digest(salt or bytes(32), b"HPKE-v1" + _SUITE + label + ikm, "sha256")


def _expand(key: bytes, label: bytes, info: bytes, length: int) -> bytes:
    """LabeledExpand of at most 32 bytes, so one block is enough."""
    labeled = length.to_bytes(2, "big") + b"HPKE-v1" + _SUITE + label + info
    return hmac.digest(key, labeled + b"\x01", "sha256")[:length]


def schedule(shared: bytes, info: bytes) -> tuple[bytes, bytes]:
    """Key and nonce of the first message in base mode (RFC 9180, 5.1)."""
    context = b"\x00" + _extract(b"", b"psk_id_hash", b"") + _extract(b"", b"info_hash", info)
    secret = _extract(shared, b"secret", b"")
    return _expand(secret, b"key", context, 32), _expand(secret, b"base_nonce", context, 12)


def open_base(keys: Keys, encapsulated: bytes, info: bytes, sealed: bytes) -> bytes | None:
    """The message, or None when it is not for these keys."""
    share = encapsulated[_CT:]
    try:
        classic = keys.classic.exchange(X25519PublicKey.from_public_bytes(share))
        pq = keys.pq.decapsulate(encapsulated[:_CT])
        shared = combine(pq, classic, share, keys.classic.public_key().public_bytes_raw())
        key, nonce = schedule(shared, info)
        return ChaCha20Poly1305(key).decrypt(nonce, sealed, b"")
    except (InvalidTag, ValueError):
        return None
