"""The name at the cursor, protected by one key; the same key again writes what stands instead.

Below the page a row says which entry protects it, with the way back. It stands there until it is
closed or the account is changed in another way. Nothing is asked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent, QTextCursor
from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.names.letters import words
from desktop.vault.records.protected_names import Marked
from ui.interviews.account.editor import AccountEditor
from ui.interviews.account.keys import PROTECT_KEY
from ui.messages import note_error
from ui.shell.room import RoomContext
from ui.widgets.announce import announce
from ui.widgets.buttons import bare_button, icon_button, quiet_button
from ui.widgets.elided import ElidedLabel
from ui.widgets.layouts import row

if TYPE_CHECKING:
    from desktop.vault import Vault

_Work = Callable[["Vault"], Marked]
_LONGEST = 100
"""Characters: what is marked beyond is no name."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a name stands in the document, from ``start`` to before ``end``."""

    start: int
    end: int
    name: str


class Protecting(QWidget):
    """The row; :meth:`press` is the key."""

    def __init__(self, editor: AccountEditor, context: RoomContext) -> None:
        super().__init__()
        self._editor, self._context = editor, context
        self._place: Place | None = None
        self._marked: Marked | None = None
        self._writes = False
        self.said = ElidedLabel()
        self.write_button = quiet_button("", self._write)
        self.write_button.setToolTip(PROTECT_KEY)
        self.other_button = bare_button(_("Somebody else"), self._other)
        self.undo_button = bare_button(_("Undo"), self._undo)
        close = icon_button("cross", _("Close (Esc)"), self.leave)
        whole = row(self.said, self.write_button, self.other_button, self.undo_button, close)
        whole.setStretch(0, 1)
        self.setLayout(whole)
        editor.wants_protection.connect(self.press)
        editor.edited.connect(self._forget)
        buttons = (self.write_button, self.other_button, self.undo_button, close)
        self._watched = (editor, *buttons)
        self.hide()

    def showEvent(self, event: QShowEvent) -> None:
        """Listen for Escape only while there is something to leave: it costs at every key."""
        super().showEvent(event)
        for each in self._watched:
            each.installEventFilter(self)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        for each in self._watched:
            each.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape on the page or here: what was protected stays so."""
        escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if escape and event.type() == QEvent.Type.KeyPress and self.isVisible():
            self.leave()
            return True
        return super().eventFilter(watched, event)

    def press(self) -> None:
        """Protect the name that is marked, or the word at the cursor; again: write its code."""
        place = name_at(self._editor.textCursor())
        if place is None:
            self._context.state_bar.note(_("Mark a name, or put the cursor into one."))
        elif self._marked is not None and place == self._place:
            self._write()
        else:
            self._forget()
            self._place = place
            self._ask(lambda vault: vault.protected.protect(place.name), place)

    def leave(self) -> None:
        """Close the row."""
        self._forget()
        self._editor.setFocus()

    def _ask(self, work: _Work, place: Place) -> None:
        refused = partial(note_error, self._context.state_bar)
        self._context.worker.run(work, lambda marked: self._say(place, marked), refused, self)

    def _say(self, place: Place, marked: Marked) -> None:
        if place is not self._place:
            return
        self._marked = marked
        entry = marked.entry
        if marked.is_new:
            said = _("“{name}” is protected: {instead}.")
        elif marked.called and marked.called != place.name:
            said = _("“{name}” is protected together with “{called}”: {instead}.")
        else:
            said = _("“{name}” is protected already: {instead}.")
        told = said.format(name=place.name, called=marked.called, instead=entry.instead)
        self.said.say(told)
        self.write_button.setText(_("Write “{instead}” instead").format(instead=entry.instead))
        self.write_button.setVisible(not self._editor.isReadOnly())
        self.other_button.setVisible(not marked.is_new)
        self.undo_button.setVisible(marked.changed)
        self.setAccessibleName(told)
        self.show()
        announce(self)

    def _write(self) -> None:
        """Lay what stands instead over the name, in one step for Ctrl+Z."""
        place, marked = self._place, self._marked
        if place is None or marked is None or self._editor.isReadOnly():
            return
        self._forget()
        if self._editor.write_over(place.start, place.end, place.name, marked.entry.instead):
            said = _("{instead} stands instead of “{name}”. Ctrl+Z brings the name back.")
            self._context.state_bar.note(said.format(instead=marked.entry.instead, name=place.name))
        self._editor.setFocus()

    def _other(self) -> None:
        """It is somebody else's name: an entry of its own."""
        if self._place is not None and self._marked is not None:
            name, marked = self._place.name, self._marked
            self._ask(lambda vault: vault.protected.protect_apart(name, marked), self._place)
            self._editor.setFocus()

    def _undo(self) -> None:
        marked = self._marked
        if marked is None:
            return
        self._context.worker.run(
            lambda vault: vault.protected.take_back(marked),
            lambda _none: None,
            partial(note_error, self._context.state_bar),
            self,
        )
        self.leave()

    def _forget(self) -> None:
        self._place = self._marked = None
        self.hide()


def name_at(cursor: QTextCursor) -> Place | None:
    """What is marked in one paragraph, without the blanks around it, else the word at the cursor;
    None where there is neither, and for what is too long to be a name."""
    block = cursor.block()
    text = block.text()
    if not cursor.hasSelection():
        at = _letters(text, cursor.positionInBlock())
        found = next((w for w in words(text) if w.start <= at <= w.end), None)
        return _place(text, block.position(), found.start, found.end) if found else None
    document = cursor.document()
    first = document.findBlock(cursor.selectionStart())
    if first != document.findBlock(cursor.selectionEnd()):
        return None
    text = first.text()
    start = _letters(text, cursor.selectionStart() - first.position())
    end = _letters(text, cursor.selectionEnd() - first.position())
    marked = text[start:end]
    start += len(marked) - len(marked.lstrip())
    end -= len(marked) - len(marked.rstrip())
    if end <= start or end - start > _LONGEST or not any(words(text[start:end])):
        return None
    return _place(text, first.position(), start, end)


def _place(text: str, at: int, start: int, end: int) -> Place:
    return Place(at + _units(text[:start]), at + _units(text[:end]), text[start:end])


def _units(text: str) -> int:
    """As a document counts: a letter beyond U+FFFF is two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _letters(text: str, units: int) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "ignore"))
