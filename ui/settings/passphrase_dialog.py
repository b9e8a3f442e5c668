"""Changing the passphrase: the old one once, the new one twice, its strength beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from ui.settings.ways_in.way_dialog import WayDialog
from ui.unlocking.secret_entry import BY_PASSPHRASE
from ui.widgets.buttons import primary_button
from ui.widgets.passphrase.field import PassphraseField
from ui.widgets.passphrase.new import NewPassphrase
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from desktop.vault import Vault
    from ui.shell.room import RoomContext


class PassphraseDialog(WayDialog):
    """``changed`` fires once the vault opens with the new passphrase alone. A key file or hardware
    key that is needed beside it stays needed."""

    changed = Signal()

    def __init__(self, parent: QWidget, context: RoomContext) -> None:
        super().__init__(parent, context, _("Change passphrase"))
        self.own = self.own_secret(BY_PASSPHRASE)
        self.new = NewPassphrase(_("New passphrase"), _("New passphrase once more"))
        self.secrets.append(self.new)
        self.own.submitted.connect(self.new.setFocus)
        self.new.submitted.connect(self._submit)
        self.change_button = primary_button(_("Change"), self._submit)
        self.lay_out(self.own, self.new, self.busy, action=self.change_button)

    @property
    def old(self) -> PassphraseField:
        """Where the passphrase of now is typed."""
        return self.own.field

    def _submit(self) -> None:
        problem = self.new.problem()
        if problem:
            self.banner.say(Tone.ATTENTION, problem)
            return
        entered, text = self.own.entered(), self.new.text()
        if entered is None:
            return

        def work(vault: Vault) -> None:
            from desktop.crypto.secret import WithPassphrase

            old = entered.read()
            assert isinstance(old, WithPassphrase)  # noqa: S101  # by the ways that are offered
            vault.ways_in.change(old, replace(old, text=text))

        self.do(self.changing_told(self.own), work, lambda _none: self._done())

    def _done(self) -> None:
        self.end()
        self.changed.emit()
        self.accept()
