"""A passphrase made as slow to guess as this computer allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from ui.settings.ways_in.way_dialog import WayDialog
from ui.unlocking.secret_entry import BY_PASSPHRASE
from ui.widgets.buttons import primary_button
from ui.widgets.label import paragraph

if TYPE_CHECKING:
    from desktop.vault import Vault
    from ui.shell.room import RoomContext


class RaiseDialog(WayDialog):
    """``raised``: the passphrase is the same, and each guess of it takes longer."""

    raised = Signal()

    def __init__(self, parent: QWidget, context: RoomContext) -> None:
        super().__init__(parent, context, _("Make guessing slower"))
        said = paragraph(
            _(
                "This computer is faster than the one on which the passphrase was set. Unlocking "
                "can take about a second here, and so does every guess of somebody else. The "
                "passphrase stays the same; on a slower computer unlocking takes longer."
            )
        )
        self.own = self.own_secret(BY_PASSPHRASE)
        self.own.submitted.connect(self._raise)
        self.raise_button = primary_button(_("Make guessing slower"), self._raise)
        self.lay_out(said, self.own, self.busy, action=self.raise_button, back=_("Cancel"))
        self.own.take_focus()

    def _raise(self) -> None:
        entered = self.own.entered()
        if entered is None:
            return

        def work(vault: Vault) -> bool:
            return vault.ways_in.raise_cost(entered.read())

        self.do(self.changing_told(self.own), work, lambda _changed: self._done())

    def _done(self) -> None:
        self.end()
        self.raised.emit()
        self.accept()
