"""A new vault in two steps: whose and where, then the passphrase."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from desktop.i18n import _
from desktop.model.identity import Role, is_display_name
from ui.shell.afterwards import recovery_sheet_for
from ui.start.opening import OpeningPage
from ui.tasks import VaultWorker
from ui.unlocking.entered import passphrase as typed_passphrase
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button, bare_button, primary_button
from ui.widgets.choices.segmented import SegmentedChoice
from ui.widgets.editors import kept_to_one_line
from ui.widgets.field import Field
from ui.widgets.label import paragraph, text_label
from ui.widgets.layouts import column, row
from ui.widgets.passphrase.new import NewPassphrase
from ui.widgets.tone import Tone
from ui.widgets.vault_place import VaultPlace

if TYPE_CHECKING:
    from desktop.vault import Vault


@dataclass(frozen=True, slots=True)
class Begun:
    """What was typed for a new vault, a passphrase never: taken along into another language."""

    owner: str
    role: str
    name: str
    place: Path


class NewVaultPage(OpeningPage):
    """Asks for what a vault needs, makes it, and opens it."""

    def __init__(self, worker: VaultWorker, back: Callable[[], None]) -> None:
        super().__init__(worker)
        self._stack = QStackedWidget()
        self.whose = WhosePart(back, self._to_passphrase)
        self.secret = SecretPart(self._to_whose, self._make)
        self._stack.addWidget(self.whose)
        self._stack.addWidget(self.secret)
        self.setLayout(column(self._stack, self.banner, self.busy, gap=4))

    def begun(self) -> Begun:
        """What is typed so far."""
        return self.whose.begun()

    def forget(self) -> None:
        """The passphrase; whose the vault is and where stays."""
        self.secret.new.clear()

    def refused(self) -> None:
        """Most refusals are about the place: the words typed so far stay."""
        self.secret.new.setFocus()

    def _to_passphrase(self) -> None:
        self.banner.clear()
        self._stack.setCurrentWidget(self.secret)
        self.secret.new.setFocus()

    def _to_whose(self) -> None:
        self.banner.clear()
        self._stack.setCurrentWidget(self.whose)
        self.whose.owner.setFocus()

    def _make(self) -> None:
        folder, passphrase = self.whose.folder, self.secret.new.text()
        name, role = self.whose.owner_name, self.whose.role_value
        self.afterwards = recovery_sheet_for(typed_passphrase(passphrase))

        def work() -> Vault:
            from desktop.vault import Owner, create_vault

            return create_vault(folder, passphrase, Owner(name, role))

        self.open(folder, work, _("Creating the vault takes a few seconds…"))


class WhosePart(QWidget):
    """Name and place of the vault, name and role of its owner."""

    def __init__(self, back: Callable[[], None], further: Callable[[], None]) -> None:
        super().__init__()
        self._further = further
        self._line = kept_to_one_line(QLineEdit())
        self.owner = Field(
            _("Your name"),
            self._line,
            _("Recipients will see it like this beside your signature. It is kept in the vault."),
        )
        self.role = SegmentedChoice(
            _("Your role"),
            [
                (Role.RESEARCHER.value, _("I conduct interviews")),
                (Role.ORGANISATION.value, _("I receive for an organisation")),
            ],
        )
        self.where = VaultPlace()
        self.name = self.where.name
        self.next: Button = primary_button(_("Next"), self._submit)
        self.back: Button = bare_button(_("Back"), back, "arrow-left")
        self._lay_out()

    @property
    def folder(self) -> Path:
        """Where the vault will be."""
        return self.where.folder

    @property
    def owner_name(self) -> str:
        """Who owns it."""
        return self._line.text().strip()

    @property
    def role_value(self) -> Role:
        """What the owner does with it."""
        return Role(self.role.value)

    def begun(self) -> Begun:
        """What is typed so far."""
        return Begun(self._line.text(), self.role.value, self.where.text, self.where.place)

    def show_begun(self, begun: Begun) -> None:
        """Let it stand there again."""
        self._line.setText(begun.owner)
        self.where.set_text(begun.name)
        self.role.set_value(begun.role)
        self.where.set_place(begun.place)

    def set_place(self, place: Path) -> None:
        """Put the vault into this folder."""
        self.where.set_place(place)

    def _submit(self) -> None:
        named = is_display_name(self.owner_name)
        self.owner.set_error("" if named else _("Enter your name."))
        fits = self.where.fits()
        if named and fits:
            self._further()
        else:
            (self.name if named else self.owner).setFocus()

    def _lay_out(self) -> None:
        title = text_label(_("Whose vault, and where"), "title")
        role = column(text_label(_("Your role"), "strong"), self.role, gap=1)
        buttons = row(self.back, None, self.next)
        self.setLayout(column(title, self.owner, role, self.where, None, buttons, gap=4))
        self._line.returnPressed.connect(self._submit)
        self.where.submitted.connect(self._submit)


class SecretPart(QWidget):
    """The passphrase, twice, with its estimated strength."""

    def __init__(self, back: Callable[[], None], make: Callable[[], None]) -> None:
        super().__init__()
        self._make = make
        self.new = NewPassphrase(_("Passphrase"), _("Repeat the passphrase"))
        self.problem = Banner()
        self.new.edited.connect(self.problem.clear)
        self.new.submitted.connect(self._submit)
        self.button: Button = primary_button(_("Create the vault"), self._submit, "lock")
        self.back: Button = bare_button(_("Back"), back, "arrow-left")
        title = text_label(_("The passphrase"), "title")
        text = paragraph(
            _(
                "Nobody can recover a forgotten passphrase. Once the vault is created you can "
                "make a recovery sheet, a code on paper that opens it then."
            ),
            "quiet",
        )
        buttons = row(self.back, None, self.button)
        self.setLayout(column(title, text, self.new, self.problem, None, buttons, gap=4))

    def _submit(self) -> None:
        problem = self.new.problem()
        if problem:
            self.problem.say(Tone.ATTENTION, problem)
        else:
            self._make()
