"""The page of the places room: the list beside one place."""

from __future__ import annotations

from desktop.i18n import _
from desktop.model.place import PLACE_KIND
from desktop.vault import Vault
from ui.places.lies_in import Known, read_known
from ui.places.new_place import NewPlaceDialog
from ui.places.place_form import PlaceForm
from ui.places.places_list import PlacesList
from ui.records_page import RecordsPage
from ui.shell.room import RoomContext


class PlacesPage(RecordsPage[Known]):
    """Every place in the vault, by name."""

    list: PlacesList

    def __init__(self, context: RoomContext) -> None:
        super().__init__(context, PLACE_KIND, "place", PlacesList(context), "places")

    @property
    def place(self) -> PlaceForm | None:
        """The place that is open."""
        return self.opened if isinstance(self.opened, PlaceForm) else None

    def read(self, vault: Vault, record_id: str) -> Known:
        """A place, where it lies, and what lies in it; ``NoSuchRecord``."""
        return read_known(vault, record_id)

    def form(self, known: Known) -> PlaceForm:
        """The form of the place."""
        return PlaceForm(self._context, known)

    def goes(self) -> str:
        """What goes with a place that was added by mistake."""
        return _("This removes all names, the address and the note about this place.")

    def new(self) -> None:
        """Ask for the name and the kind of a new place."""
        dialog = NewPlaceDialog(self, self._context)
        dialog.created.connect(self.open)
        dialog.open()

    def missing(self, any_here: bool) -> tuple[str, str]:
        """What the right half says without a place."""
        if any_here:
            return _("No place is open"), _("Choose one on the left.")
        return (
            _("No places yet"),
            _("Add the places that accounts speak of: where people were held, and the towns."),
        )
