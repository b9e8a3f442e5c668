"""Putting answers that are no decision back to what is recorded: asked once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from ui.widgets.dialogs.confirm import ConfirmDialog, Question, ask


def ask_put_back(parent: QWidget, put_back: Callable[[], None]) -> ConfirmDialog:
    """What was typed is gone then."""
    question = Question(
        _("Discard changes?"),
        _("What is recorded does not change. Answers given since then are lost."),
        _("This cannot be undone."),
        _("Discard changes"),
    )
    return ask(parent, question, put_back)
