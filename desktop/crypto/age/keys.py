"""Recipients (public) and identities (secret) of age, whichever of the two kinds they are."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from desktop.crypto import bech32
from desktop.crypto.age import hybrid, x25519
from desktop.crypto.age.hybrid import HybridIdentity, HybridRecipient
from desktop.crypto.age.x25519 import X25519Identity, X25519Recipient
from desktop.errors import AgeFormatError

Recipient = X25519Recipient | HybridRecipient
Identity = X25519Identity | HybridIdentity


class KeyKind(StrEnum):
    """The kinds of key pairs; the value is the name of their stanza."""

    MLKEM768_X25519 = hybrid.KIND
    X25519 = x25519.KIND


def generate_identity(kind: KeyKind = KeyKind.MLKEM768_X25519) -> Identity:
    """A new key pair, post-quantum unless asked otherwise."""
    if kind is KeyKind.X25519:
        return X25519Identity.generate()
    return HybridIdentity.generate()


def parse_recipient(text: str) -> Recipient:
    """A recipient from ``age1…`` or ``age1pq1…``; ``AgeFormatError`` for anything else."""
    prefix, key = bech32.decode(text.strip())
    if prefix == x25519.RECIPIENT_PREFIX and len(key) == x25519.KEY_BYTES:
        return _usable(X25519Recipient(key))
    if prefix == hybrid.RECIPIENT_PREFIX and len(key) == hybrid.KEY_BYTES:
        return _usable(HybridRecipient(key))
    raise AgeFormatError("not a recipient of a kind that is read here")


def parse_identity(text: str) -> Identity:
    """An identity from ``AGE-SECRET-KEY-1…`` or ``AGE-SECRET-KEY-PQ-1…``; ``AgeFormatError``."""
    prefix, secret = bech32.decode(text.strip())
    if prefix == x25519.IDENTITY_PREFIX and len(secret) == x25519.KEY_BYTES:
        return X25519Identity(secret)
    if prefix == hybrid.IDENTITY_PREFIX and len(secret) == hybrid.SEED_BYTES:
        return HybridIdentity(secret)
    raise AgeFormatError("not an identity of a kind that is read here")


def check_recipients(recipients: Sequence[Recipient]) -> None:
    """``AgeFormatError`` for no recipient, or classical ones beside post-quantum ones.

    One classical stanza would open the file to whoever breaks X25519 in thirty years, and
    make the post-quantum ones beside it worthless (C2SP age.md: "SHOULD NOT").
    """
    if not recipients:
        raise AgeFormatError("an age file needs at least one recipient")
    if len({recipient.is_post_quantum for recipient in recipients}) > 1:
        raise AgeFormatError("classical and post-quantum recipients are not mixed in one file")


def _usable(recipient: Recipient) -> Recipient:
    """The recipient, once it has wrapped a key: a key that takes none is refused on arrival."""
    recipient.wrap(bytes(16))
    return recipient
