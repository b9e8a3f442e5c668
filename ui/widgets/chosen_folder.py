"""A folder that is there, chosen in a dialog and named."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from ui.widgets.buttons import Button, quiet_button
from ui.widgets.dialogs.file_picker import pick_folder
from ui.widgets.label import paragraph, text_label
from ui.widgets.layouts import column, row


class ChosenFolder(QWidget):
    """``chosen(folder)``. ``label``: what it is; ``choose``: what the button says; ``action``: what
    the dialog's does."""

    chosen = Signal(Path)

    def __init__(self, label: str, choose: str, action: str) -> None:
        super().__init__()
        self.folder: Path | None = None
        self._label, self._action = label, action
        self.name = paragraph(_("Nothing is chosen yet."), "quiet")
        self.button: Button = quiet_button(choose, self._choose, "folder")
        line = row(self.button, self.name)
        line.setStretch(1, 1)
        self.setLayout(column(text_label(label, "strong"), line, gap=1))
        self.setFocusProxy(self.button)

    def take(self, folder: Path) -> None:
        """It is this one."""
        self.folder = folder
        self.name.setText(str(folder))
        self.button.setAccessibleDescription(str(folder))
        self.chosen.emit(folder)

    def _choose(self) -> None:
        start = self.folder.parent if self.folder else None
        pick_folder(self, self._label, self.take, self._action, start)
