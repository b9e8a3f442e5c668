"""Secrets that unlock a vault.

``Secret`` is a union that grows by one class with each way to unlock (a key file, a recovery
sheet, shares of several people); the slot of the same way says that it takes it.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Passphrase:
    """Text that a person remembers; never shown by ``repr``."""

    text: str = field(repr=False)


Secret = Passphrase


def as_secret(given: Secret | str) -> Secret:
    """Text stands for a passphrase, which is what is typed everywhere.

    Called by ``KeySlots`` alone: everything above hands on what it was given.
    """
    return Passphrase(given) if isinstance(given, str) else given
