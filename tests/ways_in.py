"""Every way into a vault by its name in ``keys.json``: what makes a slot, and what opens it."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from desktop.crypto.age.keys import generate_identity
from desktop.crypto.key_file import new_key_file
from desktop.crypto.secret import (
    EscrowIdentity,
    Passphrase,
    PassphraseWithFile,
    PassphraseWithHardware,
    Secret,
    Shares,
    WithPassphrase,
)
from desktop.crypto.shares import split
from desktop.crypto.sheet_code import new_code
from desktop.crypto.slots.escrow import new_escrow_slot
from desktop.crypto.slots.kinds import Slot
from desktop.crypto.slots.passphrase import slot_of
from desktop.crypto.slots.unguessable import new_key_file_slot, new_shares_slot, new_sheet_slot
from tests.support import CHEAP_COST


@dataclass
class SoftKey:
    """A FIDO2 key in software: an HMAC under a secret of its own for each credential."""

    secrets: dict[bytes, bytes] = field(default_factory=dict)

    def enrol(self, vault_id: str) -> bytes:
        """A credential of random bytes."""
        credential = secrets.token_bytes(48)
        self.secrets[credential] = secrets.token_bytes(32)
        return credential

    def answer(self, credential: bytes, challenge: bytes) -> bytes | None:
        """The HMAC, as a real key makes it."""
        own = self.secrets.get(credential)
        return hmac.new(own, challenge, hashlib.sha256).digest() if own else None


WORDS: Final = "four words are enough"
FILE: Final = new_key_file()
CODE: Final = new_code()
SHARING: Final = split(2, 3)
IDENTITY: Final = generate_identity()
SOFT: Final = SoftKey()
SECRETS: Final[dict[str, Secret]] = {
    "passphrase": Passphrase(WORDS),
    "passphrase-and-file": PassphraseWithFile(WORDS, FILE),
    "passphrase-and-hardware-key": PassphraseWithHardware(WORDS, SOFT),
    "key-file": FILE,
    "recovery-sheet": CODE,
    "recovery-shares": Shares((SHARING.words[2], SHARING.words[0])),
    "escrow": EscrowIdentity(IDENTITY),
}

Make = Callable[[bytes, str], Slot]


def by_typing(secret: WithPassphrase) -> Make:
    """Makes a slot for a passphrase, with or without a second part; it costs microseconds."""
    return lambda key, vault_id: slot_of(key, secret, vault_id, "", CHEAP_COST)


MAKERS: Final[dict[str, Make]] = {
    "passphrase": by_typing(Passphrase(WORDS)),
    "passphrase-and-file": by_typing(PassphraseWithFile(WORDS, FILE)),
    "passphrase-and-hardware-key": by_typing(PassphraseWithHardware(WORDS, SOFT)),
    "key-file": lambda key, vault_id: new_key_file_slot(key, FILE, vault_id, ""),
    "recovery-sheet": lambda key, vault_id: new_sheet_slot(key, CODE, vault_id, ""),
    "recovery-shares": lambda key, vault_id: new_shares_slot(key, SHARING, vault_id, ""),
    "escrow": lambda key, vault_id: new_escrow_slot(key, IDENTITY.recipient, vault_id, ""),
}
