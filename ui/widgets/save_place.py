"""Where a file is to be saved: the sticks that are plugged in, or a folder; nothing is written.

What is marked is shown with its folder, the file's name, its size and the room there is; what
keeps the file from being saved there is said before anybody tries.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from desktop.formats import format_size
from desktop.i18n import N_, _
from desktop.stick_watch import Seen, StickWatch
from desktop.sticks import Place, Stick, Unfit, stick_title, stick_under, unfit
from ui.sticks import Sticks
from ui.widgets.banner import Banner
from ui.widgets.buttons import quiet_button
from ui.widgets.dialogs.file_picker import pick_folder
from ui.widgets.facts import Facts
from ui.widgets.label import paragraph
from ui.widgets.layouts import column, row
from ui.widgets.lists.list_pane import ListPane
from ui.widgets.lists.rows import Row, RowsModel
from ui.widgets.tone import Tone

_MOST_ROWS = 3


class SavePlace(QWidget):
    """``changed`` when another place is marked, or something about it is otherwise.

    ``name``: of the file or folder that will be saved; ``size``: its bytes, 0 for very few.
    ``start``: a folder that is marked at first.
    """

    changed = Signal()

    def __init__(
        self, title: str, name: str, size: int, start: Path | None = None,
        watch: StickWatch | None = None,
    ) -> None:  # fmt: skip
        super().__init__()
        self._title, self._name, self._size = title, name, size
        self._seen, self._known = Seen(), False
        self._folder: Path | None = start
        self._marked: Path | None = start
        self._sticks = Sticks(self, watch)
        self._sticks.changed.connect(self._see)
        self._model = RowsModel(self)
        self.list = ListPane(_("USB sticks and folders"), self._model)
        self.list.setProperty("plain", "true")
        self.list.opened.connect(self._mark)
        self._none = paragraph("", "quiet")
        self.folder_button = quiet_button(_("Choose a folder…"), self._choose_folder, "folder")
        self.facts = Facts()
        self.banner = Banner()
        self.setLayout(
            column(
                self.list, self._none, row(self.folder_button, None), self.facts, self.banner, gap=4
            )
        )
        self.setFocusProxy(self.folder_button)
        self._ask()
        self._show()

    @property
    def folder(self) -> Path | None:
        """What is marked and takes the file; None where nothing is."""
        place = self._place()
        fits = place is not None and unfit(place, self._size) is None
        return self._marked if fits else None

    @property
    def on_stick(self) -> Stick | None:
        """The stick on which the marked folder lies, if it lies on one."""
        return stick_under(self._marked, self._seen.sticks) if self._marked else None

    def rename(self, name: str) -> None:
        """The file will be called otherwise."""
        self._name = name
        self._show()

    def choose(self, folder: Path) -> None:
        """Mark a folder; nothing is written."""
        self._marked = self._folder = folder
        self._ask()
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        """Look for sticks as long as somebody sees this."""
        super().showEvent(event)
        self._sticks.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody sees it any more."""
        self._sticks.stop()
        super().hideEvent(event)

    def _choose_folder(self) -> None:
        start = self._marked or self._folder
        pick_folder(self, self._title, self.choose, _("Choose this folder"), start)

    def _ask(self) -> None:
        self._sticks.ask_about(*([self._folder] if self._folder else []))

    def _mark(self, key: str) -> None:
        self._marked = Path(key)
        self._say()

    def _see(self, seen: Seen) -> None:
        before, self._seen, self._known = self._seen.sticks, seen, True
        paths = [stick.path for stick in seen.sticks]
        if self._marked not in (*paths, self._folder):
            self._marked = None
        if self._marked is None and len(paths) == 1 and before != seen.sticks:
            self._marked = paths[0]
        self._show()

    def _show(self) -> None:
        self._model.set_rows(self._rows())
        self.list.follow_rows(_MOST_ROWS)
        self.list.setVisible(self._model.rowCount() > 0)
        self.list.show_row(str(self._marked) if self._marked else "")
        said = _("No USB stick is plugged in. Plug one in, or choose a folder.")
        self._none.setText(said if self._known else _("Looking for USB sticks…"))
        self._none.setVisible(not self._seen.sticks and self._marked is None)
        self._say()

    def _rows(self) -> list[Row]:
        sticks = self._seen.sticks
        rows = [self._row(stick.path, stick_title(stick), stick.file_system) for stick in sticks]
        if self._folder is not None and self._folder not in [stick.path for stick in sticks]:
            rows.append(self._row(self._folder, self._folder.name or str(self._folder), ""))
        return rows

    def _row(self, folder: Path, title: str, file_system: str) -> Row:
        place = self._seen.places.get(folder)
        if place is None:
            return Row(str(folder), title, str(folder), shown_file_system(file_system))
        why = unfit(place, self._size)
        return Row(
            str(folder),
            title,
            _room(place),
            shown_file_system(file_system or place.file_system),
            _(_SHORT[why]) if why else "",
            Tone.ATTENTION if why else Tone.INFO,
        )

    def _place(self) -> Place | None:
        return self._seen.places.get(self._marked) if self._marked else None

    def _say(self) -> None:
        """What will be saved where; and what keeps it from being saved there."""
        place, why = self._place(), None
        if self._marked is not None:
            size = _("about {size}").format(size=format_size(self._size)) if self._size else ""
            self.facts.show_pairs(
                (
                    (_("Folder"), str(self._marked)),
                    (_("File name"), self._name),
                    (_("Size"), size),
                    (_("Free space"), format_size(place.free) if place else ""),
                )
            )
            why = unfit(place, self._size) if place else None
        self.facts.setVisible(self._marked is not None)
        if why is not None:
            self.banner.say(Tone.ATTENTION, _(_SHORT[why]), _(_WHAT_TO_DO[why]))
        elif self._marked is not None and place is None and self._known:
            said = _("This folder does not answer, or is not there.")
            self.banner.say(Tone.INFO, said, _("Choose another one, or wait a moment."))
        else:
            self.banner.clear()
        self.changed.emit()


def shown_file_system(name: str) -> str:
    """A file system as people know it from other programs; others as the system says."""
    return _FILE_SYSTEMS.get(name, name)


def _room(place: Place) -> str:
    free, size = format_size(place.free), format_size(place.size)
    return _("{free} free of {size}").format(free=free, size=size)


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
