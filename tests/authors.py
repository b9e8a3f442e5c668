"""Who signs the versions that tests make up: invented authors, and the homes of a test."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from typing import TYPE_CHECKING, Final

from desktop import canonical
from desktop.crypto.age import KeyKind, generate_identity
from desktop.crypto.sshkey import SigningKey
from desktop.crypto.sshsig import sign
from desktop.home.authors import Authorship, Signing
from desktop.home.identity import CARD_NAMESPACE
from desktop.home.seals import SEAL_NAMESPACE, Seal
from desktop.model.handoff import Outcome
from desktop.model.identity import Card, Role
from desktop.model.merge.precedence import Finality
from desktop.model.values.moment import Moment
from desktop.model.version import RecordVersion
from desktop.vault import Vault
from desktop.vault.kinds.all import BY_NAME

if TYPE_CHECKING:
    from tests.homes.either import EitherHome

LONG_AGO: Final = Moment("2020-01-01T00:00:00.000Z", 0)
_KNOWN: Final[dict[str, tuple[SigningKey, Signing]]] = {}


def remember(key: SigningKey) -> str:
    """Let :func:`authorship` sign with this key; its fingerprint."""
    fingerprint = key.public_key.fingerprint
    if fingerprint not in _KNOWN:
        _KNOWN[fingerprint] = key, Signing(key)
    return fingerprint


def key_of(name: str) -> SigningKey:
    """The key of an invented author, the same for the same name."""
    return SigningKey(hashlib.sha256(name.encode()).digest())


def invented(name: str) -> str:
    """The fingerprint of an invented author, the same for the same name."""
    return remember(key_of(name))


SOMEBODY: Final = invented("somebody")


def authorship(data: bytes, author: str = "") -> Authorship:
    """What whoever is named as the author of a version would sign, or what another does;
    ``KeyError`` for who is unknown."""
    return _KNOWN[author or json.loads(data)["author"]][1].author(data)


def known_authorship(data: bytes) -> Authorship | None:
    """The same; None where that is nobody, or where the bytes are no version."""
    try:
        return authorship(data)
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def arrive(
    home: EitherHome,
    data: bytes,
    package: str = "pkg",
    by: Authorship | None = None,
    *,
    sealed: bool = True,
    trusted: bool = True,
) -> Outcome:
    """Let a version come in, signed by its author. ``canonical.NotADocument``.

    ``sealed``: its author sealed it, where it says that it is; ``trusted``: a person here trusts
    the author.
    """
    arriving = home.versions.read(data)
    if trusted:
        let_trust(home, arriving.version.document.author)
    seal = _seal(arriving.version) if sealed else None
    return home.versions.take_in(arriving, by or authorship(data), package, seal)


def _seal(version: RecordVersion) -> Seal | None:
    """The seal of a version that says it is sealed, by its author."""
    document = version.document
    rules = BY_NAME.get(document.kind)
    closed = rules is not None and rules.finality(document.body) is Finality.CLOSED
    if not closed or document.author not in _KNOWN:
        return None
    signature = sign(version.data, _KNOWN[document.author][0], SEAL_NAMESPACE)
    return Seal.read(version.id, version.data, signature)


def let_trust(home: EitherHome, author: str) -> None:
    """Let a person here trust an author's card, as if that had been long ago: the log does not
    tell of it. Who is nobody is trusted by nobody."""
    if author not in _KNOWN or author == home.identity.fingerprint:
        return
    document, signature = card_of(author)
    if not isinstance(home, Vault):
        home.cards.trust_untold(author, document)
        return
    home._db.execute(
        "INSERT INTO card (fingerprint, document, signature, recipient_kind, trusted_utc,"
        " trusted_offset) VALUES (?, ?, ?, 'organisation', ?, 0) ON CONFLICT DO NOTHING",
        (author, document, signature, LONG_AGO.utc),
    )


@cache
def card_of(author: str) -> tuple[bytes, bytes]:
    """The card of an invented author: document and signature."""
    key, _signing = _KNOWN[author]
    recipient = str(generate_identity(KeyKind.X25519).recipient)
    card = Card("Invented", Role.RESEARCHER, key.public_key.line(), recipient, LONG_AGO)
    document = canonical.encode(card)
    return document, sign(document, key, CARD_NAMESPACE)
