"""Whose a way to unlock is, and where it is kept, said anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.messages.ways_in import way_called
from desktop.model.way_in import WayIn
from ui.settings.ways_in.way_dialog import WayDialog, line_field
from ui.widgets.buttons import primary_button
from ui.widgets.label import paragraph

if TYPE_CHECKING:
    from ui.shell.room import RoomContext


class RenameDialog(WayDialog):
    """``renamed``: it stands so in the vault, and nowhere outside it."""

    renamed = Signal()

    def __init__(self, parent: QWidget, context: RoomContext, way: WayIn) -> None:
        super().__init__(parent, context, _("Whose it is and where it is kept"))
        self._way = way
        self.person_field, self.person = line_field(_("Kept by"), value=way.person)
        self.place_field, self.place = line_field(
            _("Where it is kept"), _("Only you see this, inside the vault."), way.label
        )
        self.place.returnPressed.connect(self._save)
        self.save_button = primary_button(_("Save"), self._save)
        self.lay_out(
            paragraph(way_called(way.kind, way.known), "strong"),
            self.person_field,
            self.place_field,
            action=self.save_button,
        )
        self.person.setFocus()

    def _save(self) -> None:
        person, label = self.person.text().strip(), self.place.text().strip()
        slot_id = self._way.slot_id
        self.ask_vault(
            lambda vault: vault.ways_in.rename(slot_id, person, label), lambda _none: self._done()
        )

    def _done(self) -> None:
        self.renamed.emit()
        self.accept()
