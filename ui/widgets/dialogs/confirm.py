"""One question before something is taken away: what goes, and whether it can come back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from ui.widgets.buttons import Button, danger_button, primary_button, quiet_button
from ui.widgets.dialogs.growing_dialog import GrowingDialog
from ui.widgets.label import paragraph
from ui.widgets.layouts import column, row

_WIDTH = 440


@dataclass(frozen=True, slots=True)
class Question:
    """All translated. ``action`` names the action ("Delete the photo"), never just «Yes».

    ``comes_back``: a sentence that says whether it can be undone, and how.
    """

    title: str
    what: str
    comes_back: str
    action: str
    dangerous: bool = True


class ConfirmDialog(GrowingDialog):
    """Asks once. The way back has the focus, so that Enter alone destroys nothing."""

    def __init__(self, parent: QWidget, question: Question) -> None:
        super().__init__(parent)
        self.setAccessibleName(question.title)
        self.setAccessibleDescription(question.what)
        self.set_width(_WIDTH)
        self.action_button: Button = _action(question, self.accept)
        self.back_button: Button = quiet_button(_("Go back"), self.reject)
        buttons = row(None, self.back_button, self.action_button, gap=2)
        title = paragraph(question.title, "lead", "strong")
        back = paragraph(question.comes_back, "quiet")
        what = paragraph(question.what)
        self.setLayout(column(title, what, back, None, buttons, gap=4, margin=6))
        self.back_button.setFocus()


def ask(parent: QWidget, question: Question, yes: Callable[[], None]) -> ConfirmDialog:
    """Ask over ``parent`` without stopping anything; ``yes`` runs when it is confirmed."""
    dialog = ConfirmDialog(parent, question)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(yes)
    dialog.open()
    return dialog


def _action(question: Question, pressed: Callable[[], None]) -> Button:
    if question.dangerous:
        return danger_button(question.action, pressed)
    button = primary_button(question.action, pressed)
    button.setDefault(False)
    return button
