"""A new person, by hand: a code, and a name where it may be written down."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from desktop.errors import SkryniaError
from desktop.i18n import _, current_language
from desktop.model.person import NameForm, Person
from desktop.vault import Vault
from ui.interviews.codes import next_code
from ui.messages import say_error
from ui.shell.room import RoomContext
from ui.widgets.banner import Banner
from ui.widgets.buttons import primary_button, quiet_button
from ui.widgets.editors import line
from ui.widgets.field import Field
from ui.widgets.layouts import column, row
from ui.widgets.words import paragraph

_WIDTH = 480


class NewPersonDialog(QDialog):
    """``created(person_id)`` when the person is in the vault."""

    created = Signal(str)

    def __init__(self, parent: QWidget, context: RoomContext) -> None:
        super().__init__(parent)
        self._context = context
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Skrynia")
        self.setAccessibleName(_("New person"))
        self.setFixedWidth(_WIDTH)
        self.banner = Banner()
        self.code = line("", lambda _text: self._check())
        self.name = line("", lambda _text: None)
        self.create_button = primary_button(_("Create"), self._create, "plus")
        self.setLayout(
            column(
                paragraph(_("New person"), "lead", "strong"),
                Field(_("Code"), self.code),
                Field(_("Name"), self.name, _("Can be left empty, and added later.")),
                self.banner,
                row(None, quiet_button(_("Go back"), self.reject), self.create_button),
                gap=4,
                margin=6,
            )
        )
        self._check()
        context.worker.run(propose_code, self._propose, self._refused, self)

    def _propose(self, code: str) -> None:
        if not self.code.text():
            self.code.setText(code)
        self._check()

    def _check(self) -> None:
        self.create_button.setEnabled(bool(self.code.text().strip()))

    def _create(self) -> None:
        code, name = self.code.text().strip(), self.name.text().strip()
        names = (NameForm(name, language=current_language()),) if name else ()
        self.create_button.setEnabled(False)
        self._context.worker.run(
            lambda vault: vault.people.new(code, names), self._done, self._refused, self
        )

    def _done(self, person: Person) -> None:
        self.created.emit(person.id)
        self.accept()

    def _refused(self, error: SkryniaError) -> None:
        self._check()
        say_error(self.banner, error)


def propose_code(vault: Vault) -> str:
    """A code nobody has."""
    return next_code("P", (person.code for person in vault.people.all()))
