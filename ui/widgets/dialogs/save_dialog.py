"""Where a file is to be saved, asked over the page; it is saved once a person says so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.system.stick_watch import StickWatch
from ui.widgets.buttons import primary_button, quiet_button
from ui.widgets.dialogs.growing_dialog import GrowingDialog
from ui.widgets.label import paragraph
from ui.widgets.layouts import column, row
from ui.widgets.save_place import SavePlace

_WIDTH = 600


class SaveDialog(GrowingDialog):
    """``saved`` is called with the folder when the person saves; ``start``: marked at first.

    ``name``: of the file or folder to come; ``size``: about its bytes, 0 for very few;
    ``largest``: of a folder, those of its largest file.
    """

    def __init__(
        self, parent: QWidget, title: str, name: str, saved: Callable[[Path], None], size: int = 0,
        start: Path | None = None, watch: StickWatch | None = None, largest: int | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._saved = saved
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(title)
        self.set_width(_WIDTH)
        self.place = SavePlace(title, name, size, start, watch, largest)
        self.place.changed.connect(self._follow)
        self.save_button = primary_button(_("Save here"), self._save, "folder")
        back = quiet_button(_("Cancel"), self.reject)
        self.setLayout(
            column(
                paragraph(title, "lead", "strong"),
                self.place,
                row(None, back, self.save_button),
                gap=4,
                margin=6,
            )
        )
        self._follow()

    def _follow(self) -> None:
        on_stick = self.place.on_stick is not None
        self.save_button.setText(_("Save to this USB stick") if on_stick else _("Save here"))
        self.save_button.set_icon("stick" if on_stick else "folder")
        self.save_button.setEnabled(self.place.folder is not None)

    def _save(self) -> None:
        folder = self.place.folder
        if folder is not None:
            self.accept()
            self._saved(folder)
