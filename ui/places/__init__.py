"""The room *Places*: facilities and localities, under every form of their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.i18n import N_
from ui.shell.room import PLACES, Page, Room, RoomContext

if TYPE_CHECKING:
    from desktop.vault import Vault


def room() -> Room:
    """The room for the rail; its page is imported when it is first visited."""
    return Room(
        PLACES,
        N_("Places"),
        "places",
        _make_page,
        count=_count,
        shows="place",
        finds=("place",),
        forms={"place/new": N_("New place"), "place/part-of": N_("What is this place part of?")},
    )


def _make_page(context: RoomContext) -> Page:
    from ui.places.page import PlacesPage

    return PlacesPage(context)


def _count(vault: Vault) -> int:
    return vault.places.count()
