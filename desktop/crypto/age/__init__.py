"""age v1 files (C2SP age.md): X25519 and post-quantum recipients, binary form only.

Read and written: the stanzas ``X25519`` and ``mlkem768x25519``. Refused with a reason:
passphrase files (scrypt), since a package is never locked with something that can be
guessed, and ASCII armor, which nothing here needs. Other stanzas are skipped, as the
specification asks.
"""

from __future__ import annotations

from desktop.crypto.age.file import Decryptor, Encryptor, encrypted_size
from desktop.crypto.age.header import BEGINNING
from desktop.crypto.age.hybrid import HybridIdentity, HybridRecipient
from desktop.crypto.age.keys import (
    Identity,
    KeyKind,
    Recipient,
    generate_identity,
    parse_identity,
    parse_recipient,
)
from desktop.crypto.age.x25519 import X25519Identity, X25519Recipient

__all__ = [
    "BEGINNING",
    "Decryptor",
    "Encryptor",
    "HybridIdentity",
    "HybridRecipient",
    "Identity",
    "KeyKind",
    "Recipient",
    "X25519Identity",
    "X25519Recipient",
    "encrypted_size",
    "generate_identity",
    "parse_identity",
    "parse_recipient",
]
