"""Who wrote a version: its author's SSH signature over its bytes (namespace ``version@skrynia``).

It is made when the version is cut and stays with it through every hand. Kept and sent are the 64
octets alone: the rest of the signature follows from key and namespace, and
:meth:`Authorship.file` gives the whole, as ``ssh-keygen -Y verify`` reads it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from desktop.crypto.ready import ReadyToCheck, ReadyToSign
from desktop.crypto.sshkey import PublicKey, SigningKey, parse_public_key
from desktop.crypto.sshsig import armored
from desktop.errors import SignatureFormatError

VERSION_NAMESPACE: Final = "version@skrynia"


@dataclass(frozen=True, slots=True)
class Authorship:
    """A signature of 64 octets over the bytes of a version, and the key that made it."""

    key: PublicKey
    signature: bytes

    def file(self) -> bytes:
        """The same as ``ssh-keygen -Y verify`` reads it."""
        return armored(self.signature, self.key, VERSION_NAMESPACE)


class Author:
    """One author's key, held ready."""

    def __init__(self, key: PublicKey) -> None:
        self.key, self.fingerprint = key, key.fingerprint

    def signed(self, signature: bytes, data: bytes) -> bool:
        """Whether the author signed a version of these bytes."""
        return self._ready.holds(signature, data)

    @cached_property
    def _ready(self) -> ReadyToCheck:
        return ReadyToCheck(self.key, VERSION_NAMESPACE)


class Signing:
    """One's own key, held ready. ``repr`` shows no part of it."""

    def __init__(self, key: SigningKey) -> None:
        self.key = key.public_key
        self._ready = ReadyToSign(key, VERSION_NAMESPACE)

    def author(self, data: bytes) -> Authorship:
        """The signature of a version that is cut here."""
        return Authorship(self.key, self._ready.sign(data))


def authors_of(lines: Iterable[str]) -> list[Author]:
    """The authors whose keys a package lists; ``SignatureFormatError`` where a line is not the one
    spelling of a key that somebody can own."""
    found = []
    for line in lines:
        key = parse_public_key(line)
        if key.line() != line:
            raise SignatureFormatError("a public key in another spelling than its own")
        found.append(Author(key))
    return found
