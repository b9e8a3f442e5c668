"""Changing the passphrase: the old one once, the new one twice, its strength beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from ui.widgets.busy import Busy
from ui.widgets.buttons import primary_button
from ui.widgets.dialogs.form_dialog import FormDialog
from ui.widgets.passphrase.field import PassphraseField
from ui.widgets.passphrase.new import NewPassphrase
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from ui.tasks import VaultWorker


class PassphraseDialog(FormDialog):
    """``changed`` fires once the vault opens with the new passphrase alone."""

    changed = Signal()

    def __init__(self, parent: QWidget, worker: VaultWorker) -> None:
        super().__init__(parent, worker, _("Change passphrase"))
        self.busy = Busy()
        self.old = PassphraseField(_("Passphrase now"))
        self.new = NewPassphrase(_("New passphrase"), _("New passphrase once more"))
        self.new.submitted.connect(self._submit)
        self.change_button = primary_button(_("Change"), self._submit)
        fields = (self.old, self.new, self.busy)
        self.lay_out(*fields, action=self.change_button)

    def _submit(self) -> None:
        problem = self.new.problem()
        if problem:
            self.banner.say(Tone.ATTENTION, problem)
            return
        self._change(self.old.text(), self.new.text())

    def _change(self, old: str, new: str) -> None:
        self.busy.begin(_("Changing the passphrase takes a few seconds…"))
        self.ask_vault(lambda vault: vault.change_passphrase(old, new), lambda _none: self._done())

    def _done(self) -> None:
        self._forget()
        self.changed.emit()
        self.accept()

    def end(self) -> None:
        """The keys are derived, or the old ones still hold."""
        self.busy.end()
        super().end()

    def _forget(self) -> None:
        self.old.clear()
        self.new.clear()
