"""The list of places, by name: read by the page, filtered by any form of a name and by kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.i18n import _, pgettext
from desktop.vault.records.places import PlaceFilter, PlaceSummary
from desktop.vocabulary import vocabulary
from ui.shell.room import RoomContext
from ui.widgets.editors import choice
from ui.widgets.label import label_unseen
from ui.widgets.lists.paged_list import Counted, ListTexts, PagedList
from ui.widgets.lists.rows import Row, joined

if TYPE_CHECKING:
    from desktop.vault import Vault

_UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PlacesListing:
    """The places that a filter lets through, by name."""

    chosen: PlaceFilter

    @property
    def filtered(self) -> bool:
        """Whether it may hide places that are there."""
        return bool(self.chosen.text or self.chosen.kind)

    def count(self, vault: Vault) -> Counted:
        """How many there are."""
        return Counted(vault.places.count(self.chosen))

    def page(self, vault: Vault, offset: int, limit: int) -> list[Row]:
        """A row for each of a page."""
        return [place_row(found) for found in vault.places.summaries(self.chosen, offset, limit)]


class PlacesList(PagedList):
    """Every place in the vault, with a choice of kind below the field."""

    def __init__(self, context: RoomContext) -> None:
        self.kind = choice("facility_kind", "", lambda _code: self.read(), empty=_("Of any kind"))
        self.kind.setAccessibleName(_("Kind of place"))
        texts = ListTexts(
            name=_("Places"),
            new=_("New place"),
            new_hint=_("New place (Ctrl+N)"),
            none_fits=_("No places match."),
            typed=pgettext("of a place", "Name"),
            filter=_("Filter by name"),
        )
        super().__init__(context.worker, texts, self.kind)
        label_unseen(self.kind)

    def listing(self) -> PlacesListing:
        """The places that the field and the choice ask for."""
        text, kind = self.search.text().strip(), str(self.kind.currentData())
        return PlacesListing(PlaceFilter(text=text, kind=kind))


def place_row(place: PlaceSummary) -> Row:
    """A place in the list: the name first; its kind, where it lies and other names below."""
    kind = "" if place.kind == _UNKNOWN else vocabulary("facility_kind").label(place.kind)
    return Row(
        key=place.id,
        title=place.names[0] if place.names else pgettext("of a place", "No name recorded"),
        detail=joined(kind, place.within, *place.names[1:]),
    )
