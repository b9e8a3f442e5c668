"""Whose signature counts: the vault's cards, or a list in OpenSSH's allowed_signers form."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, Protocol

from desktop.crypto import sshsig
from desktop.errors import NoSuchRecord, RevokedSigner, SignatureFormatError, UnknownSigner
from desktop.model.identity import KnownCard, Party

if TYPE_CHECKING:
    from desktop.home.roles import Receiving, Trusting

_LINE: Final = re.compile(
    r"(?P<principals>[^\s\"]+)\s+(?:(?P<options>(?:[^\s\"]|\"[^\"]*\")+)\s+)??"
    r"(?P<key>ssh-ed25519\s+[A-Za-z0-9+/=]+)(?:\s.*)?"
)
_NAMESPACES: Final = re.compile(r"namespaces=\"([^\"]*)\"")


class Trust(Protocol):
    """Answers for the key that signed: who it is here, or why it does not count."""

    def __call__(self, fingerprint: str) -> Party:
        """The party of this fingerprint; ``UnknownSigner`` or ``RevokedSigner``."""


def trust_cards(cards: Iterable[KnownCard]) -> Trust:
    """Trust the usable ones of these cards. Names come from the cards, never from a package."""
    known = {card.fingerprint: card for card in cards}

    def ask(fingerprint: str) -> Party:
        card = known.get(fingerprint)
        if card is None or card.trusted_at is None:
            raise UnknownSigner("signed by a key that is not trusted here")
        if card.revoked_at is not None:
            raise RevokedSigner("signed by a key that was revoked here")
        return Party(fingerprint, card.card.name)

    return ask


def trust_vault(vault: Trusting) -> Trust:
    """Trust the cards that the vault trusts at this moment."""
    return trust_cards(vault.cards.all())


def trust_party(party: Party) -> Trust:
    """Trust one key only."""

    def ask(fingerprint: str) -> Party:
        if fingerprint != party.fingerprint:
            raise UnknownSigner("signed by another key than expected")
        return party

    return ask


def trust_allowed_signers(untrusted_text: str, namespace: str) -> Trust:
    """Trust a file as ``ssh-keygen -Y verify -f`` reads it (ssh-keygen(1), ALLOWED SIGNERS).

    Ed25519 keys only. A line with options other than ``namespaces`` is left out: it would
    count for more here than it does for ``ssh-keygen``.
    """
    known = dict(_signer(line, namespace) for line in untrusted_text.splitlines())
    known.pop("", None)

    def ask(fingerprint: str) -> Party:
        if fingerprint not in known:
            raise UnknownSigner("signed by a key that the list of signers does not name")
        return Party(fingerprint, known[fingerprint])

    return ask


def _signer(line: str, namespace: str) -> tuple[str, str]:
    """(fingerprint, principals) of a line; an empty fingerprint where it names nobody."""
    match = _LINE.fullmatch(line.strip())
    if match is None or line.lstrip().startswith("#") or not _counts(match["options"], namespace):
        return "", ""
    try:
        key = sshsig.parse_public_key(match["key"])
    except SignatureFormatError:
        return "", ""
    return key.fingerprint, match["principals"]


def _counts(options: str | None, namespace: str) -> bool:
    if options is None:
        return True
    match = _NAMESPACES.fullmatch(options)
    return match is not None and namespace in match[1].split(",")


def is_known(vault: Receiving, fingerprint: str) -> bool:
    """Whether what somebody wrote is shown here: their card is trusted, or it is one's own."""
    if fingerprint == vault.identity.fingerprint:
        return True
    try:
        return vault.cards.get(fingerprint).usable
    except NoSuchRecord:
        return False
