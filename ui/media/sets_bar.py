"""The sets of files above the grid: which one is shown, and what is done with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from desktop.errors import SkryniaError
from desktop.i18n import _
from desktop.model.set import FileSet, moved
from ui.media.save_set import SavingSets
from ui.media.sets import (
    EDIT_SET,
    NEW_SET,
    EditSetDialog,
    NewSetDialog,
    SetChoice,
    called,
    removing_sets,
)
from ui.messages import say_error
from ui.shell.room import RoomContext
from ui.widgets.banner import Banner
from ui.widgets.buttons import icon_button, quiet_button
from ui.widgets.label import label_unseen, paragraph
from ui.widgets.layouts import column, row

if TYPE_CHECKING:
    from desktop.vault import Vault
    from desktop.vault.records.sets import SetSummary

_LISTED: Final = 500
"""Sets that are listed, the newest first; search finds any other."""

_LETTERS: Final = 400
_LINES: Final = 4
"""Of a note that stands above the files: whoever sent a set chose how long it is."""


class SetsBar(QWidget):
    """``changed``: another set is chosen, or all files; ``chosen``: its id, '' for all."""

    changed = Signal()

    def __init__(self, page: QWidget, context: RoomContext, banner: Banner) -> None:
        super().__init__(page)
        self._page, self._context, self._banner = page, context, banner
        self.chosen = ""
        self._listed: tuple[SetSummary, ...] = ()
        self.saving = SavingSets(page, context, banner)
        self.choice = SetChoice()
        self.choice.chosen.connect(self.show_set)
        self.new_button = quiet_button(_("New set…"), self._new, "folder-plus")
        self.edit_button = icon_button("pen", _("Name and note…"), self._edit)
        self.save_button = icon_button(
            "download", _("Save set…"), lambda: self.saving.ask(self.chosen)
        )
        self._removing = removing_sets(page, context, banner, self._gone, self.choice.setFocus)
        self.remove_button = icon_button(
            "trash", _("Remove set…"), lambda: self._removing.ask(self.chosen)
        )
        buttons = (self.new_button, self.edit_button, self.save_button, self.remove_button)
        bar = row(self.choice, *buttons, None, gap=2, margin=0)
        self.note = paragraph("", "quiet")
        self.setLayout(column(bar, self.note, gap=2))
        label_unseen(self.choice)
        self._follow()

    def read(self) -> None:
        """List the sets again."""
        self._ask(lambda vault: tuple(vault.sets.summaries(0, _LISTED)), self._show)

    def show_set(self, set_id: str) -> None:
        """Show the files of one set, or all."""
        if set_id != self.chosen:
            self.chosen = set_id
            self._follow()
            self.changed.emit()

    def go(self, set_id: str, form: str) -> None:
        """Show a set, and a form where one is named."""
        self.show_set(set_id)
        if form == NEW_SET.name:
            self._new()
        elif form == EDIT_SET.name and set_id:
            self._edit()

    def offer(self, media_id: str) -> None:
        """Let somebody choose into which set a file goes."""
        menu = QMenu(self._page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(_("Put into a set…"))
        new = menu.addAction(_("New set…"))
        new.triggered.connect(partial(self._new, (media_id,)))
        for each in self._listed:
            action = menu.addAction(called(each).replace("&", "&&"))
            action.triggered.connect(partial(self._put_in, each.id, media_id))
        menu.popup(self.choice.mapToGlobal(self.choice.rect().bottomLeft()))

    def take_out(self, media_id: str) -> None:
        """Take a file out of the set that is shown."""
        if set_id := self.chosen:
            self._write(lambda vault: vault.sets.take_out(set_id, (media_id,)))

    def move_file(self, media_id: str, by: int) -> None:
        """Move a file in the set that is shown."""
        if set_id := self.chosen:
            self._write(lambda vault: move(vault, set_id, media_id, by))

    def _put_in(self, set_id: str, media_id: str, _on: bool = False) -> None:
        self._write(lambda vault: vault.sets.put_in(set_id, (media_id,)))

    def _new(self, files: Sequence[str] = (), _on: bool = False) -> None:
        dialog = NewSetDialog(self._page, self._context, files)
        dialog.saved.connect(self.show_set)
        dialog.open()

    def _edit(self) -> None:
        set_id = self.chosen
        if set_id:
            self._ask(lambda vault: vault.sets.get(set_id), self._show_form)

    def _show_form(self, now: FileSet) -> None:
        EditSetDialog(self._page, self._context, now).open()

    def _show(self, listed: tuple[SetSummary, ...]) -> None:
        self._listed = listed
        if chosen := self.chosen:
            self._ask(lambda vault: vault.sets.find(chosen), partial(self._show_note, chosen))
        self.choice.show_sets(listed, self.chosen)
        self._follow()

    def _show_note(self, chosen: str, found: FileSet | None) -> None:
        """What is noted of the set that is shown; all files again where it went."""
        if chosen != self.chosen:
            return
        if found is None:
            self.show_set("")
            return
        self.note.setText(beginning(found.note))
        self.note.setVisible(bool(found.note))

    def _gone(self, set_id: str) -> None:
        """All files again in the place of a set that was removed."""
        if set_id == self.chosen:
            self.show_set("")

    def _follow(self) -> None:
        for button in (self.edit_button, self.save_button, self.remove_button):
            button.setVisible(bool(self.chosen))
        if not self.chosen:
            self.note.hide()

    def _write(self, work: Callable[[Vault], None]) -> None:
        self._ask(work, lambda _none: None)

    def _ask(self, work: Callable[[Vault], object], done: Callable[..., None]) -> None:
        self._context.worker.run(work, done, self._say, self)

    def _say(self, error: SkryniaError) -> None:
        say_error(self._banner, error)


def beginning(note: str) -> str:
    """As much of a note as leaves room for the files; the form has all of it."""
    lines = note[: _LETTERS + 1].split("\n")
    shown = "\n".join(lines[:_LINES])[:_LETTERS]
    return note if shown == note else f"{shown.rstrip()}…"


def move(vault: Vault, set_id: str, media_id: str, by: int) -> None:
    """Move a file past so many of those that are shown: those that are not here have no place on
    the screen."""
    with vault.transaction():
        before = vault.sets.get(set_id)
        order, own = before.media_ids, {*vault.media.ids(media_id)}
        here = vault.media.ids_here(order)
        shown = [each for each in order if each in here]
        at = next((at for at, each in enumerate(shown) if each in own), None)
        if at is None:
            return
        to = max(0, min(len(shown) - 1, at + by))
        places = order.index(shown[to]) - order.index(shown[at])
        vault.edits.record(vault.sets, before, moved(before, shown[at], places))
