"""A new place: by its name, or one of the facilities that are known from public sources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.i18n import _, current_language, pgettext
from desktop.model.place import PLACE_KIND, Place, PlaceName
from desktop.model.typed_words import NEW, words_form
from desktop.model.values.script import likely_language, script_of
from ui.kept_form import sheaf_of
from ui.places.facilities import FacilityChooser, place_of
from ui.shell.room import RoomContext
from ui.widgets.buttons import primary_button
from ui.widgets.choices.segmented import SegmentedChoice
from ui.widgets.dialogs.form_dialog import FormDialog
from ui.widgets.editors import choice, line
from ui.widgets.field import Field
from ui.widgets.layouts import column, holding

if TYPE_CHECKING:
    from desktop.vault import Vault

_LISTED = "listed"

NEW_PLACE: Final = words_form(PLACE_KIND, NEW)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was filled in. ``facility``: a code of the list of known facilities, or ''."""

    name: str
    kind: str
    language: str
    facility: str = ""


class NewPlaceDialog(FormDialog):
    """``created(place_id)`` when the place is in the vault."""

    created = Signal(str)

    def __init__(self, parent: QWidget, context: RoomContext) -> None:
        super().__init__(parent, context.worker, _("New place"))
        ways = [("named", _("By its name")), (_LISTED, _("Known facilities"))]
        self.way = SegmentedChoice(_("The place"), ways)
        self.way.changed.connect(self._show_way)
        self.name = line("", lambda _text: self.check())
        self.kind = choice("facility_kind", "unknown", lambda _code: None)
        self._named = holding(
            column(
                Field(pgettext("of a place", "Name"), self.name),
                Field(_("Kind of place"), self.kind),
                gap=3,
            )
        )
        self.facility = FacilityChooser(context.worker)
        self.facility.chose.connect(self.check)
        self.facility.hide()
        self.create_button = primary_button(_("Create"), self._create, "plus")
        self.lay_out(self.way, self._named, self.facility, action=self.create_button)
        editors = {
            "way": self.way,
            "name": self.name,
            "kind": self.kind,
            "facility": self.facility,
            "sought": self.facility.search,
        }
        self.keep(context, sheaf_of(NEW_PLACE, editors), {})
        self.name.setFocus()

    def refill(self) -> None:
        """Show the half that was typed into."""
        self._show_way(self.way.value)

    def ready(self) -> bool:
        """The place has a name, or stands in the list."""
        wanted = self.wanted()
        return bool(wanted.name or wanted.facility)

    def wanted(self) -> Wanted:
        """The form as it stands."""
        listed = self.way.value == _LISTED
        return Wanted(
            name="" if listed else self.name.text().strip(),
            kind=str(self.kind.currentData()),
            language=current_language(),
            facility=self.facility.value if listed else "",
        )

    def _show_way(self, way: str) -> None:
        self._named.setVisible(way != _LISTED)
        self.facility.setVisible(way == _LISTED)
        if way == _LISTED:
            self.facility.read()
        self.check()

    def _create(self) -> None:
        wanted = self.wanted()
        self.ask_vault(lambda vault: create(vault, wanted), self._done)

    def _done(self, place: Place) -> None:
        self.created.emit(place.id)
        self.accept()


def create(vault: Vault, wanted: Wanted) -> Place:
    """Make the place, or find the known facility where it is here already."""
    if wanted.facility:
        return place_of(vault, wanted.facility, wanted.language)
    script = script_of(wanted.name)
    name = PlaceName(wanted.name, script, likely_language(script, wanted.language))
    return vault.places.new([name], wanted.kind)
