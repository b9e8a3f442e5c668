"""No keyboard on a screen, and no input method, learns or guesses what is typed here.

Said to the system when a field gets the keys, so that it is said of every field there will be.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

HINTS = Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText


class QuietTyping(QObject):
    """Follows the focus of the application."""

    def __init__(self, app: QApplication, parent: QObject) -> None:
        super().__init__(parent)
        app.focusChanged.connect(self._say)

    def _say(self, _before: QWidget | None, field: QWidget | None) -> None:
        if field is not None and field.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled):
            # A box of numbers, or of choices, answers with the hints of the line within it.
            for each in (field, *field.findChildren(QLineEdit)):
                each.setInputMethodHints(each.inputMethodHints() | HINTS)
