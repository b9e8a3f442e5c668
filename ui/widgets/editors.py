"""Editors bound to one field each: they show a value and tell when a person changed it.

They are set once, when the interview is opened; reading the vault again never moves words
or the cursor under somebody's hands.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QTextEdit,
    QWidget,
)

from desktop.model.values.plain_text import one_line
from ui.widgets.wheel import NoWheel

OnText = Callable[[str], None]


class CalmChoice(NoWheel, QComboBox):
    """A drop-down list that the mouse wheel never changes.

    One in which nothing is chosen yet opens with its first row marked: Qt marks none, and the down
    key then takes the second.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """What is too long for its room ends with an ellipsis, and is not cut in a letter."""
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        part = QStyle.SubControl.SC_ComboBoxEditField
        room = (
            self.style()
            .subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, self)
            .width()
        )
        elided = Qt.TextElideMode.ElideRight
        option.currentText = self.fontMetrics().elidedText(option.currentText, elided, room)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def showPopup(self) -> None:  # noqa: N802
        """Open the list with a row marked."""
        super().showPopup()
        if self.currentIndex() < 0:
            self.view().setCurrentIndex(self.model().index(0, self.modelColumn()))


def line(value: str, changed: OnText) -> QLineEdit:
    """One line of text."""
    editor = kept_to_one_line(QLineEdit(value))
    editor.textEdited.connect(lambda text: changed(one_line(text)))
    return editor


def kept_to_one_line(editor: QLineEdit) -> QLineEdit:
    """The field, which from now on holds a blank for each line end that is pasted: Qt shows one
    and keeps the other."""

    def put(text: str) -> None:
        words = one_line(text)
        if words != text:
            at = editor.cursorPosition()
            editor.setText(words)
            editor.setCursorPosition(at)

    editor.textChanged.connect(put)
    return editor


def text_area(value: str, changed: OnText, rows: int = 3) -> QPlainTextEdit:
    """Several lines of text at a fixed height, so that nothing moves while somebody types."""
    editor = QPlainTextEdit(value)
    editor.setTabChangesFocus(True)
    editor.setFixedHeight(editor.fontMetrics().lineSpacing() * rows + 24)
    editor.textChanged.connect(lambda: changed(words_in(editor)))
    return editor


def words_in(editor: QPlainTextEdit) -> str:
    """What stands in it; ``toPlainText`` would make a blank of each no-break space."""
    return editor.document().toRawText().replace("\u2029", "\n")


def units_of(text: str) -> int:
    """How many places Qt counts in it: an emoji and whatever else lies beyond U+FFFF takes two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def choice(name: str, value: str, changed: OnText, empty: str | None = None) -> CalmChoice:
    """One term of a vocabulary; ``empty`` is the label of no choice, where that is allowed."""
    # The first screen has lines to type in, and nothing to choose from.
    from desktop.vocabulary import vocabulary

    editor = CalmChoice()
    if empty is not None:
        editor.addItem(empty, "")
    for term in vocabulary(name).terms:
        editor.addItem(vocabulary(name).label(term.code), term.code)
    select(editor, value)
    editor.activated.connect(lambda _: changed(str(editor.currentData())))
    return editor


def select(editor: QComboBox, value: str) -> None:
    """Show the entry of this code; a code the list does not know is added as it is."""
    at = editor.findData(value)
    if at < 0:
        editor.addItem(value, value)
        at = editor.count() - 1
    editor.setCurrentIndex(at)


def make_read_only(page: QWidget) -> None:
    """A sealed record: words can be read and copied, nothing can be changed."""
    for line_edit in page.findChildren(QLineEdit):
        line_edit.setReadOnly(True)
    for plain in page.findChildren(QPlainTextEdit):
        plain.setReadOnly(True)
    for text in page.findChildren(QTextEdit):
        text.setReadOnly(True)
    for box in (*page.findChildren(QComboBox), *page.findChildren(QCheckBox)):
        box.setEnabled(False)
    for button in page.findChildren(QAbstractButton):
        if button.property("changes_record") or button.property("kind") == "segment":
            button.setEnabled(False)
