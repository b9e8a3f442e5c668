"""A passphrase of another person, who uses this vault too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from ui.settings.ways_in.way_dialog import WayDialog, line_field
from ui.widgets.buttons import primary_button
from ui.widgets.label import paragraph
from ui.widgets.passphrase.new import NewPassphrase
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from desktop.vault import Vault
    from ui.shell.room import RoomContext


class PersonDialog(WayDialog):
    """``added``: their passphrase opens the vault from now on."""

    added = Signal()

    def __init__(self, parent: QWidget, context: RoomContext) -> None:
        super().__init__(parent, context, _("Passphrase of another person"))
        self.own = self.own_secret()
        self.person_field, self.person = line_field(_("Whose it is"))
        self.new = NewPassphrase(_("Their passphrase"), _("Their passphrase once more"))
        self.secrets.append(self.new)
        self.new.submitted.connect(self._add)
        self.add_button = primary_button(_("Add the passphrase"), self._add)
        said = paragraph(
            _(
                "They type it themselves, and can read everything in this vault. The log says "
                "whose passphrase unlocked it."
            )
        )
        self.lay_out(
            said, self.own, self.person_field, self.new, self.busy,
            action=self.add_button, back=_("Cancel"),
        )  # fmt: skip
        self.own.take_focus()

    def _add(self) -> None:
        person = self.person.text().strip()
        self.person_field.set_error("" if person else _("Enter whose passphrase it is."))
        problem = self.new.problem()
        if problem:
            self.banner.say(Tone.ATTENTION, problem)
        entered, text = self.own.entered(), self.new.text()
        if problem or not person or entered is None:
            return

        def work(vault: Vault) -> None:
            from desktop.crypto.secret import Passphrase
            from desktop.crypto.slots.making import by_passphrase

            vault.ways_in.add(entered.read(), by_passphrase(Passphrase(text)), person)

        self.do(_("Changing the passphrase takes a few seconds…"), work, lambda _none: self._done())

    def _done(self) -> None:
        self.end()
        self.added.emit()
        self.accept()
