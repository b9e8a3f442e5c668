"""The name at the cursor, protected by one key; the same key again writes what stands instead.

Below the page a row says which entry protects it, with the way back. It stands there until it is
closed or the account is changed in another way. Nothing is asked.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from desktop.i18n import _
from desktop.vault.records.protected_names import Marked
from ui.interviews.account.editor import AccountEditor
from ui.interviews.account.keys import PROTECT_KEY
from ui.interviews.account.offer_row import OfferRow
from ui.messages import note_error
from ui.protected.marking import Place, name_at, no_name, what_protects, what_was_written
from ui.shell.room import RoomContext
from ui.widgets.announce import announce
from ui.widgets.buttons import bare_button, icon_button, quiet_button
from ui.widgets.elided import ElidedLabel
from ui.widgets.layouts import row

if TYPE_CHECKING:
    from desktop.vault import Vault

_Work = Callable[["Vault"], Marked]


class Protecting(OfferRow):
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

    def press(self) -> None:
        """Protect the name that is marked, or the word at the cursor; again: write its code."""
        place = name_at(self._editor.textCursor())
        if place is None:
            self._context.state_bar.note(no_name())
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
        told = what_protects(marked, place.name)
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
            self._context.state_bar.note(what_was_written(marked, place.name))
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
