"""A key file on a stick, chosen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from ui.widgets.buttons import Button, quiet_button
from ui.widgets.label import text_label
from ui.widgets.layouts import column, row


class KeyFileField(QWidget):
    """Which file it is. It is read when the vault is unlocked, and never copied. ``chosen``: a
    person chose one."""

    edited = Signal()
    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.path: Path | None = None
        self.name = text_label("", "quiet")
        self.button: Button = quiet_button(_("Choose the key file…"), self._choose, "key")
        line = row(self.button, self.name, None)
        self.setLayout(column(text_label(_("Key file"), "strong"), line, gap=1))
        self.setFocusProxy(self.button)

    def take(self, path: Path) -> None:
        """Unlock with this file."""
        self.path = path
        self.name.setText(path.name)
        self.button.setAccessibleDescription(path.name)
        self.edited.emit()
        self.chosen.emit()

    def clear(self) -> None:
        """Forget which file it was."""
        self.path = None
        self.name.clear()
        self.button.setAccessibleDescription("")

    def _choose(self) -> None:
        # The first window does not wait for it.
        from ui.widgets.dialogs.file_picker import pick_file

        # Any name will do: who finds the stick need not read what it is for.
        pick_file(self, _("Key file"), [_("All files (*)")], self.take)
