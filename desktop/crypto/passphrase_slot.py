"""One way to unlock a vault: the vault key wrapped under a passphrase.

Argon2id (RFC 9106) turns passphrase and salt into a wrapping key, ChaCha20-Poly1305
(RFC 8439) wraps the vault key. The slot's own parameters and the vault's id are bound in as
associated data: nobody can move a slot to another vault or lower its cost.
"""

from __future__ import annotations

import base64
import secrets
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar, Literal

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from desktop import canonical
from desktop.crypto.kdf import SALT_BYTES, Argon2Cost, derive, passphrase_bytes
from desktop.crypto.secret import Passphrase, Secret
from desktop.errors import DamagedKeySlots, VaultError

VAULT_KEY_BYTES = 32
_NONCE_BYTES = 12
_TAG_BYTES = 16
_AAD_PREFIX = b"skrynia key slot v1\0"


@dataclass(frozen=True, slots=True)
class Kdf:
    """How the wrapping key comes from the passphrase; ``salt`` is base64 of 16 bytes."""

    salt: str
    memory_kib: int
    iterations: int
    lanes: int
    name: Literal["argon2id"] = "argon2id"

    @classmethod
    def new(cls, cost: Argon2Cost) -> Kdf:
        """``cost`` with a fresh salt."""
        salt = encode_bytes(secrets.token_bytes(SALT_BYTES))
        return cls(salt, cost.memory_kib, cost.iterations, cost.lanes)

    @property
    def cost(self) -> Argon2Cost:
        """``DamagedKeySlots`` where it is out of bounds, before any memory is taken."""
        try:
            return Argon2Cost(self.memory_kib, self.iterations, self.lanes)
        except ValueError as error:
            raise DamagedKeySlots(f"a key slot asks for the impossible: {error}") from None

    def wrapping_key(self, passphrase: str) -> bytes:
        """32 bytes; takes as long and as much memory as the cost says."""
        salt = decode_bytes(self.salt, SALT_BYTES)
        return derive(passphrase_bytes(passphrase), salt, self.cost)


@dataclass(frozen=True, slots=True)
class Wrap:
    """The wrapped vault key; ``nonce`` (12 bytes) and ``ciphertext`` (48) are base64."""

    nonce: str
    ciphertext: str
    name: Literal["chacha20poly1305"] = "chacha20poly1305"


@dataclass(frozen=True, slots=True)
class PassphraseSlot:
    """A passphrase slot as it stands in ``keys.json``, without its check."""

    takes: ClassVar[tuple[type, ...]] = (Passphrase,)

    id: str
    label: str
    created: str
    kdf: Kdf
    wrap: Wrap
    kind: Literal["passphrase"] = "passphrase"

    def __post_init__(self) -> None:
        """``DamagedKeySlots`` where a part has a size that no slot has."""
        decode_bytes(self.kdf.salt, SALT_BYTES)
        _ = self.kdf.cost
        decode_bytes(self.wrap.nonce, _NONCE_BYTES)
        decode_bytes(self.wrap.ciphertext, VAULT_KEY_BYTES + _TAG_BYTES)

    def open(self, secret: Secret, vault_id: str) -> bytes | None:
        """The vault key, or ``None`` where the secret is none for this slot. One derivation."""
        if not isinstance(secret, self.takes):
            return None
        cipher = ChaCha20Poly1305(self.kdf.wrapping_key(secret.text))
        nonce = decode_bytes(self.wrap.nonce, _NONCE_BYTES)
        ciphertext = decode_bytes(self.wrap.ciphertext, VAULT_KEY_BYTES + _TAG_BYTES)
        body = canonical.to_plain(self)
        del body["wrap"]
        try:
            return cipher.decrypt(nonce, ciphertext, _associated_data(body, vault_id))
        except InvalidTag:
            return None


def new_passphrase_slot(
    vault_key: bytes,
    passphrase: str,
    vault_id: str,
    label: str,
    cost: Argon2Cost,
    slot_id: str | None = None,
) -> PassphraseSlot:
    """A slot with fresh salt and nonce; ``slot_id`` keeps the id of one that it replaces.

    ``VaultError`` for an empty passphrase. How strong one is, is judged elsewhere.
    """
    if not passphrase:
        raise VaultError("an empty passphrase protects nothing")
    kdf = Kdf.new(cost)
    body = {
        "id": slot_id or str(uuid.uuid4()),
        "label": label,
        "created": datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "kdf": canonical.to_plain(kdf),
        "kind": "passphrase",
    }
    key = kdf.wrapping_key(passphrase)
    wrap = _wrap(vault_key, key, _associated_data(body, vault_id))
    return canonical.from_plain(body | {"wrap": canonical.to_plain(wrap)}, PassphraseSlot)


def _wrap(vault_key: bytes, key: bytes, associated_data: bytes) -> Wrap:
    nonce = secrets.token_bytes(_NONCE_BYTES)
    ciphertext = ChaCha20Poly1305(key).encrypt(nonce, vault_key, associated_data)
    return Wrap(encode_bytes(nonce), encode_bytes(ciphertext))


def _associated_data(body: dict[str, Any], vault_id: str) -> bytes:
    """Everything of the slot but the wrap, and whose slot it is."""
    return _AAD_PREFIX + canonical.encode({"slot": body, "vault_id": vault_id})


def encode_bytes(data: bytes) -> str:
    """Bytes as they stand in ``keys.json``: standard base64."""
    return base64.b64encode(data).decode("ascii")


def decode_bytes(text: str, size: int) -> bytes:
    """The ``size`` bytes of ``text``; ``DamagedKeySlots`` for anything else."""
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        raise DamagedKeySlots("a key slot holds what is not base64") from None
    if len(data) != size:
        raise DamagedKeySlots("a key slot holds a value of a wrong size")
    return data
