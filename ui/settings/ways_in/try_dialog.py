"""A way to unlock is tried, without anything being opened or closed by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.messages.ways_in import way_called
from desktop.model.way_in import WayIn
from ui.settings.ways_in.way_dialog import WayDialog
from ui.unlocking.secret_entry import SecretEntry, Way
from ui.widgets.buttons import primary_button
from ui.widgets.label import paragraph
from ui.widgets.lists.rows import joined
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from desktop.vault import Vault
    from ui.shell.room import RoomContext


class TryDialog(WayDialog):
    """``tried``: it opens the vault, and that it was tried today is noted."""

    tried = Signal()

    def __init__(self, parent: QWidget, context: RoomContext, way: WayIn) -> None:
        super().__init__(parent, context, _("Try a way to unlock"))
        self._way = way
        self.entry = SecretEntry(_("Passphrase"), [Way(way.kind)])
        self.entry.submitted.connect(self._try)
        self.secrets.append(self.entry)
        self.try_button = primary_button(_("Try it"), self._try)
        called = joined(way_called(way.kind, way.known), way.person, way.label)
        said = paragraph(
            _("A way that was never tried may fail when it is needed. Nothing changes by it.")
        )
        self.lay_out(
            paragraph(called, "strong"), said, self.entry, self.busy,
            action=self.try_button, back=_("Close"),
        )  # fmt: skip
        self.entry.take_focus()

    def _try(self) -> None:
        entered = self.entry.entered()
        if entered is None:
            return

        def work(vault: Vault) -> WayIn:
            return vault.ways_in.rehearse(entered.read())

        self.do(self.unlocking_told(), work, self._worked)

    def _worked(self, opened: WayIn) -> None:
        self.end()
        self.forget()
        self.tried.emit()
        if opened.slot_id == self._way.slot_id:
            self.banner.say(Tone.SAFE, _("It works. That you tried it today is noted."))
        else:
            called = joined(way_called(opened.kind, opened.known), opened.person, opened.label)
            self.banner.say(
                Tone.ATTENTION, _("It works, but it is another one: {name}").format(name=called)
            )
