"""Editors of what must not be learnt by a keyboard, nor looked up by one."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

E = TypeVar("E", bound=QWidget)


def unpredicted(editor: E) -> E:
    """The same editor, of which the system is told that it holds a secret."""
    editor.setInputMethodHints(
        Qt.InputMethodHint.ImhSensitiveData
        | Qt.InputMethodHint.ImhNoPredictiveText
        | Qt.InputMethodHint.ImhNoAutoUppercase
    )
    return editor
