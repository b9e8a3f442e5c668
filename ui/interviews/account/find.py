"""Find and replace within one account: a bar above the page, and the places it marks."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from desktop.i18n import _
from ui.interviews.account.looking import Looking, Span, places, spaced, wanted
from ui.interviews.account.marks import marked
from ui.widgets.buttons import icon_button, quiet_button
from ui.widgets.editors import line
from ui.widgets.label import text_label
from ui.widgets.layouts import column, holding, row

_MOST_MARKED: Final = 500
"""Places in view that are marked at once; more are on no screen."""
_PAUSE_MS: Final = 300
"""After a change of the account until the places are looked for anew."""
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_SHIFT: Final = Qt.KeyboardModifier.ShiftModifier


Going = Callable[[], Span | None]
"""Where to go, or None while that is not known."""


class FindBar(QWidget):
    """Looks for words in the account beside it. ``left``: it was closed, by Escape or its button.

    Enter and F3 go to the next place, with Shift to the one before; beyond the last comes the
    first. Replacing is one step for Ctrl+Z, and is not there while the account is sealed.
    """

    left = Signal()

    def __init__(self, editor: QTextEdit) -> None:
        super().__init__()
        self._editor = editor
        self._looking = Looking(editor.document, self)
        self._looking.went_on.connect(self._advance)
        self._going: Going | None = None
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
        editor.document().contentsChange.connect(self._outdated)
        editor.verticalScrollBar().valueChanged.connect(self._mark_seen)
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
        self._looking.stop()
        self._pause.stop()
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
        if not self.isVisible():
            return
        here = self._editor.textCursor()
        end, start = here.selectionEnd(), here.selectionStart()
        find = self._looking
        going = partial(find.ahead_of, end) if by > 0 else partial(find.before, start)
        if self._pause.isActive():
            self._begin(going)
        else:
            self._going = going
            self._advance()

    # -- looking --------------------------------------------------------------------------

    def _look(self) -> None:
        """Find the words anew, and go to the first place from where the cursor stands."""
        self._begin(partial(self._looking.ahead_of, self._editor.textCursor().selectionStart()))

    def _look_again(self) -> None:
        if self.isVisible():
            self._begin(None)

    def _begin(self, going: Going | None) -> None:
        self._pause.stop()
        self._going = going
        self._looking.begin(self.words.text(), self._editor.textCursor().selectionStart())
        self._advance()

    def _outdated(self) -> None:
        """The account changed: what was found stands elsewhere now."""
        if self.isVisible():
            self._looking.stop()
            self._going = None
            self._pause.start()

    def _advance(self) -> None:
        """More is known: go where somebody waits to go, and say how much there is."""
        span = self._going() if self._going is not None else None
        if span is not None:
            self._select(span)
        if span is not None or self._looking.done:
            self._going = None
        self._mark_seen()
        self._say()

    def _mark_seen(self) -> None:
        """Mark the places in view, whatever there is beyond it."""
        if not self.isVisible() or self._pause.isActive():
            return
        page = self._editor.viewport().rect()
        ends = (page.topLeft(), page.bottomRight())
        first, last = (self._editor.cursorForPosition(end).position() for end in ends)
        seen = self._looking.within(first, last)[:_MOST_MARKED]
        document = self._editor.document()
        self._editor.setExtraSelections([marked(document, *span) for span in seen])

    def _select(self, span: Span) -> None:
        cursor = self._editor.textCursor()
        cursor.setPosition(span[0])
        cursor.setPosition(span[1], QTextCursor.MoveMode.KeepAnchor)
        self._editor.setTextCursor(cursor)
        self._editor.ensureCursorVisible()

    def _say(self) -> None:
        found, done = self._looking.found, self._looking.done
        for button in (self.replace_one, self.replace_all):
            button.setEnabled(bool(found))
        if not self.words.text():
            self.said.setText("")
        elif not found:
            self.said.setText(_("Nothing found") if done else "")
        else:
            here = self._editor.textCursor()
            at = bisect_left(found, (here.selectionStart(), here.selectionEnd()))
            known = done and at < len(found) and found[at] == _span(here)
            number = str(at + 1) if known else "–"
            count = f"{len(found)}{'' if done else '+'}"
            self.said.setText(_("{at} of {all}").format(at=number, all=count))

    # -- replacing ------------------------------------------------------------------------

    def _replace(self) -> None:
        """Replace the place that is selected, and go on to the next."""
        if self._editor.isReadOnly():
            return
        here = self._editor.textCursor()
        chosen = spaced(here.selectedText())
        if chosen and wanted(self.words.text()).fullmatch(chosen):
            here.insertText(self.instead.text())
            self._editor.setTextCursor(here)
        self.step(1)

    def _replace_all(self) -> None:
        """All of them in one step; what is put in is not looked through again."""
        if self._editor.isReadOnly() or not self.words.text():
            return
        pattern, words = wanted(self.words.text()), self.instead.text()
        self._editor.setExtraSelections([])
        whole = QTextCursor(self._editor.document())
        whole.beginEditBlock()
        block = self._editor.document().begin()
        while block.isValid():
            for start, end in reversed(list(places(block, pattern))):
                whole.setPosition(start)
                whole.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
                whole.insertText(words)
            block = block.next()
        whole.endEditBlock()
        self._begin(None)

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


def _span(cursor: QTextCursor) -> Span:
    return cursor.selectionStart(), cursor.selectionEnd()
