"""Who signs the versions that tests make up: invented authors, and the homes of a test."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Final

from desktop.crypto.sshkey import SigningKey
from desktop.home.authors import Authorship, Signing
from desktop.model.handoff import Outcome

if TYPE_CHECKING:
    from tests.homes.either import EitherHome

_KNOWN: Final[dict[str, Signing]] = {}


def remember(signing: Signing) -> str:
    """Let :func:`authorship` sign with this key; its fingerprint."""
    fingerprint = signing.key.fingerprint
    _KNOWN[fingerprint] = signing
    return fingerprint


def key_of(name: str) -> SigningKey:
    """The key of an invented author, the same for the same name."""
    return SigningKey(hashlib.sha256(name.encode()).digest())


def invented(name: str) -> str:
    """The fingerprint of an invented author, the same for the same name."""
    return remember(Signing(key_of(name)))


SOMEBODY: Final = invented("somebody")


def authorship(data: bytes) -> Authorship:
    """What whoever is named as the author of a version would sign; ``KeyError`` for who is
    unknown."""
    return _KNOWN[json.loads(data)["author"]].author(data)


def known_authorship(data: bytes) -> Authorship | None:
    """The same; None where that is nobody, or where the bytes are no version."""
    try:
        return authorship(data)
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def arrive(
    home: EitherHome, data: bytes, package: str = "pkg", by: Authorship | None = None
) -> Outcome:
    """Let a version come in, signed by its author. ``canonical.NotADocument``."""
    arriving = home.versions.read(data)
    return home.versions.take_in(arriving, by or authorship(data), package)
