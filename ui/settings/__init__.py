"""The room *Settings*: the program, the vault and its identity, and what this is made of."""

from __future__ import annotations

from desktop.i18n import N_
from ui.shell.room import SETTINGS, Page, Room, RoomContext


def room() -> Room:
    """The room for the rail; its page is imported when it is first visited."""
    forms = {"organisation/settings": N_("Settings of the organisation")}
    return Room(SETTINGS, N_("Settings"), "settings", _make_page, forms=forms)


def _make_page(context: RoomContext) -> Page:
    from ui.settings.page import SettingsPage

    return SettingsPage(context)
