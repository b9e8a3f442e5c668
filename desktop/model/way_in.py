"""Ways into a vault, as those who may use them know them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from desktop.model.values.moment import Moment

BY_PASSPHRASE: Final = ("passphrase", "passphrase-and-file", "passphrase-and-hardware-key")
"""Kinds that somebody types a passphrase for, alone or with a second part."""
ON_PAPER: Final = ("recovery-sheet", "recovery-shares")
"""Ways back that whoever works here can try."""
HELD_BY_OTHERS: Final = ("recovery-shares", "escrow")
"""Kinds that nobody opens who travels alone."""


@dataclass(frozen=True, slots=True)
class WayIn:
    """One key slot, and what is known of it inside the vault alone.

    ``kind``: the name of the slot's kind in ``keys.json``; ``known``: whether this version can use
    it; ``for_a_person``: whether somebody opens the vault by it alone. ``person``: whose it is, or
    who keeps it. ``label``: where it is kept, in their words. ``tried_at``: when it was last used,
    or rehearsed. None and "" where nobody said. ``came_back``: that it opens the vault although it
    was ended here, and how that was: ``revoked``, ``changed`` (another passphrase took its place),
    ``raised`` (it was made slower to guess) or ``left`` (out of a backup for a journey); "" of
    nearly all.
    """

    slot_id: str
    kind: str
    known: bool = True
    for_a_person: bool = True
    person: str = ""
    label: str = ""
    made_at: Moment | None = None
    tried_at: Moment | None = None
    came_back: str = ""


@dataclass(frozen=True, slots=True)
class AmissWays:
    """Ways that are not as they were left: ``back`` open the vault again, ``gone`` no more."""

    back: tuple[WayIn, ...] = ()
    gone: tuple[WayIn, ...] = ()
