"""The third step: which stick, or which folder, and under which name; a button then saves."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.formats import format_size
from desktop.i18n import _
from desktop.system.stick_watch import StickWatch
from ui.widgets.buttons import primary_button, quiet_button
from ui.widgets.heading import SectionHeading
from ui.widgets.layouts import column, row
from ui.widgets.save_place import SavePlace
from ui.widgets.sheet import Sheet


class TargetStep(QWidget):
    """Choosing marks; ``chosen(Path)`` when the person saves.

    ``name``: of the package's file; ``size``: about how many bytes it will have.
    """

    chosen = Signal(object)
    back_asked = Signal()

    def __init__(self, name: str, size: int, watch: StickWatch | None = None) -> None:
        super().__init__()
        self.place = SavePlace(_("Where should the package be saved?"), name, size, watch=watch)
        self.place.changed.connect(self._follow)
        self.write_button = primary_button(_("Save here"), self._write, "stick")
        back = quiet_button(_("Back"), self.back_asked.emit)
        need = _("The package needs about {size}.").format(size=format_size(size))
        self.setLayout(
            column(
                Sheet(
                    column(
                        SectionHeading(_("Where to save"), need),
                        self.place,
                        row(back, None, self.write_button),
                        gap=4,
                        margin=6,
                    )
                )
            )
        )
        self._follow()

    def _follow(self) -> None:
        on_stick = self.place.on_stick is not None
        self.write_button.setText(_("Save to this USB stick") if on_stick else _("Save here"))
        self.write_button.set_icon("stick" if on_stick else "folder")
        self.write_button.setEnabled(self.place.folder is not None)

    def _write(self) -> None:
        folder = self.place.folder
        if folder is not None:
            self.chosen.emit(folder)
