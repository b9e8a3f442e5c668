"""A way to unlock is taken away: what goes, what stays, and what opens the vault now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.messages.ways_in import way_called
from desktop.model.way_in import WayIn
from ui.settings.ways_in.way_dialog import WayDialog
from ui.widgets.buttons import danger_button
from ui.widgets.label import paragraph
from ui.widgets.lists.rows import joined

if TYPE_CHECKING:
    from desktop.vault import Vault
    from ui.shell.room import RoomContext


class RevokeDialog(WayDialog):
    """``revoked``: it opens the vault no more."""

    revoked = Signal()

    def __init__(self, parent: QWidget, context: RoomContext, way: WayIn) -> None:
        super().__init__(parent, context, _("Revoke a way to unlock"))
        self._way = way
        self.own = self.own_secret()
        self.own.submitted.connect(self._revoke)
        self.revoke_button = danger_button(_("Revoke"), self._revoke)
        called = joined(way_called(way.kind, way.known), way.person, way.label)
        said = paragraph(
            _(
                "It opens this vault no more. Backups and copies that were made before still open "
                "by it. This cannot be undone, but another one can be added."
            )
        )
        self.lay_out(
            paragraph(called, "strong"), said, self.own, self.busy, action=self.revoke_button
        )
        self.own.take_focus()

    def _revoke(self) -> None:
        entered = self.own.entered()
        if entered is None:
            return

        def work(vault: Vault) -> None:
            vault.ways_in.revoke(entered.read(), self._way.slot_id)

        self.do(self.unlocking_told(), work, lambda _none: self._done())

    def _done(self) -> None:
        self.end()
        self.revoked.emit()
        self.accept()
