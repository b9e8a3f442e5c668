"""What is plugged in, told to the window: a timer reads what a thread has seen, and waits for
nothing. How a place is described, and why nothing can be saved in it, is worded here."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop.formats import format_size
from desktop.i18n import N_, _
from desktop.system.stick_watch import Seen, StickWatch
from desktop.system.sticks import Place, Unfit
from ui.widgets.lists.rows import joined

_EVERY_MS = 200


class Sticks(QObject):
    """Looks as long as ``shower``, the widget that shows them, is shown.

    ``changed(Seen)`` with the first look and whenever something is otherwise than before.
    """

    changed = Signal(object)

    def __init__(self, shower: QWidget, watch: StickWatch | None = None) -> None:
        super().__init__(shower)
        self._watch = watch or StickWatch()
        self._told: Seen | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self._tell)
        self.destroyed.connect(self._watch.stop)
        shower.installEventFilter(self)

    @property
    def seen(self) -> Seen:
        """The last look that was told; nothing before the first."""
        return self._told or Seen()

    @property
    def known(self) -> bool:
        """Whether there was a look."""
        return self._told is not None

    def ask_about(self, *folders: Path) -> None:
        """Say of these folders, too, how much room they have."""
        self._watch.ask_about(*folders)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Begin and end with the widget."""
        if event.type() == QEvent.Type.Show:
            self._watch.start()
            self._timer.start()
        elif event.type() == QEvent.Type.Hide:
            self._timer.stop()
            self._watch.stop()
        return False

    def _tell(self) -> None:
        seen = self._watch.seen
        if seen is not None and seen != self._told:
            self._told = seen
            self.changed.emit(seen)


def room_message(place: Place) -> str:
    """«5 GB free of 64 GB» in the language in force."""
    free, size = format_size(place.free), format_size(place.size)
    return _("{free} free of {size}").format(free=free, size=size)


def shown_file_system(name: str) -> str:
    """A file system as people know it from other programs; others as the system says."""
    return _FILE_SYSTEMS.get(name, name)


def unfit_message(why: Unfit) -> tuple[str, str]:
    """What keeps something from being saved in a place, and what to do instead."""
    return _(_SHORT[why]), _(_WHAT_TO_DO[why])


def place_message(place: Place, why: Unfit | None) -> str:
    """A place in one line: the room there is, its file system, and what it does not take."""
    short = unfit_message(why)[0] if why else ""
    return joined(room_message(place), shown_file_system(place.file_system), short)


_FILE_SYSTEMS = {
    "vfat": "FAT", "msdos": "FAT", "fat": "FAT", "fat32": "FAT32", "exfat": "exFAT",
    "ntfs": "NTFS", "ntfs3": "NTFS", "hfs": "HFS+", "apfs": "APFS",
}  # fmt: skip
_SHORT = {
    Unfit.NOT_WRITABLE: N_("Nothing can be saved here"),
    Unfit.FILE_TOO_LARGE: N_("Takes files of up to 4 GB only"),
    Unfit.NO_ROOM: N_("Not enough space"),
}
_WHAT_TO_DO = {
    Unfit.NOT_WRITABLE: N_("It is write-protected, or not yours. Choose another place."),
    Unfit.FILE_TOO_LARGE: N_(
        "It is formatted as FAT. Use a USB stick formatted as exFAT, or leave something out."
    ),
    Unfit.NO_ROOM: N_("Use another USB stick, choose another folder, or free some space."),
}
