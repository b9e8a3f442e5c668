"""A hardware key that is touched with one's passphrase."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from ui.settings.ways_in.way_dialog import WayDialog
from ui.unlocking.secret_entry import SecretEntry, Way
from ui.widgets.buttons import primary_button
from ui.widgets.label import paragraph

if TYPE_CHECKING:
    from desktop.vault import Vault
    from ui.tasks import VaultWorker


class HardwareDialog(WayDialog):
    """``added``: one's own passphrase opens the vault only with the key from now on. The key is
    touched twice, to make a credential and to answer."""

    added = Signal()

    def __init__(self, parent: QWidget, worker: VaultWorker) -> None:
        super().__init__(parent, worker, _("Hardware key beside the passphrase"))
        said = paragraph(
            _(
                "From now on your passphrase opens this vault only together with a hardware key "
                "(FIDO2). Plug it in now, and touch it each time it blinks. If it is lost, only "
                "another way opens the vault: add a recovery sheet first."
            )
        )
        self.own = SecretEntry(_("Passphrase now"), [Way.PASSPHRASE])
        self.secrets.append(self.own)
        self.own.submitted.connect(self._add)
        self.add_button = primary_button(_("Use the hardware key"), self._add, "key")
        self.lay_out(said, self.own, self.busy, action=self.add_button, back=_("Cancel"))
        self.own.take_focus()

    def _add(self) -> None:
        entered = self.own.entered()
        if entered is None:
            return

        def work(vault: Vault) -> None:
            from desktop.crypto.secret import Passphrase, PassphraseWithHardware
            from desktop.system.hardware_key import plugged_in

            old = entered.read()
            if isinstance(old, Passphrase):
                vault.ways_in.change(old, PassphraseWithHardware(old.text, plugged_in()))

        self.do(_("Touch the hardware key when it blinks…"), work, lambda _none: self._done())

    def _done(self) -> None:
        self.end()
        self.added.emit()
        self.accept()
