"""Changing the passphrase: the old one once, the new one twice, its strength beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from desktop.errors import SkryniaError
from desktop.i18n import _
from ui.messages import say_error
from ui.widgets.banner import Banner
from ui.widgets.busy import Busy
from ui.widgets.buttons import primary_button, quiet_button
from ui.widgets.layouts import column, row
from ui.widgets.passphrase_field import PassphraseField
from ui.widgets.strength_meter import StrengthMeter
from ui.widgets.tone import Tone
from ui.widgets.words import paragraph

if TYPE_CHECKING:
    from ui.tasks import VaultWorker

_WIDTH = 480


class PassphraseDialog(QDialog):
    """``changed`` fires once the vault opens with the new passphrase alone."""

    changed = Signal()

    def __init__(self, parent: QWidget, worker: VaultWorker) -> None:
        super().__init__(parent)
        self._worker = worker
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Skrynia")
        self.setAccessibleName(_("Change passphrase"))
        self.setFixedWidth(_WIDTH)
        self.banner = Banner()
        self.busy = Busy()
        self.old = PassphraseField(_("Passphrase now"))
        self.new = PassphraseField(_("New passphrase"))
        self.again = PassphraseField(_("New passphrase once more"))
        self.meter = StrengthMeter()
        self.new.edited.connect(self.meter.judge)
        self.again.submitted.connect(self._submit)
        self.change_button = primary_button(_("Change it"), self._submit)
        back = quiet_button(_("Go back"), self.reject)
        self.setLayout(
            column(
                paragraph(_("Change passphrase"), "lead", "strong"),
                self.old,
                self.new,
                self.meter,
                self.again,
                self.busy,
                self.banner,
                row(None, back, self.change_button),
                gap=3,
                margin=6,
            )
        )

    def _submit(self) -> None:
        new = self.new.text()
        if not self.meter.judge(new).accepted:
            self.banner.say(Tone.ATTENTION, _("The new passphrase is too short."))
            return
        if new != self.again.text():
            self.banner.say(Tone.ATTENTION, _("The two new passphrases differ."))
            return
        self._change(self.old.text(), new)

    def _change(self, old: str, new: str) -> None:
        self.banner.clear()
        self.busy.begin(_("Deriving the keys, some seconds…"))
        self.change_button.setEnabled(False)
        self._worker.run(
            lambda vault: vault.change_passphrase(old, new),
            lambda _none: self._done(),
            self._refused,
            self,
        )

    def _done(self) -> None:
        self._forget()
        self.changed.emit()
        self.accept()

    def _refused(self, error: SkryniaError) -> None:
        self.busy.end()
        self.change_button.setEnabled(True)
        say_error(self.banner, error)

    def _forget(self) -> None:
        for field in (self.old, self.new, self.again):
            field.clear()
