"""The cards of others, and what a person decided about each."""

from __future__ import annotations

from typing import Final, Protocol

from desktop import canonical
from desktop.crypto import sshsig
from desktop.crypto.age import parse_recipient
from desktop.errors import CardRefused, CryptoError, NewerCard
from desktop.home.envelope import read_envelope
from desktop.home.identity import CARD_NAMESPACE
from desktop.model.identity import Card, KnownCard, is_display_name

_FORMAT: Final = "skrynia-card"
_VERSION: Final = 1


class Cards(Protocol):
    """The cards a home knows."""

    def all(self) -> list[KnownCard]:
        """Every card, trusted or not."""

    def get(self, fingerprint: str) -> KnownCard:
        """The card with this fingerprint; ``NoSuchRecord``."""


def read_card(untrusted_document: bytes, untrusted_signature: bytes) -> tuple[Card, str]:
    """The card and its fingerprint, once it is signed by the very key it names; ``CardRefused``."""
    try:
        envelope = read_envelope(untrusted_document)
        if envelope.format != _FORMAT:
            raise CardRefused("a card of another format")
        if envelope.is_newer_than(_VERSION):
            raise NewerCard("a card of a newer release")
        card = canonical.decode(untrusted_document, Card, newer=True)
        key = sshsig.verify(untrusted_signature, untrusted_document, CARD_NAMESPACE)
        named = sshsig.parse_public_key(card.signing_key)
        parse_recipient(card.recipient)
    except canonical.NotADocument:
        raise CardRefused("not the document of a card") from None
    except CryptoError as error:
        raise CardRefused(error.reason) from None
    if key != named or card.signing_key != named.line():
        raise CardRefused("signed by another key than the one it names")
    if card.version != _VERSION:
        raise CardRefused("a card of a format that was never released")
    if not is_display_name(card.name):
        raise CardRefused("the card's name is empty, too long or holds hidden characters")
    return card, key.fingerprint
