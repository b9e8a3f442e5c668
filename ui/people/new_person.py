"""A new person, by hand: a code, and a name where it may be written down."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.i18n import _, current_language
from desktop.model.person import PERSON_KIND, NameForm, Person
from desktop.model.typed_words import NEW, words_form
from desktop.model.values.codes import next_code
from desktop.model.values.script import likely_language, script_of
from desktop.vault import Vault
from ui.kept_form import sheaf_of
from ui.people.likely_notice import LikelyNotice
from ui.shell.room import RoomContext
from ui.widgets.buttons import primary_button
from ui.widgets.dialogs.form_dialog import FormDialog
from ui.widgets.editors import line
from ui.widgets.field import Field

NEW_PERSON: Final = words_form(PERSON_KIND, NEW)


class NewPersonDialog(FormDialog):
    """``created(person_id)`` when the person is in the vault, or was there already."""

    created = Signal(str)

    def __init__(self, parent: QWidget, context: RoomContext) -> None:
        super().__init__(parent, context.worker, _("New person"))
        self.code = line("", lambda _text: self.check())
        self.likely = LikelyNotice(context.worker)
        self.likely.chose.connect(self._open)
        self.name = line("", self.likely.ask)
        self.create_button = primary_button(_("Create"), self._create, "plus")
        self.lay_out(
            Field(_("Code"), self.code),
            Field(_("Name"), self.name, _("Can be left empty, and added later.")),
            self.likely,
            action=self.create_button,
        )
        editors = {"code": self.code, "name": self.name}
        self.keep(context, sheaf_of(NEW_PERSON, editors), {})
        context.worker.run(propose_code, self._propose, self.refused, self)

    def ready(self) -> bool:
        """A person has a code."""
        return bool(self.code.text().strip())

    def _propose(self, code: str) -> None:
        if not self.code.text():
            self.code.setText(code)
            self.code.selectAll()  # a code of one's own takes the place of the proposed one
        self.check()

    def _create(self) -> None:
        code, name = self.code.text().strip(), self.name.text().strip()
        script = script_of(name)
        form = NameForm(name, script, likely_language(script, current_language()))
        names = (form,) if name else ()
        self.ask_vault(lambda vault: vault.people.new(code, names), self._done)

    def _open(self, person_id: str, _code: str) -> None:
        """It is somebody who is here: nobody new is made."""
        self.created.emit(person_id)
        self.give_up()

    def _done(self, person: Person) -> None:
        self.created.emit(person.id)
        self.accept()


def propose_code(vault: Vault) -> str:
    """A code nobody has."""
    return next_code("P", vault.people.highest_code("P"))
