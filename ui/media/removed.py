"""Removing a file that was added by mistake, from whichever page shows it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.model.media import MEDIA_KIND
from ui.removing import Removing
from ui.shell.room import RoomContext
from ui.widgets.banner import Banner


def removing_files(
    page: QWidget,
    context: RoomContext,
    banner: Banner,
    gone: Callable[[str], None],
    back: Callable[[], None],
) -> Removing:
    """Asks, removes and tells for a page; ``gone`` is given the file's id behind it, ``back`` puts
    the focus where one goes on."""
    goes = _("This removes the original, its small pictures and what was read from it.")
    return Removing(page, context, MEDIA_KIND, banner, goes, gone, back)
