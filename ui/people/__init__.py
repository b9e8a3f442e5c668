"""The room *People*: who is known to the vault, under which names, in which interviews."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.i18n import N_
from ui.shell.room import PEOPLE, Page, Room, RoomContext

if TYPE_CHECKING:
    from desktop.vault import Vault


def room() -> Room:
    """The room for the rail; its page is imported when it is first visited."""
    return Room(
        PEOPLE,
        N_("People"),
        "people",
        _make_page,
        count=_count,
        shows="person",
        finds=("person",),
        forms={"person/new": N_("New person")},
    )


def _make_page(context: RoomContext) -> Page:
    from ui.people.page import PeoplePage

    return PeoplePage(context)


def _count(vault: Vault) -> int:
    return vault.people.count()
