"""The names that a recipient is not to meet, to be found in any text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from desktop.names.spans import Protected, Span

SELF: Final = "self"
"""The entry of the person interviewed, who is in no register."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A name in all the forms somebody wrote down, and what stands ``instead``. ``of``: what it
    is the name of (``NameOf``)."""

    id: str
    names: tuple[str, ...]
    instead: str
    of: str = "person"


@dataclass(frozen=True)
class Register:
    """``entries``: to be decided about wherever they stand. ``told``: names that may be told, so
    that nobody is asked about them as ones that nobody marked."""

    entries: tuple[Entry, ...] = ()
    told: tuple[str, ...] = ()

    def spans(self, text: str) -> list[Span[str]]:
        """Where one of the entries may stand, in order, none over another."""
        return self._protected.spans(text) if self.entries else []

    def told_in(self, text: str) -> list[Span[str]]:
        """Where a name stands that may be told."""
        return self._told.spans(text) if self.told else []

    def entry(self, entry_id: str) -> Entry:
        """The entry with this id; ``KeyError``."""
        return self._by_id[entry_id]

    @cached_property
    def _by_id(self) -> dict[str, Entry]:
        return {each.id: each for each in self.entries}

    @cached_property
    def _protected(self) -> Protected[str]:
        return Protected(_names(self.entries))

    @cached_property
    def _told(self) -> Protected[str]:
        return Protected((name, name) for name in self.told)


def _names(entries: Iterable[Entry]) -> Iterable[tuple[str, str]]:
    return ((each.id, name) for each in entries for name in each.names)
