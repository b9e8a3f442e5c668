"""What was looked through while a vault is open: looking again costs what was changed since."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

from desktop.showing.kin import is_kin

if TYPE_CHECKING:
    from desktop.showing.form import Form
    from desktop.showing.looking import Looked
    from desktop.showing.register import Entry
    from desktop.showing.spots import Spot
    from desktop.vault import Vault

MOST: Final = 200
"""Interviews and forms, of some hundred places each."""

Of = tuple[str, "Form"]
"""An interview's id and a form."""


@dataclass(frozen=True, slots=True)
class Kept:
    """``at``: the number of rows that were written by then; ``of``: a hash of all that was looked
    through. ``texts``, ``files``: the places as they were found, before any decision."""

    at: int
    of: bytes
    texts: tuple[Spot, ...]
    files: tuple[Spot, ...]
    looked: Looked


class AllKept:
    """Of one vault; the one that was looked at longest ago goes first.

    Nothing is kept by a number of rows inside a transaction: what is written there and undone
    leaves the number as it is.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[Of, Kept] = OrderedDict()
        self._nothing: dict[Of, bytes] = {}
        self._entries: dict[str, tuple[int, tuple[Entry, ...]]] = {}

    def has_nothing(self, of: Of, hashed: bytes) -> bool:
        """Whether nothing stood in what was looked through last, and that is the same by now."""
        return self._nothing.get(of) == hashed

    def keep_nothing(self, of: Of, hashed: bytes) -> None:
        """Keep that nothing stands in what has this hash: some bytes, of any number."""
        self._nothing[of] = hashed

    def entries(self, at: int, recipient: str) -> tuple[Entry, ...] | None:
        """The protected names kept from a recipient; None where something was written since."""
        known = self._entries.get(recipient)
        return known[1] if known is not None and known[0] == at else None

    def keep_entries(self, at: int, recipient: str, entries: tuple[Entry, ...]) -> None:
        """Keep them as they were when so many rows had been written."""
        self._entries[recipient] = at, entries

    def get(self, of: Of) -> Kept | None:
        """What was kept of an interview in a form."""
        kept = self._kept.get(of)
        if kept is not None:
            self._kept.move_to_end(of)
        return kept

    def keep(self, of: Of, kept: Kept) -> None:
        """Keep this in place of what was there."""
        self._kept[of] = kept
        self._kept.move_to_end(of)
        while len(self._kept) > MOST:
            self._kept.popitem(last=False)


_OF_VAULTS: WeakKeyDictionary[Vault, AllKept] = WeakKeyDictionary()


def kept_of(vault: Vault) -> AllKept:
    """What is kept of an open vault."""
    return _OF_VAULTS.setdefault(vault, AllKept())


def forget() -> None:
    """Let everything go: names stand in it."""
    _OF_VAULTS.clear()
    is_kin.cache_clear()
