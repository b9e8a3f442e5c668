"""Which set of files is shown, and the form for its name and note."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.i18n import _, ngettext
from desktop.model.set import SET_KIND, FileSet
from desktop.model.typed_words import NEW, words_form
from desktop.model.values.plain_text import one_line
from ui.kept_form import sheaf_of
from ui.removing import Removing
from ui.shell.room import RoomContext
from ui.widgets.banner import Banner
from ui.widgets.buttons import primary_button
from ui.widgets.dialogs.form_dialog import FormDialog
from ui.widgets.editors import CalmChoice, line, text_area, words_in
from ui.widgets.field import Field
from ui.widgets.label import paragraph

if TYPE_CHECKING:
    from desktop.vault import Vault
    from desktop.vault.records.sets import SetSummary

NEW_SET: Final = words_form(SET_KIND, NEW)
EDIT_SET: Final = words_form(SET_KIND, "name")
_LETTERS: Final = 28
"""Letters of a set's name that the choice has room for."""


class SetChoice(CalmChoice):
    """All files, or the files of one set. ``chosen(set_id)``: '' for all."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Set"))
        self.setMinimumContentsLength(_LETTERS)
        self.show_sets([], "")
        self.activated.connect(lambda _at: self.chosen.emit(str(self.currentData())))

    def show_sets(self, sets: Sequence[SetSummary], chosen: str) -> None:
        """List these, with one of them chosen."""
        self.clear()
        self.addItem(_("All files"), "")
        for each in sets:
            self.addItem(called(each), each.id)
        at = self.findData(chosen)
        self.setCurrentIndex(max(0, at))


def called(each: SetSummary) -> str:
    """A row of the list."""
    said = ngettext("{name} ({count} file)", "{name} ({count} files)", each.count)
    return said.format(name=each.name or _("without a name"), count=each.count)


class SetDialog(FormDialog):
    """A new set of these files, or another name and note of one. ``saved(set_id)``."""

    saved = Signal(str)

    def __init__(
        self,
        parent: QWidget,
        context: RoomContext,
        files: Sequence[str] = (),
        now: FileSet | None = None,
    ) -> None:
        title = _("New set") if now is None else _("Name and note of the set")
        super().__init__(parent, context.worker, title)
        self._files, self._now = tuple(files), now
        self.name = line(now.name if now else "", lambda _text: self.check())
        self.note = text_area(now.note if now else "", lambda _text: None)
        label = _("Create") if now is None else _("Save")
        self.save_button = primary_button(label, self._save)
        goes = _(
            "Name and note are sent only where all files of the set go and everybody who was "
            "interviewed about them is named in full."
        )
        self.lay_out(
            Field(_("Name of the set"), self.name),
            Field(_("Note"), self.note),
            paragraph(goes, "small", "quiet"),
            action=self.save_button,
        )
        editors = {"name": self.name, "note": self.note}
        if now is None:
            self.keep(context, sheaf_of(NEW_SET, editors), {})
        else:
            self.keep(context, sheaf_of(EDIT_SET, editors, now.id), {"set": now.id})
        self.name.setFocus()

    def ready(self) -> bool:
        """It has a name."""
        return bool(self.name.text().strip())

    def _save(self) -> None:
        name, note = one_line(self.name.text()).strip(), words_in(self.note)
        files, now = self._files, self._now

        def work(vault: Vault) -> str:
            if now is None:
                return vault.sets.new(name, files, note).id
            vault.edits.record(vault.sets, now, replace(now, name=name, note=note))
            return now.id

        self.ask_vault(work, self._done)

    def _done(self, set_id: str) -> None:
        self.saved.emit(set_id)
        self.accept()


class NewSetDialog(SetDialog):
    """A new set of these files."""

    def __init__(self, parent: QWidget, context: RoomContext, files: Sequence[str] = ()) -> None:
        super().__init__(parent, context, files)


class EditSetDialog(SetDialog):
    """Another name and note of a set."""

    def __init__(self, parent: QWidget, context: RoomContext, now: FileSet) -> None:
        super().__init__(parent, context, now=now)


def removing_sets(
    page: QWidget,
    context: RoomContext,
    banner: Banner,
    gone: Callable[[str], None],
    back: Callable[[], None],
) -> Removing:
    """Asks, removes and tells for a page; ``gone`` is given the set's id behind it, ``back`` puts
    the focus where one goes on."""
    goes = _("Only the set goes: its name, its note and its order. All its files stay.")
    return Removing(page, context, SET_KIND, banner, goes, gone, back)
