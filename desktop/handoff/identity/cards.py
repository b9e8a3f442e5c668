"""Card files: a public identity to carry by hand, compare, and then trust.

A card file holds the card's canonical JSON and an SSH signature over it by the card's own
key (namespace ``card@skrynia``). That proves only that the holder of the key made the card:
trust is what a person decides in ``vault.cards`` after comparing the digits aloud.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desktop import canonical
from desktop.crypto import sshsig
from desktop.crypto.sshkey import parse_public_key
from desktop.errors import CardRefused
from desktop.handoff.format import layout, limits
from desktop.handoff.format.card_file import CardFile
from desktop.home import cards
from desktop.home.authors import VERSION_NAMESPACE
from desktop.home.seals import SEAL_NAMESPACE
from desktop.model.identity import Card
from desktop.system.files import PartialFile, translate_os_errors
from desktop.vault_files import refuse_within

if TYPE_CHECKING:
    from desktop.home.roles import Introducing

SUFFIX: Final = ".skrynia-card"
_SIGNS: Final = (
    layout.PACKAGE_NAMESPACE,
    VERSION_NAMESPACE,
    layout.RECEIPT_NAMESPACE,
    SEAL_NAMESPACE,
)


@dataclass(frozen=True, slots=True)
class ReadCard:
    """A card whose own signature holds. ``digits``: twelve groups of five, to compare aloud."""

    card: Card
    fingerprint: str
    digits: str
    document: bytes
    signature: bytes


def card_file(document: bytes, signature: bytes) -> bytes:
    """The bytes of a card file."""
    return canonical.encode(CardFile(base64.b64encode(document).decode(), signature.decode()))


def save_card(vault: Introducing, path: Path) -> None:
    """Write the vault's own card. ``FileExists`` where something is there already,
    ``WithinVault``."""
    refuse_within(path)
    signed = vault.identity.card()
    with PartialFile(path) as file:
        file.write(card_file(signed.document, signed.signature))
        file.commit()


def load_card(path: Path) -> ReadCard:
    """Read a card file from disk; ``CardRefused``, ``StorageError``."""
    with translate_os_errors(), path.open("rb") as file:
        return read_card(file.read(limits.CARD + 1))


def read_card(untrusted: bytes) -> ReadCard:
    """A card from the bytes of a card file; ``CardRefused`` where anything does not hold."""
    if len(untrusted) > limits.CARD:
        raise CardRefused("the card file is too large")
    try:
        file = canonical.decode(untrusted.strip(), CardFile, newer=True)
        document = base64.b64decode(file.card, validate=True)
        signature = file.signature.encode("ascii")
    except (canonical.NotADocument, binascii.Error, ValueError):
        raise CardRefused("not a card file") from None
    if (file.format, file.version) != ("skrynia-card-file", 1):
        raise CardRefused("the card file has another format or a newer version")
    return check_card(document, signature)


def check_card(document: bytes, signature: bytes) -> ReadCard:
    """A card from its signed bytes; ``CardRefused``."""
    card, fingerprint = cards.read_card(document, signature)
    return ReadCard(card, fingerprint, sshsig.digits(fingerprint), document, signature)


def signers_line(card: ReadCard) -> str:
    """The line by which ``ssh-keygen -Y verify -f`` knows a card's owner.

    The principal is the fingerprint; the namespaces are those of packages, versions, receipts,
    seals.
    """
    key = parse_public_key(card.card.signing_key)
    return sshsig.allowed_signers_line(card.fingerprint, key, _SIGNS)
