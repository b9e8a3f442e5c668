"""A new protected name, by hand: the name, and what stands instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.i18n import _, pgettext
from desktop.model.changes import Part
from desktop.model.protected import NameOf, ProtectedName
from desktop.model.typed_words import NEW, words_form
from desktop.model.version import RecordKind
from desktop.vocabulary import vocabulary
from ui.kept_form import sheaf_of
from ui.protected.known_notice import KnownNotice
from ui.shell.room import RoomContext
from ui.widgets.buttons import primary_button
from ui.widgets.choices.segmented import SegmentedChoice
from ui.widgets.dialogs.form_dialog import FormDialog
from ui.widgets.editors import line
from ui.widgets.field import Field

if TYPE_CHECKING:
    from desktop.vault import Vault

PROTECTED_NAME: Final = RecordKind(Part.PROTECTED_NAME)
"""As drafts and changes call it; it is no kind of record."""
NEW_PROTECTED: Final = words_form(PROTECTED_NAME, NEW)


class NewProtectedDialog(FormDialog):
    """``created(protected_id)`` when the name is protected."""

    created = Signal(str)

    def __init__(self, parent: QWidget, context: RoomContext) -> None:
        super().__init__(parent, context.worker, _("New protected name"))
        kinds = vocabulary("name_of")
        options = [(code, kinds.label(code)) for code in kinds.codes]
        self.of = SegmentedChoice(_("What is named"), options)
        self.name = line("", lambda _text: self.check())
        self.known = KnownNotice(context.worker, self.name)
        self.known.chose.connect(self._open)
        self.instead = line("", lambda _text: None)
        self.create_button = primary_button(_("Protect"), self._create, "plus")
        self.lay_out(
            self.of,
            Field(pgettext("of a protected name", "Name"), self.name),
            self.known,
            Field(
                _("Stands instead"),
                self.instead,
                _("A code or a description. Left empty, it is the next code: N-3."),
            ),
            action=self.create_button,
        )
        editors = {"of": self.of, "name": self.name, "instead": self.instead}
        self.keep(context, sheaf_of(NEW_PROTECTED, editors), {})
        self.name.setFocus()

    def ready(self) -> bool:
        """There is a name to protect."""
        return bool(self.name.text().strip())

    def _create(self) -> None:
        name, instead = self.name.text(), self.instead.text()
        of = NameOf(self.of.value)
        self.ask_vault(lambda vault: protect(vault, name, instead, of), self._done)

    def _open(self, protected_id: str) -> None:
        """It is protected already: no second entry is made."""
        self.created.emit(protected_id)
        self.give_up()

    def _done(self, entry: ProtectedName) -> None:
        self.created.emit(entry.id)
        self.accept()


def protect(vault: Vault, name: str, instead: str, of: NameOf) -> ProtectedName:
    """The entry that has this form already, or a new one."""
    there = vault.protected.with_form(name)
    return there or vault.protected.new([name], instead, of=of)
