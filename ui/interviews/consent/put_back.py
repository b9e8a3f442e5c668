"""Putting answers that are no decision back to what is recorded: asked once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from ui.widgets.dialogs.confirm import ConfirmDialog, Question, ask


def ask_put_back(parent: QWidget, put_back: Callable[[], None]) -> ConfirmDialog:
    """What was typed is gone then."""
    question = Question(
        _("Put the answers back?"),
        _("What is recorded stays as it is. What was answered since is forgotten."),
        _("It cannot come back."),
        _("Put the answers back"),
    )
    return ask(parent, question, put_back)
