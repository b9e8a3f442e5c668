"""Where a new vault goes: its name, and the folder that it lies in."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.i18n import _
from desktop.system.file_names import is_safe_name
from desktop.vault_files import FOLDER_SUFFIX
from ui.widgets.buttons import Button, quiet_button
from ui.widgets.dialogs.file_picker import pick_folder
from ui.widgets.editors import kept_to_one_line
from ui.widgets.field import Field
from ui.widgets.label import paragraph
from ui.widgets.layouts import column, row

_NUMBERS: Final = range(2, 100)


class VaultPlace(QWidget):
    """Nothing is made. ``submitted``: Enter in the name."""

    submitted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._place = Path.home()
        self._line = kept_to_one_line(QLineEdit(_("notes")))
        self._line.returnPressed.connect(self.submitted)
        self.name = Field(
            _("Name of the vault"),
            self._line,
            _("Anybody who looks at the disk sees it: choose a name that gives nothing away."),
        )
        self._where = paragraph("", "quiet")
        self.choose: Button = quiet_button(_("Choose…"), self._choose, "folder")
        self.choose.setAccessibleName(_("Choose the folder for the vault"))
        self.setLayout(column(self.name, row(self._where, self.choose), gap=4))
        self.set_place(self._place)

    @property
    def place(self) -> Path:
        """The folder that it lies in."""
        return self._place

    @property
    def folder(self) -> Path:
        """The vault's own."""
        return self._place / f"{self.text}{FOLDER_SUFFIX}"

    @property
    def text(self) -> str:
        """The name as it is typed."""
        return self._line.text().strip()

    def set_text(self, name: str) -> None:
        """Let this name stand there."""
        self._line.setText(name)

    def set_place(self, place: Path) -> None:
        """Put the vault into this folder; a name that is proposed gives way to a free one."""
        self._place = place
        self._offer_free_name()
        self._where.setText(_("In the folder {folder}").format(folder=place))

    def fits(self) -> bool:
        """Whether a vault can be made there; the field says why not."""
        self.name.set_error(self._error())
        return not self.name.error

    def _error(self) -> str:
        if not self.text or not is_safe_name(f"{self.text}{FOLDER_SUFFIX}"):
            return _('A name cannot be empty or contain / \\ : * ? " < > |.')
        return _("Something with this name already exists.") if self.folder.exists() else ""

    def _offer_free_name(self) -> None:
        proposed = _("notes")
        names = (proposed, *(f"{proposed}-{number}" for number in _NUMBERS))
        if self.text not in names:
            return
        free = (
            name for name in names if not os.path.lexists(self._place / f"{name}{FOLDER_SUFFIX}")
        )
        self._line.setText(next(free, proposed))

    def _choose(self) -> None:
        pick_folder(self, _("Where the vault is kept"), self.set_place, start=self._place)
