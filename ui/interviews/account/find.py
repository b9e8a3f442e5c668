"""Find and replace within one account: a bar above the page, and the places it marks."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from desktop.i18n import _
from ui.scale import TARGET
from ui.theme import current
from ui.widgets.buttons import icon_button, quiet_button
from ui.widgets.editors import line
from ui.widgets.label import text_label
from ui.widgets.layouts import column, holding, row

_MOST: Final = 500
"""Places that are counted and marked; more help nobody, and each costs at every key."""
_PAUSE_MS: Final = 300
"""After a change of the account until the places are looked for anew."""
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_SHIFT: Final = Qt.KeyboardModifier.ShiftModifier


def places(editor: QTextEdit, words: str, most: int | None = None) -> list[QTextCursor]:
    """Where these words stand, in any case, each selected; never over two paragraphs.

    In order; at most so many where that is said. A no-break space is a space: Qt finds it so.
    """
    words = words.replace("\u00a0", " ")
    found: list[QTextCursor] = []
    cursor = QTextCursor(editor.document())
    while words and (most is None or len(found) < most):
        cursor = editor.document().find(words, cursor)
        if cursor.isNull():
            break
        found.append(QTextCursor(cursor))
    return found


class FindBar(QWidget):
    """Looks for words in the account beside it. ``left``: it was closed, by Escape or its button.

    Enter and F3 go to the next place, with Shift to the one before; beyond the last comes the
    first. Replacing is one step for Ctrl+Z, and is not there while the account is sealed.
    """

    left = Signal()

    def __init__(self, editor: QTextEdit) -> None:
        super().__init__()
        self._editor = editor
        self._found: list[QTextCursor] = []
        self.words = line("", lambda _words: self._look())
        self.words.setAccessibleName(_("Find in this account"))
        self.words.setPlaceholderText(_("Find in this account"))
        self.said = text_label("", "small", "quiet")
        self.instead = line("", lambda _words: None)
        self.instead.setAccessibleName(_("Replace with"))
        self.instead.setPlaceholderText(_("Replace with"))
        self.replace_one = quiet_button(_("Replace"), self._replace)
        self.replace_all = quiet_button(_("Replace all"), self._replace_all)
        self._second = holding(row(self.instead, self.replace_one, self.replace_all))
        for each in (self.words, self.instead):
            each.setMinimumHeight(TARGET)
            each.installEventFilter(self)
        up = icon_button("chevron-up", _("Previous (Shift+F3)"), lambda: self.step(-1))
        down = icon_button("chevron-down", _("Next (F3)"), lambda: self.step(1))
        close = icon_button("cross", _("Close (Esc)"), self.leave)
        first = row(self.words, self.said, up, down, close)
        first.setStretch(0, 1)
        self.setLayout(column(first, self._second, gap=1))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._look_again)
        editor.textChanged.connect(self._pause.start)
        self.hide()

    def open(self, replacing: bool) -> None:
        """Show it with what is selected; ``replacing``: with the second row."""
        chosen = self._editor.textCursor().selectedText()
        if chosen and "\u2029" not in chosen:
            self.words.setText(chosen)
        self._second.setVisible(replacing and not self._editor.isReadOnly())
        self.show()
        self._look()
        self.words.selectAll()
        self.words.setFocus()

    def leave(self) -> None:
        """Close; the marks go, and the cursor stands behind the place that was found: selected,
        the next turn would take it along."""
        self.hide()
        self._found = []  # each change of the account would move all of them
        self._editor.setExtraSelections([])
        cursor = self._editor.textCursor()
        cursor.clearSelection()
        self._editor.setTextCursor(cursor)
        self.left.emit()

    def seal(self) -> None:
        """Nothing is replaced any more, and words are still looked for."""
        self.words.setReadOnly(False)

    def step(self, by: int) -> None:
        """Go to the next place, or the one before."""
        if not self.isVisible() or not self._found:
            return
        here = self._editor.textCursor()
        if by > 0:
            end = here.selectionEnd()
            after = [n for n, c in enumerate(self._found) if c.selectionStart() >= end]
            self._go(after[0] if after else 0)
        else:
            start = here.selectionStart()
            before = [n for n, c in enumerate(self._found) if c.selectionEnd() <= start]
            self._go(before[-1] if before else len(self._found) - 1)

    # -- looking --------------------------------------------------------------------------

    def _look(self) -> None:
        """Find the words anew, and go to the first place from where the cursor stands."""
        self._mark_places()
        start = self._editor.textCursor().selectionStart()
        ahead = [n for n, c in enumerate(self._found) if c.selectionStart() >= start]
        if self._found:
            self._go(ahead[0] if ahead else 0)

    def _look_again(self) -> None:
        if self.isVisible():
            self._mark_places()

    def _mark_places(self) -> None:
        self._found = places(self._editor, self.words.text(), _MOST)
        self._editor.setExtraSelections([_marked(cursor) for cursor in self._found])
        self._say(None)
        for button in (self.replace_one, self.replace_all):
            button.setEnabled(bool(self._found))

    def _go(self, number: int) -> None:
        self._editor.setTextCursor(self._found[number])
        self._editor.ensureCursorVisible()
        self._say(number)

    def _say(self, number: int | None) -> None:
        if not self.words.text():
            self.said.setText("")
        elif not self._found:
            self.said.setText(_("Nothing found"))
        else:
            at = "–" if number is None else str(number + 1)
            count = f"{len(self._found)}{'+' if len(self._found) == _MOST else ''}"
            self.said.setText(_("{at} of {all}").format(at=at, all=count))

    # -- replacing ------------------------------------------------------------------------

    def _replace(self) -> None:
        """Replace the place that is selected, and go on to the next."""
        if self._editor.isReadOnly():
            return
        here = self._editor.textCursor()
        chosen = (here.selectionStart(), here.selectionEnd())
        if chosen in [(c.selectionStart(), c.selectionEnd()) for c in self._found]:
            here.insertText(self.instead.text())
            self._editor.setTextCursor(here)
            self._mark_places()
        self.step(1)

    def _replace_all(self) -> None:
        """All of them in one step; what is put in is not looked through again."""
        if self._editor.isReadOnly():
            return
        found = places(self._editor, self.words.text())
        ends = [(cursor.selectionStart(), cursor.selectionEnd()) for cursor in found]
        # Each change moves every cursor there is: with one for each place it took minutes.
        found.clear()
        self._found = []
        self._editor.setExtraSelections([])
        whole = QTextCursor(self._editor.document())
        whole.beginEditBlock()
        for start, end in reversed(ends):
            whole.setPosition(start)
            whole.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            whole.insertText(self.instead.text())
        whole.endEditBlock()
        self._mark_places()

    # -- keys -----------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in either field, as everywhere else."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _ENTER:
                if watched is self.instead:
                    self._replace()
                else:
                    self.step(-1 if event.modifiers() & _SHIFT else 1)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.leave()
                return True
        return super().eventFilter(watched, event)


def _marked(cursor: QTextCursor) -> QTextEdit.ExtraSelection:
    mark = QTextEdit.ExtraSelection()
    mark.cursor = cursor
    mark.format.setBackground(current().colour("amber_tint"))
    return mark
