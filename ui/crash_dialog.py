"""What a person sees of a bug: the whole report, and a way on."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit

from desktop.i18n import _
from ui.theme import current
from ui.widgets.buttons import Button, primary_button, quiet_button
from ui.widgets.dialogs.growing_dialog import GrowingDialog
from ui.widgets.label import paragraph
from ui.widgets.layouts import column, row

_SIZE = (640, 440)


class CrashDialog(GrowingDialog):
    """Says what happened, shows the whole report, and offers to copy it."""

    def __init__(self, report: str) -> None:
        super().__init__()
        current().dress(self)
        self.resize(*_SIZE)
        self._report = QPlainTextEdit(report)
        self._report.setReadOnly(True)
        self._report.setAccessibleName(_("Report"))
        self.copy_button: Button = quiet_button(_("Copy the report"), self._copy, "copy")
        self.go_on_button: Button = primary_button(_("Continue"), self.accept)
        title = paragraph(_("Something went wrong in Skrynia"), "title")
        text = paragraph(
            _(
                "Typed text is being saved. You can continue; if something looks wrong, lock "
                "the vault and open it again. This report contains no names and no text of "
                "any record. It is not sent anywhere: copy it if you want it fixed."
            )
        )
        buttons = row(None, self.copy_button, self.go_on_button)
        self.setLayout(column(title, text, self._report, buttons, gap=4, margin=6))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report.toPlainText())
