"""Who a home is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Protocol

from desktop.crypto.age import Identity as AgeIdentity
from desktop.model.identity import Party

CARD_NAMESPACE: Final = "card@skrynia"


@dataclass(frozen=True, slots=True)
class SignedCard:
    """A card's canonical JSON, and its SSH signature by its own key (``card@skrynia``)."""

    document: bytes
    signature: bytes


class Identity(Protocol):
    """A signing key and a key to be encrypted to."""

    @property
    def fingerprint(self) -> str:
        """Names this home everywhere."""

    def party(self) -> Party:
        """How packages and receipts name this home."""

    def sign(self, data: bytes, namespace: str) -> bytes:
        """An armored SSH signature over ``data``."""

    def age_identity(self) -> AgeIdentity:
        """The secret that opens what is encrypted to this home."""


class IdentityWithCard(Identity, Protocol):
    """Of a home that can hand out its card."""

    def card(self) -> SignedCard:
        """The public half, to be handed to others."""
