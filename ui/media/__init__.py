"""The room *Media*: every photo and file of the vault in a grid, and a viewer beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.i18n import N_
from ui.shell.room import MEDIA, Page, Room, RoomContext

if TYPE_CHECKING:
    from desktop.vault import Vault


def room() -> Room:
    """The room for the rail; its page is imported when it is first visited."""
    return Room(
        MEDIA,
        N_("Photos and files"),
        "media",
        _make_page,
        count=_count,
        shows="media",
        finds=("media", "file-facts", "file-text", "acquisition", "redacted", "set", "set_file"),
        forms={
            "media/batch": N_("Where these files come from"),
            "media/acquired": N_("Where this file comes from"),
            "set/new": N_("New set"),
            "set/name": N_("Name and note of the set"),
        },
    )


def _make_page(context: RoomContext) -> Page:
    from ui.media.page import MediaPage

    return MediaPage(context)


def _count(vault: Vault) -> int:
    return vault.media.count()
