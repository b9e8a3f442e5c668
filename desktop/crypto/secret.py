"""Secrets that unlock a vault.

``Secret`` is a union that grows by one class with each way to unlock; the slot of the same way
says that it takes it. None of them is ever shown by ``repr``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

from desktop.crypto.age.keys import Identity


@dataclass(frozen=True, slots=True)
class Passphrase:
    """Text that a person remembers."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class KeyFile:
    """What a key file holds (``desktop/crypto/key_file.py``): 32 random bytes."""

    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class PassphraseWithFile:
    """A passphrase, and the key file that is kept apart from the laptop."""

    text: str = field(repr=False)
    file: KeyFile


class HardwareKey(Protocol):
    """A FIDO2 key that is plugged in; each call may wait for a touch, and raises
    ``HardwareKeyError`` where none is there or nobody touches it."""

    def enrol(self, vault_id: str) -> bytes:
        """Make a credential for this vault: what the key knows itself by."""
        ...

    def answer(self, credential: bytes, challenge: bytes) -> bytes | None:
        """32 bytes that this key alone gives to the 32 of the challenge; None where it is not the
        key that made the credential."""
        ...


@dataclass(frozen=True, slots=True)
class PassphraseWithHardware:
    """A passphrase, and a hardware key that is touched for it."""

    text: str = field(repr=False)
    device: HardwareKey


@dataclass(frozen=True, slots=True)
class SheetCode:
    """What stands on a recovery sheet (``desktop/crypto/sheet_code.py``): 20 random bytes."""

    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Shares:
    """Some of the shares of several people, each in words (SLIP-39)."""

    words: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class EscrowIdentity:
    """The secret key of who keeps a way in for somebody else."""

    identity: Identity = field(repr=False)


WithPassphrase: TypeAlias = Passphrase | PassphraseWithFile | PassphraseWithHardware
"""What somebody types, alone or with a second part."""

Secret: TypeAlias = WithPassphrase | KeyFile | SheetCode | Shares | EscrowIdentity


def as_secret(given: Secret | str) -> Secret:
    """Text stands for a passphrase, which is what is typed everywhere.

    Called by ``KeySlots`` alone: everything above hands on what it was given.
    """
    return Passphrase(given) if isinstance(given, str) else given
