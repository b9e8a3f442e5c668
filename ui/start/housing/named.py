"""A vault's name is asked for: a new one, or the one it has before it is deleted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.i18n import _
from desktop.messages.holding import destroying_told
from desktop.system.file_names import is_safe_name
from desktop.vault_files import FOLDER_SUFFIX
from ui.widgets.buttons import danger_button, primary_button, quiet_button
from ui.widgets.dialogs.growing_dialog import GrowingDialog
from ui.widgets.editors import kept_to_one_line
from ui.widgets.field import Field
from ui.widgets.label import paragraph
from ui.widgets.layouts import column, row

_WIDTH = 460


class _NameDialog(GrowingDialog):
    """One line, one action, and the way back."""

    def __init__(self, parent: QWidget, folder: Path, title: str) -> None:
        super().__init__(parent)
        self._folder, self._title = folder, title
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(title)
        self.set_width(_WIDTH)
        self.line = kept_to_one_line(QLineEdit())

    def _lay_out(self, what: str, field: Field, action: QWidget) -> None:
        self.field = field
        self.setAccessibleDescription(what)
        title = paragraph(self._title, "lead", "strong")
        buttons = row(None, quiet_button(_("Go back"), self.reject), action, gap=2)
        self.setLayout(column(title, paragraph(what), field, buttons, gap=4, margin=6))
        self.line.setFocus()


class RenameVaultDialog(_NameDialog):
    """``chosen`` is given the new folder, which does not exist yet."""

    def __init__(self, parent: QWidget, folder: Path, chosen: Callable[[Path], None]) -> None:
        super().__init__(parent, folder, _("Rename the vault"))
        self._chosen = chosen
        self.line.setText(folder.stem)
        self.line.selectAll()
        self.line.returnPressed.connect(self._submit)
        self.rename_button = primary_button(_("Rename"), self._submit)
        what = _("Anybody who looks at the disk sees it: choose a name that gives nothing away.")
        self._lay_out(what, Field(_("Name of the vault"), self.line), self.rename_button)

    def _submit(self) -> None:
        name = f"{self.line.text().strip()}{FOLDER_SUFFIX}"
        if name == FOLDER_SUFFIX or not is_safe_name(name):
            self.field.set_error(_('A name cannot be empty or contain / \\ : * ? " < > |.'))
            return
        target = self._folder.with_name(name)
        if target.exists() and target != self._folder:
            self.field.set_error(_("Something with this name already exists."))
            return
        self.accept()
        if target != self._folder:
            self._chosen(target)


class DeleteVaultDialog(_NameDialog):
    """The name has to be typed, so that no hand that goes on by itself destroys a vault. ``what``:
    what is to be known before, where it is more than of every vault."""

    def __init__(
        self, parent: QWidget, folder: Path, confirmed: Callable[[], None], what: str = ""
    ) -> None:
        super().__init__(
            parent, folder, _("Delete the vault “{name}” for good?").format(name=folder.stem)
        )
        self.delete_button = danger_button(_("Delete for good"), self.accept)
        self.delete_button.setEnabled(False)
        self.line.textChanged.connect(self._typed)
        self.accepted.connect(confirmed)
        field = Field(_("Type the vault's name"), self.line)
        self._lay_out(what or destroying_told(), field, self.delete_button)

    def _typed(self, text: str) -> None:
        self.delete_button.setEnabled(text.strip() == self._folder.stem)
