"""The room *Protected names*: who is not told of by name outside, and what stands instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.i18n import N_
from ui.shell.room import PROTECTED, Page, Room, RoomContext

if TYPE_CHECKING:
    from desktop.vault import Vault


def room() -> Room:
    """The room for the rail; its page is imported when it is first visited."""
    return Room(
        PROTECTED,
        N_("Protected names"),
        "eye-off",
        _make_page,
        count=_count,
        shows="protected",
        forms={"protected-name/new": N_("New protected name")},
    )


def _make_page(context: RoomContext) -> Page:
    from ui.protected.page import ProtectedPage

    return ProtectedPage(context)


def _count(vault: Vault) -> int:
    return vault.protected.count()
