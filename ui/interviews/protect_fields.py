"""Ctrl+Shift+P in any field of an interview: the name there is protected, and pressed again, its
code is written over it. In the account a row says which (``account/protecting.py``); a field has
no room for one, so that the line at the bottom of the window says it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from desktop.vault.records.protected_names import Marked
from ui.interviews.account.editor import AccountEditor
from ui.messages import note_error
from ui.protected.marking import Place, name_at, name_in, no_name, what_protects, what_was_written
from ui.shell.room import RoomContext

_KEEP = QTextCursor.MoveMode.KeepAnchor


class ProtectFields(QObject):
    """The key of one page."""

    def __init__(self, page: QWidget, context: RoomContext) -> None:
        super().__init__(page)
        self._context = context
        self._field: QWidget | None = None
        self._place: Place | None = None
        self._marked: Marked | None = None
        key = QShortcut(QKeySequence("Ctrl+Shift+P"), page)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(self.press)

    def press(self) -> None:
        """Protect the name that is marked or at the cursor of the field in use."""
        field = QApplication.focusWidget()
        if isinstance(field, AccountEditor):
            field.wants_protection.emit()
            return
        place = _place_in(field)
        if place is None:
            self._context.state_bar.note(no_name())
        elif field is self._field and place == self._place and self._marked is not None:
            self._write(field, place, self._marked)
        else:
            self._field, self._place, self._marked = field, place, None
            self._context.worker.run(
                lambda vault: vault.protected.protect(place.name),
                partial(self._say, place),
                partial(note_error, self._context.state_bar),
                self,
            )

    def _say(self, place: Place, marked: Marked) -> None:
        if place is self._place:
            self._marked = marked
        self._context.state_bar.note(what_protects(marked, place.name))

    def _write(self, field: QWidget | None, place: Place, marked: Marked) -> None:
        self._field = self._place = self._marked = None
        if _write_over(field, place, marked.entry.instead):
            self._context.state_bar.note(what_was_written(marked, place.name))


def _place_in(field: QWidget | None) -> Place | None:
    if isinstance(field, QPlainTextEdit):
        return name_at(field.textCursor())
    return name_in(field) if isinstance(field, QLineEdit) else None


def _write_over(field: QWidget | None, place: Place, words: str) -> bool:
    """In one step for Ctrl+Z; not where the field is only read."""
    if not isinstance(field, QPlainTextEdit | QLineEdit) or field.isReadOnly():
        return False
    if isinstance(field, QLineEdit):
        field.setSelection(place.start, place.end - place.start)
        field.insert(words)
        return True
    cursor = field.textCursor()
    cursor.setPosition(place.start)
    cursor.setPosition(place.end, _KEEP)
    cursor.insertText(words)
    field.setTextCursor(cursor)
    return True
