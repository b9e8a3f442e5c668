"""How a slot holds the vault key: wrapped under a key of 32 bytes, bound to all the slot says.

ChaCha20-Poly1305 (RFC 8439) wraps it. The slot's own parameters and the vault's id are
associated data: nobody can move a slot to another vault, lower its cost or say another thing of
it.
"""

from __future__ import annotations

import base64
import secrets
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, Literal, TypeVar

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from desktop import canonical
from desktop.crypto.kdf import SALT_BYTES, hkdf_sha256
from desktop.errors import DamagedKeySlots

S = TypeVar("S")
VAULT_KEY_BYTES: Final = 32
_NONCE_BYTES = 12
_TAG_BYTES = 16
_AAD_PREFIX = b"skrynia key slot v1\0"


@dataclass(frozen=True, slots=True)
class Wrap:
    """The wrapped vault key; ``nonce`` (12 bytes) and ``ciphertext`` (48) are base64.

    ``DamagedKeySlots`` for a part of another size.
    """

    nonce: str
    ciphertext: str
    name: Literal["chacha20poly1305"] = "chacha20poly1305"

    def __post_init__(self) -> None:
        decode_bytes(self.nonce, _NONCE_BYTES)
        decode_bytes(self.ciphertext, VAULT_KEY_BYTES + _TAG_BYTES)


def head(kind: str, label: str, slot_id: str | None = None) -> dict[str, Any]:
    """What every slot says of itself; ``slot_id`` keeps the id of one that it replaces."""
    created = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return {
        "id": slot_id or str(uuid.uuid4()),
        "kind": kind,
        "label": label,
        "created": created,
    }


def wrapped(slot: type[S], body: dict[str, Any], vault_key: bytes, key: bytes, vault_id: str) -> S:
    """A slot that says ``body`` and holds the vault key under ``key``."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    sealed = ChaCha20Poly1305(key).encrypt(nonce, vault_key, _bound(body, vault_id))
    wrap = Wrap(encode_bytes(nonce), encode_bytes(sealed))
    return canonical.from_plain(body | {"wrap": canonical.to_plain(wrap)}, slot)


def unwrapped(slot: Any, key: bytes, vault_id: str) -> bytes | None:
    """The vault key out of ``slot.wrap``; None where ``key`` is none for it."""
    body = canonical.to_plain(slot)
    del body["wrap"]
    nonce = decode_bytes(slot.wrap.nonce, _NONCE_BYTES)
    sealed = decode_bytes(slot.wrap.ciphertext, VAULT_KEY_BYTES + _TAG_BYTES)
    try:
        return ChaCha20Poly1305(key).decrypt(nonce, sealed, _bound(body, vault_id))
    except InvalidTag:
        return None


def _bound(body: dict[str, Any], vault_id: str) -> bytes:
    """Everything of the slot but the wrap, and whose slot it is."""
    return _AAD_PREFIX + canonical.encode({"slot": body, "vault_id": vault_id})


def new_salt() -> str:
    """16 random bytes in base64."""
    return encode_bytes(secrets.token_bytes(SALT_BYTES))


def key_from(secret: bytes, salt: str, use: str) -> bytes:
    """32 bytes (HKDF-SHA256) from a secret that nobody can guess; ``use`` names the kind of slot.

    ``DamagedKeySlots`` for a salt that is none.
    """
    info = f"skrynia key slot {use} v1".encode()
    return hkdf_sha256(secret, salt=decode_bytes(salt, SALT_BYTES), info=info)


def encode_bytes(data: bytes) -> str:
    """Bytes as they stand in ``keys.json``: standard base64."""
    return base64.b64encode(data).decode("ascii")


def decode_bytes(text: str, size: int) -> bytes:
    """The ``size`` bytes of ``text``; ``DamagedKeySlots`` for anything else."""
    data = _decode(text)
    if len(data) != size:
        raise DamagedKeySlots("a key slot holds a value of a wrong size")
    return data


def decode_any(text: str, most: int) -> bytes:
    """The bytes of ``text``, at least one and at most ``most``; ``DamagedKeySlots`` otherwise."""
    data = _decode(text)
    if not 0 < len(data) <= most:
        raise DamagedKeySlots("a key slot holds a value of a wrong size")
    return data


def _decode(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        raise DamagedKeySlots("a key slot holds what is not base64") from None
