"""What somebody gave to unlock a vault."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.crypto.secret import Secret


@dataclass(frozen=True, slots=True)
class Entered:
    """``read``: the secret, asked for on the vault's thread, because a key file may lie on a stick
    that answers late; it raises what reading it raises. ``recovers``: it is a way back, after which
    a new passphrase is asked for."""

    read: Callable[[], Secret] = field(repr=False)
    recovers: bool = False


def passphrase(text: str) -> Entered:
    """A passphrase that was typed."""

    def read() -> Secret:
        from desktop.crypto.secret import Passphrase

        return Passphrase(text)

    return Entered(read)
