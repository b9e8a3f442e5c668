"""The third step: which stick, or which folder."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.formats import format_size
from desktop.i18n import _
from ui.handoff.drives import Drive, removable_drives
from ui.widgets.buttons import primary_button, quiet_button
from ui.widgets.dialogs.file_picker import pick_folder
from ui.widgets.heading import SectionHeading
from ui.widgets.label import paragraph
from ui.widgets.layouts import column, row
from ui.widgets.lists.list_pane import ListPane
from ui.widgets.lists.rows import Row, RowsModel
from ui.widgets.sheet import Sheet
from ui.widgets.tone import Tone

_HEIGHT = 200


class TargetStep(QWidget):
    """Drives that are plugged in now; ``chosen(Path)`` writes there at once."""

    chosen = Signal(object)
    back_asked = Signal()

    def __init__(self, size: int) -> None:
        super().__init__()
        self._size = size
        self._model = RowsModel(self)
        self.drives = ListPane(_("Sticks and drives"), self._model)
        self.drives.setProperty("plain", "true")
        self.drives.setMaximumHeight(_HEIGHT)
        self.drives.opened.connect(lambda _key: self._enable())
        self._none = paragraph(
            _("No stick is plugged in. Plug one in and look again, or choose a folder."), "quiet"
        )
        self.write_button = primary_button(_("Write to this stick"), self._write, "stick")
        self.folder_button = quiet_button(_("Choose a folder…"), self._choose_folder, "folder")
        again = quiet_button(_("Look again"), self.look, "refresh")
        back = quiet_button(_("Back"), self.back_asked.emit)
        need = _("The package takes about {size}.").format(size=format_size(size))
        self.setLayout(
            column(
                Sheet(
                    column(
                        SectionHeading(_("Where to"), need),
                        self.drives,
                        self._none,
                        row(self.folder_button, again, None),
                        row(back, None, self.write_button),
                        gap=4,
                        margin=6,
                    )
                )
            )
        )
        self.look()

    def look(self) -> None:
        """Look for sticks again."""
        drives = removable_drives()
        self._model.set_rows([_row(drive, self._size) for drive in drives])
        self.drives.setVisible(bool(drives))
        self._none.setVisible(not drives)
        if len(drives) == 1:
            self.drives.show_row(str(drives[0].path))
        self._enable()

    def _enable(self) -> None:
        self.write_button.setEnabled(bool(self.drives.chosen_key))

    def _write(self) -> None:
        self.chosen.emit(Path(self.drives.chosen_key))

    def _choose_folder(self) -> None:
        title = _("Where should the package go?")
        pick_folder(self, title, self.chosen.emit, _("Write here"))


def _row(drive: Drive, size: int) -> Row:
    room = _("{free} free of {size}").format(
        free=format_size(drive.free), size=format_size(drive.size)
    )
    fits = drive.free >= size
    return Row(
        str(drive.path),
        drive.name,
        room,
        drive.file_system,
        "" if fits else _("Not enough room"),
        Tone.INFO if fits else Tone.ATTENTION,
    )
