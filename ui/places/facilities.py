"""The list of known facilities, to choose one from and make a place of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from desktop.i18n import _, current_language
from desktop.model.place import Place, PlaceName
from desktop.model.values.script import script_of
from desktop.vault.search.folding import fold
from desktop.vocabulary import vocabulary
from desktop.vocabulary.facilities import Facility, facilities
from ui.tasks import VaultWorker
from ui.widgets.lists.chooser import Chooser
from ui.widgets.lists.paged_list import Counted, ListTexts
from ui.widgets.lists.rows import Row, joined

if TYPE_CHECKING:
    from desktop.vault import Vault

_TOWN = "locality"


@dataclass(frozen=True, slots=True)
class FacilityListing:
    """Those of the list that hold what was typed, in any language and spelling."""

    text: str

    @property
    def filtered(self) -> bool:
        """Whether it may hide some of the list."""
        return bool(self.text)

    def count(self, _vault: Vault) -> Counted:
        """How many there are."""
        return Counted(len(self._found()))

    def page(self, _vault: Vault, offset: int, limit: int) -> list[Row]:
        """A row for each of a page."""
        return [_row(each) for each in self._found()[offset : offset + limit]]

    def _found(self) -> Sequence[Facility]:
        wanted = fold(self.text)
        return [each for each in facilities() if wanted in _held(each)]


class FacilityChooser(Chooser):
    """``value`` is the code of the facility that is marked."""

    def __init__(self, worker: VaultWorker) -> None:
        texts = ListTexts(
            name=_("Known facilities"),
            none_fits=_("No places match."),
            typed=_("Name or town"),
            filter=_("Filter by name or town"),
        )
        super().__init__(worker, texts)

    def listing(self) -> FacilityListing:
        """The facilities that the field asks for."""
        return FacilityListing(self.search.text().strip())


def place_of(vault: Vault, code: str, language: str) -> Place:
    """The place for a facility of the list: the one that goes by its name here, or a new one.

    A new one has the names of every language, that of ``language`` first, and lies in its town
    where just one town of this name is here.
    """
    facility = next(each for each in facilities() if each.code == code)
    with vault.transaction():
        there = [p for name in facility.label.values() for p in vault.places.with_name(name)]
        if there:
            return vault.places.get(there[0])
        place = vault.places.new(_names(facility, language), facility.kind)
        in_town = replace(place, part_of=_town(vault, facility))
        vault.places.save(in_town)
    return in_town


def _names(facility: Facility, language: str) -> list[PlaceName]:
    languages = sorted(facility.label, key=lambda each: each != language)
    return [
        PlaceName(facility.label[each], script_of(facility.label[each]), each, "press")
        for each in languages
    ]


def _town(vault: Vault, facility: Facility) -> str:
    found = {place for town in facility.towns for place in vault.places.with_name(town)}
    towns = [place for place in found if vault.places.get(place).kind == _TOWN]
    return towns[0] if len(towns) == 1 else ""


def _held(facility: Facility) -> str:
    return fold("\n".join((*facility.label.values(), *facility.towns)))


def _row(facility: Facility) -> Row:
    label = facility.label.get(current_language()) or facility.label["en"]
    kind = vocabulary("facility_kind").label(facility.kind)
    doubt = _("still to be checked") if facility.doubtful else ""
    return Row(key=facility.code, title=label, detail=joined(doubt, kind))
