"""Places: a facility or locality, under every form of its name (R16–R18)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Final

from desktop.model.values.bounds import Code, Few, Line, Text
from desktop.model.values.moment import Moment
from desktop.model.values.no_words import Id, MaybeId
from desktop.model.values.open_code import Language, OpenCode
from desktop.model.version import RecordKind

PLACE_KIND: Final = RecordKind("place")


@dataclass(frozen=True, slots=True)
class PlaceName:
    """One form of a name: ``script`` ISO 15924 (Cyrl, Latn), ``language`` BCP 47."""

    text: Line
    script: Annotated[Code, OpenCode("script")] = "Cyrl"
    language: Language = "be"
    kind: Annotated[Code, OpenCode("place_name_kind")] = "official"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something happened or somebody was held; it says nothing about anybody.

    The first form of the name is the one shown. ``coordinates``: latitude and longitude in
    decimal degrees, WGS 84 (``desktop.model.values.coordinates``), "", or what somebody typed that
    cannot be read as such, until it is corrected. ``part_of``: the id of the place this one
    lies in, or "".
    """

    id: Id
    created_at: Moment
    names: Annotated[tuple[PlaceName, ...], Few] = ()
    kind: Annotated[Code, OpenCode("facility_kind")] = "unknown"
    address: Text = ""
    coordinates: Line = ""
    part_of: MaybeId = ""
    note: Text = ""

    @property
    def display_name(self) -> str:
        """The first form of the name, or "" where none was written down."""
        return self.names[0].text if self.names else ""
