"""A field of a form: label, editor, hint and error, tied together for screen readers."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QTextEdit,
    QWidget,
)

from ui.scale import TARGET
from ui.widgets.label import paragraph, text_label
from ui.widgets.layouts import column


class Field(QWidget):
    """A labelled editor. The hint stays; an error stands below in brick with words.

    ``editor`` is any widget; it gets the label as its accessible name.
    """

    def __init__(self, label: str, editor: QWidget, hint: str = "") -> None:
        super().__init__()
        self.editor = editor
        self._hint = hint
        self._label = text_label(label, "strong")
        self._label.setBuddy(editor)
        self._below = paragraph(hint, "small", "quiet")
        self._error = paragraph("", "small", "brick")
        self._error.hide()
        editor.setAccessibleName(label)
        editor.setAccessibleDescription(hint)
        # A least height that is set takes the place of what the words of a line ask for.
        if not isinstance(editor, QPlainTextEdit | QTextEdit | QLineEdit | QComboBox):
            editor.setMinimumHeight(TARGET)
        whole = column(self._label, editor, self._below, self._error, gap=1)
        if editor.sizePolicy().verticalPolicy() is not QSizePolicy.Policy.Expanding:
            whole.addStretch(0)
        self.setLayout(whole)
        # Shown before it has a parent, it would be a window of its own for a blink.
        self._below.setVisible(bool(hint))
        self.setFocusProxy(editor)

    def set_error(self, text: str) -> None:
        """Say what is wrong, translated; '' takes it back."""
        self._error.setText(text)
        self._error.setVisible(bool(text))
        self.editor.setAccessibleDescription(" ".join(filter(None, (text, self._hint))))
        self.editor.setProperty("wrong", "true" if text else "false")
        self.editor.style().unpolish(self.editor)
        self.editor.style().polish(self.editor)

    @property
    def error(self) -> str:
        """What is said to be wrong; '' when nothing is."""
        return self._error.text()

    def set_hint(self, text: str) -> None:
        """Replace the small print below the editor."""
        self._hint = text
        self._below.setText(text)
        self._below.setVisible(bool(text))
