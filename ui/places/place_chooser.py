"""Choosing a place that is known here: where another one lies."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.i18n import _, pgettext
from desktop.model.place import PLACE_KIND
from desktop.model.typed_words import words_form
from desktop.vault.records.places import PlaceFilter
from ui.kept_form import sheaf_of
from ui.places.places_list import PlacesListing
from ui.shell.room import RoomContext
from ui.tasks import VaultWorker
from ui.widgets.buttons import primary_button
from ui.widgets.dialogs.form_dialog import FormDialog
from ui.widgets.label import paragraph
from ui.widgets.lists.chooser import Chooser
from ui.widgets.lists.paged_list import ListTexts

_ROWS = 5

PART_OF: Final = words_form(PLACE_KIND, "part-of")


class PlaceChooser(Chooser):
    """``value`` is the id of the place that is marked; ``outside``: as of ``PlaceFilter``."""

    def __init__(self, worker: VaultWorker, outside: str = "") -> None:
        texts = ListTexts(
            name=_("Places"),
            none_fits=_("No places match."),
            typed=pgettext("of a place", "Name"),
            filter=_("Filter by name"),
        )
        super().__init__(worker, texts, _ROWS)
        self._outside = outside

    def listing(self) -> PlacesListing:
        """The places that the field asks for."""
        return PlacesListing(PlaceFilter(text=self.search.text().strip(), outside=self._outside))


class PartOfDialog(FormDialog):
    """``chosen(place_id)``: the place that ``place_id`` lies in. Never itself, nor a part of it."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget, context: RoomContext, place_id: str) -> None:
        super().__init__(parent, context.worker, _("What is this place part of?"))
        self.place = PlaceChooser(context.worker, place_id)
        self.place.chose.connect(self.check)
        self.choose_button = primary_button(_("Choose"), self._choose, "check")
        explained = _(
            "The building that a cell is in, or the town that a prison is in. Add that place first "
            "where it is not listed."
        )
        self.lay_out(paragraph(explained, "quiet"), self.place, action=self.choose_button)
        editors = {"place": self.place, "sought": self.place.search}
        self.keep(context, sheaf_of(PART_OF, editors, place_id), {"place": place_id})
        self.place.read()

    def ready(self) -> bool:
        """A place is marked."""
        return bool(self.place.value)

    def _choose(self) -> None:
        self.chosen.emit(self.place.value)
        self.accept()
