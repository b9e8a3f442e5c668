"""What a package has room for of what others put here at will.

Of kinds that nobody here knows, and of authors, a reader takes so many in one package. What has no
place stays, and goes with a later package, as nothing confirmed it; what is known here, by whoever
was ever trusted here, always has one.
"""

from __future__ import annotations

from collections.abc import Container
from typing import TYPE_CHECKING, Final

from desktop.crypto.sshkey import PublicKey
from desktop.model.values import bounds
from desktop.model.version import RecordKind
from desktop.vault.kinds.all import BY_NAME

if TYPE_CHECKING:
    from desktop.home.roles import Sending

STRANGERS: Final = bounds.AUTHORS // 2
"""Authors whom nobody here ever trusted: half of the list."""


def room_of(vault: Sending) -> Room:
    """That of a package which is written here."""
    trusted = (each.fingerprint for each in vault.cards.all() if each.trusted_at is not None)
    return Room({vault.identity.fingerprint, *trusted})


class Room:
    """Of one package. ``known``: the fingerprints of all whom a person here trusts, or ever did,
    and one's own."""

    def __init__(self, known: Container[str]) -> None:
        self._known = known
        self._met: set[PublicKey] = set()
        self._strangers = 0
        self._kinds: set[RecordKind] = set()

    def has(self, kind: RecordKind, author: PublicKey) -> bool:
        """Whether there is a place for a version of this kind, by this author; it is taken then."""
        new_kind = kind not in BY_NAME and kind not in self._kinds
        stranger = author not in self._met and author.fingerprint not in self._known
        if new_kind and len(self._kinds) >= bounds.UNKNOWN_KINDS:
            return False
        if stranger and self._strangers >= STRANGERS:
            return False
        self._strangers += stranger
        self._met.add(author)
        if new_kind:
            self._kinds.add(kind)
        return True
