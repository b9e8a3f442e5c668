"""Recovery shares, entered one after the other: words are completed, what is missing is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.i18n import _
from ui.unlocking.secret_edit import unpredicted
from ui.widgets.buttons import Button, quiet_button
from ui.widgets.field import Field
from ui.widgets.label import paragraph
from ui.widgets.layouts import column, row

if TYPE_CHECKING:
    from desktop.crypto.secret import Shares
    from desktop.crypto.shares import ShareRead

_ROWS = 4
_OFFERED = 6


class SharesField(QWidget):
    """One share at a time. ``submitted``: as many as are needed were added."""

    submitted = Signal()
    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._read: list[ShareRead] = []
        self.edit = unpredicted(_ShareEdit())
        self.edit.entered.connect(self.add)
        self.edit.textChanged.connect(self._follow)
        self.field = Field(_("Words of a recovery share"), self.edit)
        self.added = paragraph("", "strong")
        self.button: Button = quiet_button(_("Add this share"), self.add, "plus")
        self.setLayout(column(self.added, self.field, row(self.button, None), gap=2))
        self.setFocusProxy(self.edit)
        self._tell()

    def add(self) -> None:
        """Take the share that stands there, where it holds and goes with the others."""
        from desktop.crypto.shares import read_share
        from desktop.errors import MistypedShare

        try:
            share = read_share(self.edit.toPlainText())
        except MistypedShare as error:
            self.field.set_error(_mistyped(error.wrong))
            return
        problem = self._problem(share)
        if problem:
            self.field.set_error(problem)
            return
        self._read.append(share)
        self.edit.clear()
        self._tell()
        self.edited.emit()
        if self._enough():
            self.submitted.emit()

    def shares(self) -> Shares | None:
        """All of them; None where more are needed, which is then said."""
        from desktop.crypto.secret import Shares

        if not self._enough():
            self.field.set_error(_("More shares are needed."))
            return None
        return Shares(tuple(share.words for share in self._read))

    def clear(self) -> None:
        """Forget every share."""
        self._read.clear()
        self.edit.clear()
        self.field.set_error("")
        self._tell()

    def _enough(self) -> bool:
        return bool(self._read) and len(self._read) >= self._read[0].threshold

    def _problem(self, share: ShareRead) -> str:
        if not self._read:
            return ""
        if share.identifier != self._read[0].identifier:
            return _("This share belongs to another set than the first one.")
        if share.number in {each.number for each in self._read}:
            return _("This share was added already.")
        return ""

    def _follow(self) -> None:
        from desktop.crypto.shares import WORDS, unknown_words, words_like

        words = self.edit.toPlainText().split()
        begun = self.edit.begun()
        whole = words[:-1] if begun else words
        wrong = unknown_words(" ".join(whole))
        self.field.set_error(_mistyped(wrong) if wrong else "")
        said = _("Word {count} of {total}").format(count=len(words), total=WORDS)
        offered = ", ".join(words_like(begun, _OFFERED)) if begun else ""
        self.field.set_hint(f"{said}: {offered}" if offered else said)
        self.edited.emit()

    def _tell(self) -> None:
        if not self._read:
            self.added.setText(_("No share was added yet."))
            return
        self.added.setText(
            _("Shares added: {count} of {needed}").format(
                count=len(self._read), needed=self._read[0].threshold
            )
        )


class _ShareEdit(QPlainTextEdit):
    """A blank after four letters writes the word out; Enter says that it is the whole share."""

    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * _ROWS + 24)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
            return
        if event.text() == " " and self.begun():
            self._complete(self.begun())
        super().keyPressEvent(event)

    def begun(self) -> str:
        """The word at the end that is being typed; "" where the cursor is elsewhere."""
        text = self.toPlainText()
        at_end = self.textCursor().position() == len(text)
        return text.split()[-1] if at_end and text and not text[-1].isspace() else ""

    def _complete(self, begun: str) -> None:
        from desktop.crypto.shares import word_for

        word = word_for(begun)
        if word is None or word == begun:
            return
        cursor = self.textCursor()
        back = QTextCursor.MoveOperation.Left
        cursor.movePosition(back, QTextCursor.MoveMode.KeepAnchor, len(begun))
        cursor.insertText(word)
        self.setTextCursor(cursor)


def _mistyped(wrong: tuple[int, ...]) -> str:
    from desktop.errors import MistypedShare
    from desktop.messages.errors import explain
    from desktop.messages.ways_in import mistyped_told

    error = MistypedShare(wrong)
    return " ".join(mistyped_told(error)) or explain(error).what_happened
