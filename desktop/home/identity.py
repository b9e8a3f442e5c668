"""Who a home is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Protocol

from desktop import canonical
from desktop.crypto import sshsig
from desktop.crypto.age import Identity as AgeIdentity
from desktop.crypto.sshkey import SigningKey
from desktop.home.authors import Authorship, Signing
from desktop.model.identity import Card, Party, Role
from desktop.model.values.moment import Moment

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

    def author(self, data: bytes) -> Authorship:
        """Sign the bytes of a version that is cut here."""

    def age_identity(self) -> AgeIdentity:
        """The secret that opens what is encrypted to this home."""


class IdentityWithCard(Identity, Protocol):
    """Of a home that can hand out its card."""

    def card(self) -> SignedCard:
        """The public half, to be handed to others."""


@dataclass(frozen=True, slots=True)
class OwnIdentity:
    """The keys of a home that holds them itself: ``fingerprint`` names it everywhere; ``repr``
    shows no secret."""

    name: str
    role: Role
    created_at: Moment
    fingerprint: str
    _signing_key: SigningKey = field(repr=False)
    _age: AgeIdentity = field(repr=False)
    _signing: Signing = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_signing", Signing(self._signing_key))

    def party(self) -> Party:
        """How packages and receipts name this home."""
        return Party(self.fingerprint, self.name)

    def card(self) -> SignedCard:
        """The public half, to be handed to others."""
        card = Card(
            name=self.name,
            role=self.role,
            signing_key=self._signing_key.public_key.line(),
            recipient=str(self._age.recipient),
            created_at=self.created_at,
        )
        document = canonical.encode(card)
        return SignedCard(document, self.sign(document, CARD_NAMESPACE))

    def sign(self, data: bytes, namespace: str) -> bytes:
        """An armored SSH signature over ``data``."""
        return sshsig.sign(data, self._signing_key, namespace)

    def author(self, data: bytes) -> Authorship:
        """Sign the bytes of a version that is cut here."""
        return self._signing.author(data)

    def age_identity(self) -> AgeIdentity:
        """The secret that opens what is encrypted to this home."""
        return self._age
