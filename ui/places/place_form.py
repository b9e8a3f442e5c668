"""The form of one place: names, kind, where it is, what lies in it. It saves itself."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.i18n import _, pgettext
from desktop.model.changes import Changes
from desktop.model.merge.laid_over import Landed
from desktop.model.place import PLACE_KIND, Place
from ui.messages import note_error
from ui.places.coordinates_field import CoordinatesField
from ui.places.lies_in import Known, LiesIn, PartsOfPlace
from ui.places.place_chooser import PART_OF, PartOfDialog
from ui.places.place_names import PlaceNames
from ui.record_draft import RecordDraft
from ui.records_page import RecordForm
from ui.shell.room import FORM, PLACES, Location, RoomContext
from ui.widgets.editors import choice, line, text_area
from ui.widgets.field import Field
from ui.widgets.heading import SectionHeading
from ui.widgets.layouts import column, empty, holding

if TYPE_CHECKING:
    from desktop.vault import Vault


class PlaceForm(RecordForm[Known]):
    """One place. Typed words are saved as in the interviews."""

    draft: RecordDraft[Place]

    def __init__(self, context: RoomContext, known: Known) -> None:
        super().__init__(context, known.place, write_place)
        self._parts = column()
        self.lay_out(
            self._kind(),
            self._names(),
            self._where(),
            holding(self._parts),
            self._note(),
        )
        self.show_beside(known)

    def _note(self) -> Field:
        return Field(
            _("Note"),
            text_area(self.draft.now.note, lambda text: self.edit(note=text)),
            _("Places are sent with any package. Write nothing about people here."),
        )

    def go(self, location: Location) -> None:
        """Choose again where it lies, where that was left open."""
        if location.get(FORM) == PART_OF.name:
            self._choose()

    def concerned(self, changes: Changes) -> bool:
        """Whether any place changed: this one, where it lies, or what lies in it."""
        return changes.of(PLACE_KIND)

    def shows(self, known: Known) -> bool:
        """Whether the fields show this place already."""
        return known.place == self.draft.now

    def show_beside(self, known: Known) -> None:
        """Renew where it lies and what lies in it."""
        self.lies_in.show_way(known.place.part_of, known.within)
        empty(self._parts)
        self._parts.addWidget(PartsOfPlace(known.parts, self._go))

    def _kind(self) -> QWidget:
        now = self.draft.now.kind
        return Field(
            _("Kind of place"), choice("facility_kind", now, lambda code: self.edit(kind=code))
        )

    def _names(self) -> QWidget:
        self.names = PlaceNames(self.draft.now.names)
        self.names.changed.connect(lambda: self.edit(names=self.names.names))
        return self.names

    def _where(self) -> QWidget:
        now = self.draft.now
        address = Field(_("Address"), line(now.address, lambda text: self.edit(address=text)))
        self.coordinates = CoordinatesField(
            now.coordinates, lambda kept: self.edit(coordinates=kept)
        )
        self.lies_in = LiesIn(self._go)
        self.lies_in.other.connect(self._choose)
        self.lies_in.none.connect(lambda: self._move_into(""))
        heading = SectionHeading(_("Where it is"))
        return holding(column(heading, address, self.coordinates, self.lies_in, gap=4))

    def _choose(self) -> None:
        dialog = PartOfDialog(self, self._context, self.record_id)
        dialog.chosen.connect(self._move_into)
        dialog.open()

    def _move_into(self, place_id: str) -> None:
        """Say where it lies now, from what the vault holds, before it is saved."""
        self.edit(part_of=place_id)
        moved = self.draft.now
        self._context.worker.run(
            lambda vault: vault.places.within(moved),
            lambda within: self.lies_in.show_way(moved.part_of, within),
            partial(note_error, self._context.state_bar),
            self,
        )

    def title(self) -> str:
        """The first form of the name."""
        return self.draft.now.display_name or pgettext("of a place", "No name recorded")

    def _go(self, place_id: str) -> None:
        self.save_now()
        self._context.navigate(PLACES, place=place_id)


def write_place(vault: Vault, stored: Place, frozen: Place) -> Landed:
    """Lay what was typed over what the vault holds now."""
    return vault.edits.record(vault.places, stored, frozen)
