"""A place as a kind of record: about nobody, so that it travels without anybody's consent."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.model.place import PLACE_KIND, Place, PlaceName
from desktop.model.removal import Stays
from desktop.vault.kinds.kind import AboutNobody, ByMistake, Kind, Loaded, Text, used_by
from desktop.vault.search.folding import fold
from desktop.vault.search.holding import Held
from desktop.vault.search.index import HitKind, index
from desktop.vault.store.connection import Database, Reader
from desktop.vault.store.table import ChildTable, Table

PLACES = Table(
    Place,
    "place",
    context=("folded",),
    children={"names": ChildTable(PlaceName, "place_name", "place_id")},
)


def text_of_place(place: Place) -> str:
    """What it is found by: every form of the name, address and note."""
    parts = (*(name.text for name in place.names), place.address, place.note)
    return "\n".join(part for part in parts if part)


def _held(_db: Reader, place: Place) -> str:
    """Every form of the name."""
    return fold("\n".join(name.text for name in place.names))


PLACES_HELD = Held(
    PLACES,
    _held,
    "SELECT place_id, group_concat(text, char(10)) FROM place_name GROUP BY place_id",
)

_HIT = HitKind(PLACE_KIND)


def _lay(db: Database, place: Place) -> None:
    before = PLACES.get(db, place.id)
    PLACES.put(db, place, _held(db, place))
    said = text_of_place(before) if before else ""
    index(db, _HIT, place.id, place.id, text_of_place(place), said)


def _texts(place: Place) -> tuple[Text, ...]:
    return ((_HIT, place.id, text_of_place(place)),)


def _called(db: Reader, place_id: str) -> str:
    row = db.one("SELECT text FROM place_name WHERE place_id = ? AND position = 0", (place_id,))
    return row[0] if row else ""


_IN_IT = (
    "SELECT ifnull(n.text, '') FROM place p LEFT JOIN place_name n ON n.place_id = p.id"
    " AND n.position = 0 WHERE p.part_of = ?1 AND p.part_of != '' AND p.id != ?1 ORDER BY 1"
)


def _stays(db: Reader, place: Place) -> Iterator[Stays]:
    return used_by(db, PLACE_KIND, _IN_IT, (place.id,))


def _found(db: Database, place_id: str, _found_id: str) -> Loaded:
    place = PLACES.get(db, place_id)
    return (place.display_name, text_of_place(place)) if place else ("", "")


PLACE: Kind[Place] = Kind(
    name=PLACE_KIND,
    body=Place,
    grounds=AboutNobody("where something is; who was there stands in other records"),
    # A home is called after who lives there, a note may say anything, and coordinates that cannot
    # be read are kept as they were typed.
    free_text=("PlaceName.text", "Place.address", "Place.coordinates", "Place.note"),
    table=PLACES,
    removed=ByMistake(_stays),
    rows={"place": "id", "place_name": "place_id"},
    record_id=lambda place: place.id,
    load=PLACES.get,
    lay=_lay,
    called=_called,
    hits={_HIT: _found},
    texts=_texts,
    held=PLACES_HELD,
)
