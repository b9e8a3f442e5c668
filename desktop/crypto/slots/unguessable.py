"""Ways to unlock a vault by what nobody can guess: a key file alone, a recovery sheet, shares.

Their secrets have at least 160 random bits, so that no time is spent on deriving: HKDF-SHA256
(RFC 5869) with the slot's salt makes the wrapping key.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from msgspec import Meta

from desktop.crypto.kdf import SALT_BYTES
from desktop.crypto.secret import KeyFile, Secret, Shares, SheetCode
from desktop.crypto.shares import MOST_SHARES, Sharing, combine
from desktop.crypto.slots.wrapping import (
    Wrap,
    decode_bytes,
    head,
    key_from,
    new_salt,
    unwrapped,
    wrapped,
)
from desktop.errors import MistypedShare

Count = Annotated[int, Meta(ge=1, le=MOST_SHARES)]


@dataclass(frozen=True, slots=True)
class KeyFileSlot:
    """A key file alone: for an intake that runs without a person."""

    for_a_person: ClassVar[bool] = False
    takes: ClassVar[tuple[type, ...]] = (KeyFile,)

    id: str
    label: str
    created: str
    salt: str
    wrap: Wrap
    kind: Literal["key-file"] = "key-file"

    def __post_init__(self) -> None:
        """``DamagedKeySlots`` where the salt is none."""
        decode_bytes(self.salt, SALT_BYTES)

    def open(self, secret: Secret, vault_id: str) -> bytes | None:
        """The vault key, or ``None`` where it is another file."""
        if not isinstance(secret, KeyFile):
            return None
        return unwrapped(self, key_from(secret.data, self.salt, self.kind), vault_id)


@dataclass(frozen=True, slots=True)
class SheetSlot:
    """A recovery sheet on paper."""

    for_a_person: ClassVar[bool] = True
    takes: ClassVar[tuple[type, ...]] = (SheetCode,)

    id: str
    label: str
    created: str
    salt: str
    wrap: Wrap
    kind: Literal["recovery-sheet"] = "recovery-sheet"

    def __post_init__(self) -> None:
        """``DamagedKeySlots`` where the salt is none."""
        decode_bytes(self.salt, SALT_BYTES)

    def open(self, secret: Secret, vault_id: str) -> bytes | None:
        """The vault key, or ``None`` where it is another sheet."""
        if not isinstance(secret, SheetCode):
            return None
        return unwrapped(self, key_from(secret.data, self.salt, self.kind), vault_id)


@dataclass(frozen=True, slots=True)
class SharesSlot:
    """Shares of several people, ``threshold`` of ``count`` of which open the vault.

    ``identifier``: that of SLIP-39, which each share of this set begins with.
    """

    for_a_person: ClassVar[bool] = True
    takes: ClassVar[tuple[type, ...]] = (Shares,)

    id: str
    label: str
    created: str
    salt: str
    threshold: Count
    count: Count
    identifier: Annotated[int, Meta(ge=0, lt=1 << 15)]
    wrap: Wrap
    kind: Literal["recovery-shares"] = "recovery-shares"

    def __post_init__(self) -> None:
        """``DamagedKeySlots`` where the salt is none."""
        decode_bytes(self.salt, SALT_BYTES)

    def open(self, secret: Secret, vault_id: str) -> bytes | None:
        """The vault key, or ``None`` where the shares are too few or of another set."""
        if not isinstance(secret, Shares):
            return None
        try:
            master = combine(secret.words)
        except MistypedShare:
            return None
        return unwrapped(self, key_from(master, self.salt, self.kind), vault_id)


def new_key_file_slot(vault_key: bytes, file: KeyFile, vault_id: str, label: str) -> KeyFileSlot:
    """A slot that this file alone opens."""
    salt, kind = new_salt(), "key-file"
    body = head(kind, label) | {"salt": salt}
    return wrapped(KeyFileSlot, body, vault_key, key_from(file.data, salt, kind), vault_id)


def new_sheet_slot(vault_key: bytes, code: SheetCode, vault_id: str, label: str) -> SheetSlot:
    """A slot that the code of a sheet opens."""
    salt, kind = new_salt(), "recovery-sheet"
    body = head(kind, label) | {"salt": salt}
    return wrapped(SheetSlot, body, vault_key, key_from(code.data, salt, kind), vault_id)


def new_shares_slot(vault_key: bytes, sharing: Sharing, vault_id: str, label: str) -> SharesSlot:
    """A slot that enough of these shares open; the shares themselves are kept nowhere."""
    salt, kind = new_salt(), "recovery-shares"
    body = head(kind, label) | {
        "salt": salt,
        "threshold": sharing.threshold,
        "count": len(sharing.words),
        "identifier": sharing.identifier,
    }
    return wrapped(SharesSlot, body, vault_key, key_from(sharing.master, salt, kind), vault_id)
