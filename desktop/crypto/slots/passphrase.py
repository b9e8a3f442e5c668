"""One way to unlock a vault: a passphrase, alone or with a second part that is kept apart.

Argon2id (RFC 9106) turns passphrase and salt into a key. Alone, that wraps the vault key; with a
key file or a hardware key, HKDF of both does, so that neither opens anything by itself.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import ClassVar, Final, Literal, TypeAlias, TypeVar

from desktop import canonical
from desktop.crypto.kdf import SALT_BYTES, Argon2Cost, derive, passphrase_bytes
from desktop.crypto.secret import (
    Passphrase,
    PassphraseWithFile,
    PassphraseWithHardware,
    Secret,
    WithPassphrase,
)
from desktop.crypto.slots.wrapping import (
    Wrap,
    decode_any,
    decode_bytes,
    encode_bytes,
    head,
    key_from,
    new_salt,
    unwrapped,
    wrapped,
)
from desktop.errors import DamagedKeySlots, VaultError

P = TypeVar("P")
CHALLENGE_BYTES: Final = 32
_MOST_CREDENTIAL: Final = 1024
"""Bytes; FIDO2 keys take credential ids of some 100."""


@dataclass(frozen=True, slots=True)
class Kdf:
    """How a key comes from the passphrase; ``salt`` is base64 of 16 bytes.

    ``DamagedKeySlots`` where the salt has another size or the cost is out of bounds, before any
    memory is taken.
    """

    salt: str
    memory_kib: int
    iterations: int
    lanes: int
    name: Literal["argon2id"] = "argon2id"

    def __post_init__(self) -> None:
        decode_bytes(self.salt, SALT_BYTES)
        _ = self.cost

    @classmethod
    def new(cls, cost: Argon2Cost) -> Kdf:
        """``cost`` with a fresh salt."""
        return cls(new_salt(), cost.memory_kib, cost.iterations, cost.lanes)

    @property
    def cost(self) -> Argon2Cost:
        """What one derivation takes."""
        try:
            return Argon2Cost(self.memory_kib, self.iterations, self.lanes)
        except ValueError as error:
            raise DamagedKeySlots(f"a key slot asks for the impossible: {error}") from None

    def key(self, passphrase: str) -> bytes:
        """32 bytes; takes as long and as much memory as the cost says."""
        return derive(passphrase_bytes(passphrase), decode_bytes(self.salt, SALT_BYTES), self.cost)

    def key_with(self, passphrase: str, other: bytes, use: str) -> bytes:
        """32 bytes from the passphrase and another secret together."""
        return key_from(self.key(passphrase) + other, self.salt, use)


@dataclass(frozen=True, slots=True)
class PassphraseSlot:
    """A passphrase slot as it stands in ``keys.json``, without its check."""

    for_a_person: ClassVar[bool] = True
    takes: ClassVar[tuple[type, ...]] = (Passphrase,)

    id: str
    label: str
    created: str
    kdf: Kdf
    wrap: Wrap
    kind: Literal["passphrase"] = "passphrase"

    def open(self, secret: Secret, vault_id: str) -> bytes | None:
        """The vault key, or ``None`` where the secret is none for this slot. One derivation."""
        if not isinstance(secret, Passphrase):
            return None
        return unwrapped(self, self.kdf.key(secret.text), vault_id)


@dataclass(frozen=True, slots=True)
class FileAndPassphraseSlot:
    """A passphrase and a key file on a stick, both at once."""

    for_a_person: ClassVar[bool] = True
    takes: ClassVar[tuple[type, ...]] = (PassphraseWithFile,)

    id: str
    label: str
    created: str
    kdf: Kdf
    wrap: Wrap
    kind: Literal["passphrase-and-file"] = "passphrase-and-file"

    def open(self, secret: Secret, vault_id: str) -> bytes | None:
        """The vault key, or ``None`` where one of the two does not fit. One derivation."""
        if not isinstance(secret, PassphraseWithFile):
            return None
        key = self.kdf.key_with(secret.text, secret.file.data, self.kind)
        return unwrapped(self, key, vault_id)


@dataclass(frozen=True, slots=True)
class HardwareAndPassphraseSlot:
    """A passphrase and a FIDO2 key that answers a challenge (extension *hmac-secret*, CTAP 2.1,
    section 12.5). ``credential``: base64 of what the key knows itself by; ``challenge``: of the 32
    bytes it answers."""

    for_a_person: ClassVar[bool] = True
    takes: ClassVar[tuple[type, ...]] = (PassphraseWithHardware,)

    id: str
    label: str
    created: str
    kdf: Kdf
    credential: str
    challenge: str
    wrap: Wrap
    kind: Literal["passphrase-and-hardware-key"] = "passphrase-and-hardware-key"

    def __post_init__(self) -> None:
        """``DamagedKeySlots`` where what is asked of the key is longer than any or has no size."""
        decode_any(self.credential, _MOST_CREDENTIAL)
        decode_bytes(self.challenge, CHALLENGE_BYTES)

    def open(self, secret: Secret, vault_id: str) -> bytes | None:
        """The vault key, or ``None`` where passphrase or hardware key do not fit. One derivation,
        after the key was touched; what speaking with it raises goes on to the caller."""
        if not isinstance(secret, PassphraseWithHardware):
            return None
        credential = decode_any(self.credential, _MOST_CREDENTIAL)
        answer = secret.device.answer(credential, decode_bytes(self.challenge, CHALLENGE_BYTES))
        if answer is None:
            return None
        return unwrapped(self, self.kdf.key_with(secret.text, answer, self.kind), vault_id)


AnyPassphraseSlot: TypeAlias = PassphraseSlot | FileAndPassphraseSlot | HardwareAndPassphraseSlot
BY_PASSPHRASE: Final = (PassphraseSlot, FileAndPassphraseSlot, HardwareAndPassphraseSlot)


def slot_of(
    vault_key: bytes,
    secret: WithPassphrase,
    vault_id: str,
    label: str,
    cost: Argon2Cost,
    slot_id: str | None = None,
) -> AnyPassphraseSlot:
    """A slot that the secret opens, with fresh salt and nonce; ``slot_id`` keeps the id of one that
    it replaces. One derivation; a hardware key is touched twice, to make a credential and to
    answer.

    ``VaultError`` for an empty passphrase, or a hardware key that does not answer to what it made.
    How strong a passphrase is, is judged elsewhere.
    """
    if not secret.text:
        raise VaultError("an empty passphrase protects nothing")
    kdf = Kdf.new(cost)
    with_kdf = {"kdf": canonical.to_plain(kdf)}

    def made(kind: type[P], name: str, key: bytes, **more: str) -> P:
        body = head(name, label, slot_id) | with_kdf | more
        return wrapped(kind, body, vault_key, key, vault_id)

    if isinstance(secret, Passphrase):
        return made(PassphraseSlot, "passphrase", kdf.key(secret.text))
    if isinstance(secret, PassphraseWithFile):
        name = "passphrase-and-file"
        return made(FileAndPassphraseSlot, name, kdf.key_with(secret.text, secret.file.data, name))
    name = "passphrase-and-hardware-key"
    credential, challenge = secret.device.enrol(vault_id), secrets.token_bytes(CHALLENGE_BYTES)
    answer = secret.device.answer(credential, challenge)
    if answer is None:
        raise VaultError("the hardware key does not answer to the credential that it made")
    return made(
        HardwareAndPassphraseSlot,
        name,
        kdf.key_with(secret.text, answer, name),
        credential=encode_bytes(credential),
        challenge=encode_bytes(challenge),
    )
