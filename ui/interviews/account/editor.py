"""The page an account is written on: one text editor over blocks that know whose words they are.

Why one editor: see ``blocks.py``. A gutter at the left says of each utterance what it
is; it is painted for the blocks in view only, so length costs nothing.
"""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QTextCursor,
    QTextDocumentFragment,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from desktop.model.interview import Utterance, UtteranceKind
from desktop.model.sending.left_at import LeftAt
from desktop.model.values.moment import Moment
from desktop.model.values.plain_text import plain_text
from ui.interviews.account import blocks as text
from ui.interviews.account import cursor as edit
from ui.interviews.account import turns
from ui.interviews.account.divide import divide
from ui.interviews.account.gutter import Gutter, paint_beside
from ui.interviews.account.keys import (
    Join,
    Mark,
    NextTurn,
    action_for,
    protects,
    redoes,
    types,
    undoes,
)
from ui.interviews.account.menu import show_menu
from ui.interviews.account.reading import Reader

_STANDARD = QKeySequence.StandardKey
_BACK = (_STANDARD.Backspace, _STANDARD.DeleteStartOfWord)
_FORWARD = (_STANDARD.Delete, _STANDARD.DeleteEndOfWord, _STANDARD.DeleteEndOfLine)


class AccountEditor(QTextEdit):
    """Writes an account. ``edited`` after every change of words or marks. ``pasted``: what was
    pasted, as a selection. ``wants_earlier``: earlier drafts are asked for;
    ``wants_whole_window``: writing mode is, or its end; ``wants_protection``: the name at the
    cursor is to be protected."""

    edited = Signal()
    wants_earlier = Signal()
    wants_whole_window = Signal()
    wants_protection = Signal()
    pasted = Signal(QTextCursor)
    turn_changed = Signal()

    def __init__(self, look: text.Look, gutter: Gutter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._gutter = gutter
        self._language = "be"
        self._said_at: dict[str, Moment | None] = {}
        self._loading = False
        self._reader = Reader(self.document)
        self._head: Utterance | None = None
        self.setProperty("paper", "page")
        self.setAcceptRichText(False)
        self.setAcceptDrops(False)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(True)
        self.document().setDocumentMargin(0)
        self.document().contentsChange.connect(self._on_change)
        self.cursorPositionChanged.connect(self._notice_turn)

    # -- the account as a whole -------------------------------------------------------

    def show_account(self, utterances: tuple[Utterance, ...], language: str) -> None:
        """Lay an account on the page; an empty one gets a place for the first answer."""
        self._language = language
        self._said_at = {u.id: u.said_at for u in utterances}
        self._loading = True
        start = utterances or (turns.new_head(UtteranceKind.ANSWER, language),)
        text.write(self.document(), start, self._look)
        self._loading = False
        self.moveCursor(QTextCursor.MoveOperation.End)

    def account(self) -> tuple[Utterance, ...]:
        """What is on the page now."""
        return self._reader.read(self._said_at)

    def put_cursor(self, at: int) -> None:
        """Put the cursor to this character, or to the end where the account is shorter."""
        cursor = self.textCursor()
        at = max(0, min(at, self.document().characterCount() - 1))
        # Not into the midst of an emoji, which is two characters here.
        cursor.setPosition(at - (at and "\udc00" <= self.document().characterAt(at) <= "\udfff"))
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def left_at(self) -> LeftAt:
        """Where the cursor stands, and where on the page it is seen."""
        cursor = self.textCursor()
        first = text.first_of(cursor.block())
        within = cursor.position() - first.position()
        return LeftAt(text.id_of(first), within, self.cursorRect().top())

    def show_utterance(self, utterance_id: str, within: int = 0) -> None:
        """Put the cursor into an utterance, behind ``within`` characters of it.

        An unknown id changes nothing.
        """
        for block in text.blocks(self.document()):
            if text.id_of(block) == utterance_id:
                last = text.blocks_of(block)[-1]
                end = last.position() + last.length() - 1
                self.put_cursor(min(block.position() + within, end))
                return

    def return_to(self, left: LeftAt) -> None:
        """Put the cursor to where it was left; nothing where that utterance is no more."""
        self.show_utterance(left.utterance_id, left.within)

    def restyle(self, look: text.Look, gutter: Gutter) -> None:
        """Take other fonts and colours; words and marks stay."""
        self._look, self._gutter = look, gutter
        self.viewport().update()

    def current(self) -> Utterance:
        """The utterance the cursor stands in, without its words."""
        return text.head_of(self.textCursor().block())

    # -- steps, each one Ctrl+Z -------------------------------------------------------

    def begin_turn(self, kind: UtteranceKind) -> None:
        """Begin an utterance of this kind at the cursor; see :func:`turns.begin`."""
        if self.isReadOnly():
            return
        head = turns.new_head(kind, self._language)
        self._said_at[head.id] = Moment.now()
        self._take(turns.begin(self.textCursor(), head, self._look))

    def mark(self, marks: turns.Marks) -> None:
        """Say something else about the utterance at the cursor, or about what is selected."""
        if not self.isReadOnly():
            self._take(turns.mark(self.textCursor(), self._look, marks))

    def may_join(self) -> bool:
        """Whether the present utterance and the one above can be made one."""
        return not self.isReadOnly() and turns.joins(self.textCursor())

    def join_above(self) -> None:
        """Make the present utterance paragraphs of the one above, where they are alike."""
        if self.may_join():
            self._take(turns.Made(turns.join(self.textCursor(), self._look)))

    def _take(self, made: turns.Made) -> None:
        """Words that were cut off were said when they were said, or nobody knows when."""
        for mine, origin in made.moved:
            self._said_at[mine] = self._said_at.get(origin)
        self.setTextCursor(made.cursor)
        self.ensureCursorVisible()
        self._notice_turn()

    # -- keys, paste, input methods ---------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(_STANDARD.Copy):
            self.copy_text()
            return
        if protects(event):
            self.wants_protection.emit()
            return
        if self.isReadOnly() or not (self._quick_key(event) or self._guarded_key(event)):
            super().keyPressEvent(event)

    def _quick_key(self, event: QKeyEvent) -> bool:
        action = action_for(event)
        if isinstance(action, NextTurn):
            self.begin_turn(action.kind)
        elif isinstance(action, Mark):
            self.mark(turns.Marks(speaker=action.speaker, basis=action.basis))
        elif isinstance(action, Join):
            self.join_above()
        return action is not None

    def _guarded_key(self, event: QKeyEvent) -> bool:
        if event.matches(_STANDARD.Cut):
            self.cut_text()
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._new_paragraph()
            return True
        if event.key() == Qt.Key.Key_Backspace or any(event.matches(key) for key in _BACK):
            return self._erase_at_edge(backwards=True)
        if event.key() == Qt.Key.Key_Delete or any(event.matches(key) for key in _FORWARD):
            return self._erase_at_edge(backwards=False)
        if redoes(event):
            self.redo()
            return True
        if undoes(event):
            self.undo()
            return True
        if not types(event):
            return False
        self._clear_way()
        return event.text() == " " and self._type_space()

    def _type_space(self) -> bool:
        """A space begins a step of its own, so that Ctrl+Z takes a word and not a whole answer."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.insertText(" ")
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
        return True

    def _new_paragraph(self) -> None:
        cursor = self.textCursor()
        cursor.beginEditBlock()
        edit.remove_selection(cursor, self._look)
        edit.new_paragraph(cursor, self._look)
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def _erase_at_edge(self, backwards: bool) -> bool:
        cursor = self.textCursor()
        if edit.spans_utterances(cursor):
            edit.remove_selection(cursor, self._look)
        elif edit.may_join_back(cursor) if backwards else edit.may_join_forward(cursor):
            return False
        else:
            edit.drop_wordless(cursor, backwards)
        self.setTextCursor(cursor)
        return True

    def _clear_way(self) -> None:
        cursor = self.textCursor()
        if edit.spans_utterances(cursor):
            edit.remove_selection(cursor, self._look)
            self.setTextCursor(cursor)

    def copy_text(self) -> None:
        """Copy the words as they stand: no fonts, and no-break spaces kept."""
        words = self.textCursor().selectedText().replace("\u2029", "\n")
        if words:
            # A QMimeData made in Python would outlive the interpreter on the clipboard.
            QGuiApplication.clipboard().setText(words)

    def cut_text(self) -> None:
        """Cut, without running two people's words together."""
        if self.isReadOnly() or not self.textCursor().hasSelection():
            return
        self.copy_text()
        cursor = self.textCursor()
        edit.remove_selection(cursor, self._look)
        self.setTextCursor(cursor)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if (event.commitString() or event.preeditString()) and not self.isReadOnly():
            self._clear_way()
        super().inputMethodEvent(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText() or source.hasHtml()

    def insertFromMimeData(self, source: QMimeData) -> None:
        words = source.text() if source.hasText() else _words_of(source.html())
        cursor = self.textCursor()
        start = cursor.selectionStart()
        edit.insert_paragraphs(cursor, plain_text(words), self._look)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
        cursor.setPosition(start)
        cursor.setPosition(self.textCursor().position(), QTextCursor.MoveMode.KeepAnchor)
        self.pasted.emit(cursor)

    def put_back(self, utterances: tuple[Utterance, ...]) -> None:
        """Lay another text over the whole page, in one step for Ctrl+Z."""
        if self.isReadOnly():
            return
        self._said_at.update({each.id: each.said_at for each in utterances})
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.removeSelectedText()
        text.write_at(cursor, utterances, self._look)
        cursor.endEditBlock()
        self._take(turns.Made(cursor))

    def write_over(self, start: int, end: int, words: str, other: str) -> bool:
        """Write other words over these, in one step for Ctrl+Z; False where they stand there no
        more."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        if self.isReadOnly() or cursor.selectedText() != words:
            return False
        edit.insert_paragraphs(cursor, other, self._look)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
        return True

    def divide(self, pasted: QTextCursor) -> None:
        """Make turns of a pasted conversation; nobody knows when they were said."""
        if not self.isReadOnly():
            self._take(divide(pasted, self._language, self._look))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Selected words are not dragged: a program that takes them would take them away here."""
        held = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        place = event.position().toPoint()
        if event.button() is Qt.MouseButton.LeftButton and not held and self._is_selected(place):
            self.setTextCursor(self.cursorForPosition(place))
        super().mousePressEvent(event)

    def _is_selected(self, place: QPoint) -> bool:
        at, cursor = self.cursorForPosition(place).position(), self.textCursor()
        within = cursor.selectionStart() <= at <= cursor.selectionEnd()
        return cursor.hasSelection() and within

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu is about what was clicked: a turn that is out of sight is not changed by it."""
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        if by_mouse and not self._is_selected(event.pos()):
            self.setTextCursor(self.cursorForPosition(event.pos()))
        show_menu(self, event.globalPos())

    def delete_text(self) -> None:
        """Delete what is selected, without running two people's words together."""
        cursor = self.textCursor()
        edit.remove_selection(cursor, self._look)
        self.setTextCursor(cursor)

    # -- what changed -----------------------------------------------------------------

    def _on_change(self, position: int, _removed: int, added: int) -> None:
        self._reader.changed(position, added)
        if self._loading:
            return
        if added:
            mine = text.id_of(self.document().findBlock(position))
            if mine not in self._said_at:
                self._said_at[mine] = Moment.now()
        self._notice_turn()
        self.edited.emit()

    def _notice_turn(self) -> None:
        """Tell of another utterance or another mark; a key within one repaints only its line."""
        head = self.current()
        if head != self._head:
            self._head = head
            self.viewport().update()
            self.turn_changed.emit()

    # -- the page ---------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        block = self.cursorForPosition(event.rect().topLeft()).block()
        here = text.id_of(self.textCursor().block())
        scroll = self.verticalScrollBar().value()
        layout = self.document().documentLayout()
        while block.isValid():
            box = layout.blockBoundingRect(block).translated(0, -scroll)
            if box.top() > event.rect().bottom():
                break
            mine = text.id_of(block) == here and not self.isReadOnly()
            paint_beside(painter, block, box, self._gutter, self._said_at, mine)
            block = block.next()
        painter.end()


def _words_of(html: str) -> str:
    """The words of rich text; nothing else of it is taken."""
    return QTextDocumentFragment.fromHtml(html).toPlainText()
