"""After a way back opened the vault: another passphrase in the place of the forgotten one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.messages.ways_in import way_called
from desktop.model.way_in import BY_PASSPHRASE, WayIn
from ui.settings.ways_in.way_dialog import WayDialog
from ui.unlocking.entered import Entered
from ui.widgets.buttons import primary_button
from ui.widgets.editors import CalmChoice
from ui.widgets.field import Field
from ui.widgets.label import paragraph
from ui.widgets.lists.rows import joined
from ui.widgets.passphrase.new import NewPassphrase
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from desktop.vault import Vault
    from ui.shell.room import RoomContext


class NewPassphraseDialog(WayDialog):
    """``added``: the new passphrase opens the vault. ``entered``: the way back that opened it."""

    added = Signal()

    def __init__(self, parent: QWidget, context: RoomContext, entered: Entered) -> None:
        super().__init__(parent, context, _("Set a new passphrase"))
        self._entered: Entered | None = entered
        self._ways: dict[str, WayIn] = {}
        self.new = NewPassphrase(_("New passphrase"), _("New passphrase once more"))
        self.secrets.append(self.new)
        self.new.submitted.connect(self._set)
        self.replaced = CalmChoice()
        self._replaced = Field(
            _("Forgotten passphrase"),
            self.replaced,
            _("It opens this vault no more. Older backups still open with it."),
        )
        self.set_button = primary_button(_("Set passphrase"), self._set)
        said = paragraph(
            _(
                "The vault was unlocked by a way kept for a forgotten passphrase. Set a passphrase "
                "that you will use from now on; that way stays as it is."
            )
        )
        self.lay_out(
            said, self.new, self._replaced, self.busy, action=self.set_button, back=_("Not now")
        )
        self._replaced.hide()
        self.new.setFocus()
        context.worker.run(lambda vault: vault.ways_in.all(), self._offer, self.refused, self)

    def forget(self) -> None:
        """The way back as well."""
        super().forget()
        self._entered = None

    def _offer(self, ways: tuple[WayIn, ...]) -> None:
        """Which passphrase was forgotten: the only one, where there is one."""
        found = [way for way in ways if way.kind in BY_PASSPHRASE]
        self._ways = {way.slot_id: way for way in found}
        for way in found:
            called = joined(way_called(way.kind, way.known), way.person, way.label)
            self.replaced.addItem(called, way.slot_id)
        self.replaced.addItem(_("Keep every passphrase"), "")
        self.replaced.setCurrentIndex(0 if len(found) == 1 else self.replaced.count() - 1)
        self._replaced.setVisible(bool(found))

    def _set(self) -> None:
        entered, text, problem = self._entered, self.new.text(), self.new.problem()
        if problem:
            self.banner.say(Tone.ATTENTION, problem)
            return
        if entered is None:
            return
        forgotten = self._ways.get(str(self.replaced.currentData() or ""))

        def work(vault: Vault) -> None:
            from desktop.crypto.secret import Passphrase
            from desktop.crypto.slots.making import by_passphrase

            secret = entered.read()
            person = forgotten.person if forgotten else vault.identity.name
            label = forgotten.label if forgotten else ""
            # First the new one, then the old: a kill between leaves both.
            vault.ways_in.add(secret, by_passphrase(Passphrase(text)), person, label)
            if forgotten:
                vault.ways_in.revoke(secret, forgotten.slot_id)

        self.do(_("Changing the passphrase takes a few seconds…"), work, lambda _none: self._done())

    def _done(self) -> None:
        self.end()
        self.added.emit()
        self.accept()
