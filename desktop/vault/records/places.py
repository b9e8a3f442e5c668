"""Places known to the vault."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from desktop.model.place import Place, PlaceName
from desktop.model.values.moment import Moment
from desktop.vault.custody.log import CustodyLog
from desktop.vault.kinds.place import PLACE, PLACES, PLACES_HELD
from desktop.vault.records.records import Records
from desktop.vault.search.filtering import holding
from desktop.vault.search.folding import fold
from desktop.vault.store.among import AMONG, among
from desktop.vault.store.connection import Database


@dataclass(frozen=True, slots=True)
class PlaceFilter:
    """Which places to list. ``text``: a part of a form of the name, in any spelling that
    ``desktop.vault.search.folding`` takes as one; '' lists all. ``kind``: only of this kind.
    ``outside``: not the place of this id nor what lies in it, at any depth."""

    text: str = ""
    kind: str = ""
    outside: str = ""


@dataclass(frozen=True, slots=True)
class PlaceSummary:
    """One row of the list. ``names``: the texts of all forms, in their order; ``within``: what
    the place that it is part of is called, or ''."""

    id: str
    names: tuple[str, ...]
    kind: str
    within: str


_ALL = PlaceFilter()
_CALLED = f"SELECT place_id, text FROM place_name WHERE place_id {AMONG} AND position = 0"  # noqa: S608
_OUTSIDE = """
id NOT IN (
    WITH RECURSIVE inside (id) AS (
        SELECT ?{number}
        UNION
        SELECT place.id FROM place JOIN inside ON place.part_of = inside.id
        WHERE place.part_of != ''
    )
    SELECT id FROM inside
)
"""
_DEEPEST = 16
"""Places inside one another; what is deeper, or turns in a circle, is cut there."""


class Places(Records[Place]):
    """The places of one vault."""

    def __init__(self, db: Database, custody: CustodyLog) -> None:
        super().__init__(db, custody, PLACE)

    def new(self, names: Iterable[PlaceName] = (), kind: str = "unknown") -> Place:
        """A new place."""
        return self._add(Place(self._new_id(), Moment.now(), tuple(names), kind))

    def summaries(
        self, filter: PlaceFilter = _ALL, offset: int = 0, limit: int = 50
    ) -> list[PlaceSummary]:
        """A page of the list, by name; only the places of this page are read."""
        where, values = _where(self._db, filter)
        # Which ones, from the index alone; then these.
        ids = f"SELECT id FROM place {where} ORDER BY folded, id LIMIT ? OFFSET ?"  # noqa: S608
        rest = f"WHERE id IN ({ids}) ORDER BY folded, id"
        return self._summed(PLACES.select(self._db, rest, (*values, limit, offset)))

    def count(self, filter: PlaceFilter = _ALL) -> int:
        """How many places the filter lets through."""
        where, values = _where(self._db, filter)
        row = self._db.one("SELECT count(*) FROM place " + where, values)  # noqa: S608
        return int(row[0]) if row else 0

    def with_name(self, name: str) -> list[str]:
        """Ids of the places of which a whole form of the name is this one, in any spelling."""
        line = fold(name.strip())
        if not line:
            return []
        rule = holding(self._db, name, PLACES_HELD)
        held = f"WHERE id IN (SELECT id FROM place WHERE {rule.sql}) ORDER BY folded, id"  # noqa: S608
        found = PLACES.select(self._db, held, rule.values)
        return [p.id for p in found if line in (fold(form.text.strip()) for form in p.names)]

    def within(self, place: Place) -> list[Place]:
        """The places it lies in, from the nearest outwards, as far as they are here."""
        found: list[Place] = []
        seen = {place.id}
        while place.part_of and place.part_of not in seen and len(found) < _DEEPEST:
            outer = self.find(place.part_of)
            if outer is None:
                break
            found.append(outer)
            seen.add(outer.id)
            place = outer
        return found

    def parts(self, place_id: str, limit: int = 50) -> list[PlaceSummary]:
        """The places that lie in it, by name."""
        rest = "WHERE part_of = ? AND part_of != '' ORDER BY folded, id LIMIT ?"
        return self._summed(PLACES.select(self._db, rest, (place_id, limit)))

    def _summed(self, places: list[Place]) -> list[PlaceSummary]:
        """With what the places around them are called, in one statement for all."""
        around = {place.part_of for place in places} - {""}
        called: dict[str, str] = dict(among(self._db, _CALLED, around))
        return [
            PlaceSummary(p.id, tuple(n.text for n in p.names), p.kind, called.get(p.part_of, ""))
            for p in places
        ]


def _where(db: Database, chosen: PlaceFilter) -> tuple[str, tuple[str, ...]]:
    """The condition, and the values that stand first in its statement."""
    rules: list[str] = []
    values: list[str] = []
    if chosen.text.strip():
        rule = holding(db, chosen.text, PLACES_HELD)
        rules.append(rule.sql)
        values += rule.values
    if chosen.kind:
        values.append(chosen.kind)
        rules.append(f"kind = ?{len(values)}")
    if chosen.outside:
        values.append(chosen.outside)
        rules.append(_OUTSIDE.format(number=len(values)))
    return ("WHERE " + " AND ".join(rules) if rules else ""), tuple(values)
