"""Who signs and who can read: identities, and the cards by which they are exchanged."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from desktop.model.consent import RecipientKind
from desktop.model.newer import Needs
from desktop.model.values.bounds import LABEL, Code, Fingerprint, KeyText, Label, Version
from desktop.model.values.moment import Moment
from desktop.model.values.open_enum import OpenEnum


class Role(OpenEnum):
    """What the owner of a vault does with it."""

    RESEARCHER = "researcher"
    ORGANISATION = "organisation"


# Control, format (bidi overrides), surrogate, line and paragraph separators.
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def is_display_name(name: str) -> bool:
    """Whether a card may carry ``name``: 1 to 200 characters, each of them looking like itself."""
    return shows_itself(name) and bool(name.strip()) and len(name) <= LABEL


def shows_itself(line: str) -> bool:
    """Whether each character of a line looks like itself: nothing hidden, nothing turned round."""
    return not any(unicodedata.category(sign) in _HIDDEN for sign in line)


def only_shown(line: str) -> str:
    """A line without the characters of which :func:`shows_itself` says no."""
    return "".join(filter(shows_itself, line))


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody named in a package or receipt: the fingerprint decides, the name is a label.

    ``fingerprint``: OpenSSH form, ``SHA256:…`` (base64 without padding) of the signing key.
    """

    fingerprint: Fingerprint
    name: Label


@dataclass(frozen=True, slots=True)
class Card:
    """An identity card: public keys and a display name, signed by its own key.

    ``signing_key``: an OpenSSH ``ssh-ed25519`` public key line without comment.
    ``recipient``: an age recipient, ``age1pq1…`` or ``age1…``.
    """

    name: Label
    role: Role
    signing_key: KeyText
    recipient: KeyText
    created_at: Moment
    needs: Needs = ()
    format: Code = "skrynia-card"
    version: Version = 1


class CardKind(StrEnum):
    """What a person here said that the owner of a card is to us.

    All but one are kinds of recipients, by the same codes. ``RESEARCHER``: one of our own
    organisation's researchers, who is given what may go to it, and speaks for nobody.
    """

    ORGANISATION = RecipientKind.ORGANISATION.value
    RESEARCHER = "researcher"
    PARTNER_ORGANISATION = RecipientKind.PARTNER_ORGANISATION.value
    UN_SPECIAL_PROCEDURES = RecipientKind.UN_SPECIAL_PROCEDURES.value
    UN_MECHANISM = RecipientKind.UN_MECHANISM.value
    NATIONAL_AUTHORITY = RecipientKind.NATIONAL_AUTHORITY.value
    ICC_PROSECUTOR = RecipientKind.ICC_PROSECUTOR.value

    @property
    def recipient(self) -> RecipientKind:
        """Whom the consent gate is asked about: nobody is ever asked about a researcher."""
        if self is CardKind.RESEARCHER:
            return RecipientKind.ORGANISATION
        return RecipientKind(self.value)


@dataclass(frozen=True, slots=True)
class KnownCard:
    """A card as this vault holds it.

    ``kind`` is what the person here decided this party is; it is never taken from the card. A
    card is usable when ``trusted_at`` is set and ``revoked_at`` is not.
    """

    card: Card
    fingerprint: str
    kind: CardKind = CardKind.ORGANISATION
    trusted_at: Moment | None = None
    revoked_at: Moment | None = None

    @property
    def recipient_kind(self) -> RecipientKind:
        """Whom the consent gate is asked about when something is to go to this party."""
        return self.kind.recipient

    @property
    def usable(self) -> bool:
        """Trusted, and not revoked since."""
        return self.trusted_at is not None and self.revoked_at is None
