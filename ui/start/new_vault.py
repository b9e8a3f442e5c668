"""A new vault in two steps: whose and where, then the passphrase."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from desktop.i18n import _
from desktop.model.identity import Role, is_display_name
from desktop.system.file_names import is_safe_name
from ui.shell.afterwards import recovery_sheet_for
from ui.start.housing.named import SUFFIX
from ui.start.opening import Begun, OpeningPage
from ui.tasks import VaultWorker
from ui.unlocking.entered import passphrase as typed_passphrase
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button, bare_button, primary_button, quiet_button
from ui.widgets.choices.segmented import SegmentedChoice
from ui.widgets.dialogs.file_picker import pick_folder
from ui.widgets.editors import kept_to_one_line
from ui.widgets.field import Field
from ui.widgets.label import paragraph, text_label
from ui.widgets.layouts import column, row
from ui.widgets.passphrase.new import NewPassphrase
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from desktop.vault import Vault


_NUMBERS = range(2, 100)


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
        self._place = Path.home()
        self.owner = Field(
            _("Your name"),
            kept_to_one_line(QLineEdit()),
            _("Recipients will see it like this beside your signature. It is kept in the vault."),
        )
        self.role = SegmentedChoice(
            _("Your role"),
            [
                (Role.RESEARCHER.value, _("I conduct interviews")),
                (Role.ORGANISATION.value, _("I receive for an organisation")),
            ],
        )
        self.name = Field(
            _("Name of the vault"),
            QLineEdit(_("notes")),
            _("Anybody who looks at the disk sees it: choose a name that gives nothing away."),
        )
        self._where = paragraph("", "quiet")
        self.choose: Button = quiet_button(_("Choose…"), self._choose, "folder")
        self.choose.setAccessibleName(_("Choose the folder for the vault"))
        self.next: Button = primary_button(_("Next"), self._submit)
        self.back: Button = bare_button(_("Back"), back, "arrow-left")
        self._lay_out()
        self._show_place(self._place)

    @property
    def folder(self) -> Path:
        """Where the vault will be."""
        return self._place / f"{self._text(self.name)}{SUFFIX}"

    @property
    def owner_name(self) -> str:
        """Who owns it."""
        return self._text(self.owner)

    @property
    def role_value(self) -> Role:
        """What the owner does with it."""
        return Role(self.role.value)

    def begun(self) -> Begun:
        """What is typed so far."""
        return Begun(
            _line(self.owner).text(), self.role.value, _line(self.name).text(), self._place
        )

    def show_begun(self, begun: Begun) -> None:
        """Let it stand there again."""
        _line(self.owner).setText(begun.owner)
        _line(self.name).setText(begun.name)
        self.role.set_value(begun.role)
        self._show_place(begun.place)

    def set_place(self, place: Path) -> None:
        """Put the vault into this folder."""
        self._show_place(place)

    def _choose(self) -> None:
        pick_folder(self, _("Where the vault is kept"), self._show_place, start=self._place)

    def _show_place(self, place: Path) -> None:
        self._place = place
        self._offer_free_name()
        self._where.setText(_("In the folder {folder}").format(folder=place))

    def _offer_free_name(self) -> None:
        """Where the name that is proposed is taken there, the next one."""
        proposed = _("notes")
        names = (proposed, *(f"{proposed}-{number}" for number in _NUMBERS))
        if self._text(self.name) not in names:
            return
        free = (name for name in names if not os.path.lexists(self._place / f"{name}{SUFFIX}"))
        _line(self.name).setText(next(free, proposed))

    def _submit(self) -> None:
        named = is_display_name(self.owner_name)
        self.owner.set_error("" if named else _("Enter your name."))
        self.name.set_error(self._name_error())
        wrong = next((f for f in (self.owner, self.name) if f.error), None)
        if wrong is None:
            self._further()
        else:
            wrong.setFocus()

    def _name_error(self) -> str:
        name = self._text(self.name)
        if not name or not is_safe_name(f"{name}{SUFFIX}"):
            return _('A name cannot be empty or contain / \\ : * ? " < > |.')
        return _("Something with this name already exists.") if self.folder.exists() else ""

    def _lay_out(self) -> None:
        title = text_label(_("Whose vault, and where"), "title")
        role = column(text_label(_("Your role"), "strong"), self.role, gap=1)
        place = row(self._where, self.choose)
        buttons = row(self.back, None, self.next)
        self.setLayout(column(title, self.owner, role, self.name, place, None, buttons, gap=4))
        for field in (self.owner, self.name):
            _line(field).returnPressed.connect(self._submit)

    def _text(self, field: Field) -> str:
        return _line(field).text().strip()


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


def _line(field: Field) -> QLineEdit:
    if not isinstance(field.editor, QLineEdit):
        raise TypeError("the field holds no line")
    return field.editor
