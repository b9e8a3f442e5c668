"""A hardware key that is touched with one's passphrase."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from ui.settings.ways_in.way_dialog import WayDialog
from ui.unlocking.secret_entry import Way
from ui.widgets.buttons import primary_button
from ui.widgets.label import paragraph

if TYPE_CHECKING:
    from desktop.vault import Vault
    from ui.shell.room import RoomContext


class HardwareDialog(WayDialog):
    """``added``: one's own passphrase opens the vault only with the key from now on. The key is
    touched twice, to make a credential and to answer."""

    added = Signal()

    def __init__(self, parent: QWidget, context: RoomContext) -> None:
        super().__init__(parent, context, _("Hardware key beside the passphrase"))
        said = paragraph(
            _(
                "From now on your passphrase opens this vault only together with a hardware key "
                "(FIDO2). Plug it in now, and touch it each time it blinks. If it is lost, only "
                "another way opens the vault."
            )
        )
        self.only = self.only_way()
        self.own = self.own_secret([Way.PASSPHRASE])
        self.own.submitted.connect(self._add)
        self.add_button = primary_button(_("Use the hardware key"), self._add, "key")
        self.lay_out(said, self.only, self.own, self.busy, action=self.add_button, back=_("Cancel"))
        self.own.take_focus()

    def ready(self) -> bool:
        """Another way opens the vault, or leave was given to do without."""
        return self.only.may_go_on

    def _add(self) -> None:
        entered = self.own.entered()
        if entered is None or not self.ready():
            return

        def work(vault: Vault) -> None:
            from desktop.crypto.secret import Passphrase, PassphraseWithHardware
            from desktop.system.hardware_key import plugged_in

            old = entered.read()
            assert isinstance(old, Passphrase)  # noqa: S101  # by the way that is offered
            vault.ways_in.change(old, PassphraseWithHardware(old.text, plugged_in()))

        self.do(_("Touch the hardware key when it blinks…"), work, lambda _none: self._done())

    def _done(self) -> None:
        self.end()
        self.added.emit()
        self.accept()
