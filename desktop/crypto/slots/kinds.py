"""The kinds of key slots by their name in ``keys.json``: a new one is a module and a row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Final, Protocol

from desktop.crypto.secret import Secret
from desktop.crypto.slots.escrow import EscrowSlot
from desktop.crypto.slots.passphrase import (
    FileAndPassphraseSlot,
    HardwareAndPassphraseSlot,
    PassphraseSlot,
)
from desktop.crypto.slots.unguessable import KeyFileSlot, SharesSlot, SheetSlot


class Slot(Protocol):
    """One way to unlock a vault: the vault key, wrapped.

    A kind is a frozen dataclass of what stands in ``keys.json``; ``takes`` names the kinds of
    secret that may open it; ``for_a_person``: whether somebody opens the vault by it without
    anybody else, and without a program that runs by itself.
    """

    for_a_person: ClassVar[bool]
    takes: ClassVar[tuple[type, ...]]

    @property
    def id(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def label(self) -> str: ...

    def open(self, secret: Secret, vault_id: str) -> bytes | None:
        """The vault key; None where ``secret`` is of another kind or does not fit.

        ``DamagedKeySlots`` where the slot asks for the impossible.
        """
        ...


@dataclass(frozen=True, slots=True)
class UnknownSlot:
    """A slot of a kind that a later version added: kept as it is and shown, never tried."""

    for_a_person: ClassVar[bool] = False
    takes: ClassVar[tuple[type, ...]] = ()

    id: str
    kind: str
    label: str
    body: Mapping[str, Any]

    def open(self, secret: Secret, vault_id: str) -> bytes | None:  # noqa: ARG002
        """No secret of this version fits."""
        return None


SLOT_KINDS: Final[dict[str, type[Slot]]] = {
    "passphrase": PassphraseSlot,
    "passphrase-and-file": FileAndPassphraseSlot,
    "passphrase-and-hardware-key": HardwareAndPassphraseSlot,
    "key-file": KeyFileSlot,
    "recovery-sheet": SheetSlot,
    "recovery-shares": SharesSlot,
    "escrow": EscrowSlot,
}
