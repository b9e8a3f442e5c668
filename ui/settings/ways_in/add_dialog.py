"""Which way to unlock is to be added."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.model.identity import Role
from ui.settings.ways_in.escrow_dialog import EscrowDialog
from ui.settings.ways_in.hardware_dialog import HardwareDialog
from ui.settings.ways_in.key_file_dialogs import FileAloneDialog, SecondPartDialog
from ui.settings.ways_in.person_dialog import PersonDialog
from ui.settings.ways_in.shares_dialog import SharesDialog
from ui.settings.ways_in.sheet_dialog import SheetDialog
from ui.widgets.buttons import quiet_button
from ui.widgets.choices.wide import WideChoice
from ui.widgets.dialogs.growing_dialog import GrowingDialog
from ui.widgets.label import paragraph
from ui.widgets.layouts import column, holding, row
from ui.widgets.sheet import ScrolledWhenShort

_WIDTH: Final = 560
Added = (
    type[SheetDialog]
    | type[SharesDialog]
    | type[EscrowDialog]
    | type[PersonDialog]
    | type[SecondPartDialog]
    | type[HardwareDialog]
    | type[FileAloneDialog]
)


class AddDialog(GrowingDialog):
    """``chosen`` is called with the dialog that adds it. A key file alone is offered to an
    organisation only."""

    def __init__(self, parent: QWidget, role: Role, chosen: Callable[[Added], None]) -> None:
        super().__init__(parent)
        self._chosen = chosen
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(_("Add a way to unlock"))
        self.set_width(_WIDTH)
        self.choices = [self._choice(*each) for each in _offered(role)]
        title = paragraph(_("Add a way to unlock"), "lead", "strong")
        back = row(None, quiet_button(_("Cancel"), self.reject))
        offered = ScrolledWhenShort(holding(column(*self.choices, gap=2)))
        self.setLayout(column(title, offered, back, gap=4, margin=6))
        self.choices[0].setFocus()

    def _choice(self, icon: str, title: str, detail: str, added: Added) -> WideChoice:
        return WideChoice(icon, title, detail, lambda: self._take(added))

    def _take(self, added: Added) -> None:
        self.accept()
        self._chosen(added)


def _offered(role: Role) -> list[tuple[str, str, str, Added]]:
    offered: list[tuple[str, str, str, Added]] = [
        (
            "document-check",
            _("Recovery sheet"),
            _("A code on paper for a forgotten passphrase."),
            SheetDialog,
        ),
        (
            "people",
            _("Recovery shares"),
            _("Several people keep a page each; enough of them together open the vault."),
            SharesDialog,
        ),
        (
            "card",
            _("Key left with an organisation"),
            _("Somebody whose card you trust can open a copy of the vault for you."),
            EscrowDialog,
        ),
        (
            "key",
            _("Passphrase of another person"),
            _("For a vault that two people use."),
            PersonDialog,
        ),
        (
            "stick",
            _("Key file beside the passphrase"),
            _("Your passphrase opens the vault only with a file on a USB stick."),
            SecondPartDialog,
        ),
        (
            "lock",
            _("Hardware key beside the passphrase"),
            _("Your passphrase opens the vault only with a FIDO2 key that is plugged in."),
            HardwareDialog,
        ),
    ]
    if role is Role.ORGANISATION:
        alone = _("For a computer that receives packages without a person.")
        offered.append(("inbox", _("Key file alone"), alone, FileAloneDialog))
    return offered
