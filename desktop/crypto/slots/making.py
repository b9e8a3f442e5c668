"""Slots to be added to a vault, each made of the vault key and the id of the vault.

What is made says nothing of whose it is: that stands inside the vault.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from desktop.crypto import kdf
from desktop.crypto.age.keys import Recipient
from desktop.crypto.kdf import Argon2Cost
from desktop.crypto.secret import KeyFile, SheetCode, WithPassphrase
from desktop.crypto.shares import Sharing
from desktop.crypto.slots.escrow import new_escrow_slot
from desktop.crypto.slots.kinds import Slot
from desktop.crypto.slots.passphrase import slot_of
from desktop.crypto.slots.unguessable import new_key_file_slot, new_shares_slot, new_sheet_slot

Make: TypeAlias = Callable[[bytes, str], Slot]
"""Makes a slot of the vault key and the id of the vault."""


def by_passphrase(secret: WithPassphrase, cost: Argon2Cost | None = None) -> Make:
    """Opened by what somebody types, alone or with a second part. ``cost``: measured on this
    machine when None."""
    return lambda key, vault_id: slot_of(key, secret, vault_id, "", cost or kdf.calibrate())


def by_key_file(file: KeyFile) -> Make:
    """Opened by the file alone."""
    return lambda key, vault_id: new_key_file_slot(key, file, vault_id, "")


def by_sheet(code: SheetCode) -> Make:
    """Opened by the code of a sheet."""
    return lambda key, vault_id: new_sheet_slot(key, code, vault_id, "")


def by_shares(sharing: Sharing) -> Make:
    """Opened by enough of these shares."""
    return lambda key, vault_id: new_shares_slot(key, sharing, vault_id, "")


def by_escrow(recipient: Recipient) -> Make:
    """Opened by whoever has the secret key of ``recipient``."""
    return lambda key, vault_id: new_escrow_slot(key, recipient, vault_id, "")
