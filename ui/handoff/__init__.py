"""The room *Handoff*: write a package, receive one, import a receipt, and whom we trust."""

from __future__ import annotations

from desktop.i18n import N_
from ui.shell.room import HANDOFF, Page, Room, RoomContext


def room() -> Room:
    """The room for the rail; its page is imported when it is first visited."""
    forms = {"package/new": N_("Create a package"), "card/kind": N_("Change type of recipient")}
    return Room(HANDOFF, N_("Send and receive"), "handoff", _make_page, forms=forms)


def _make_page(context: RoomContext) -> Page:
    from ui.handoff.page import HandoffPage

    return HandoffPage(context)
