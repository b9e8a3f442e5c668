"""No field of a place is forgotten on its form: each is shown, and can be written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from desktop.model.place import Place, PlaceName
from tests import every_field
from tests.support import open_interview
from tests.ui.room_bench import Bench
from tests.ui.whole_page import shown, written_on
from ui.places.lies_in import Known
from ui.places.place_form import PlaceForm

_NOT_SHOWN = {
    "Place.id": "an id; people see names",
    "Place.created_at": "when a place was written down says nothing of it",
}
_NOT_WRITTEN = _NOT_SHOWN | {
    "Place.part_of": "chosen in a dialog: test_where_a_place_lies_is_chosen_in_a_dialog",
}

Opening = Callable[[Place], PlaceForm]


@pytest.fixture
def opening(bench: Bench) -> Opening:
    """Lay a place into the form that the room of places shows, in its own context."""
    context = bench.open(bench.ask(lambda vault: open_interview(vault).id)).draft.context

    def lay(place: Place) -> PlaceForm:
        outer = replace(place, id=place.part_of, names=(PlaceName(f"Around {place.part_of}"),))
        form = PlaceForm(context, Known(place, (outer,)))
        bench.qtbot.addWidget(form)
        return form

    return lay


def test_every_field_of_a_place_is_shown(opening: Opening) -> None:
    missing = every_field.unchanged(every_field.place(), lambda place: shown(opening(place)))
    every_field.check("The form of a place (ui/places)", missing, _NOT_SHOWN)


def test_every_editor_writes_the_field_it_shows_and_no_other(opening: Opening) -> None:
    place = every_field.place()
    form = opening(place)
    written = written_on(form, lambda: form.draft.now)
    missing = set(every_field.values(place)) - written
    every_field.check("What can be written of a place (ui/places)", missing, _NOT_WRITTEN)
