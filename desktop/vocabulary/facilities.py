"""Places of detention that public sources name, to make places from: names, kind, town.

A list to begin with (``resources/vocabularies/facility.json``), which an organisation can
correct. A place made from it is a record like any other and keeps no link to the list.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import msgspec

from desktop.canonical import from_plain
from desktop.resources import resource_bytes


@dataclass(frozen=True, slots=True)
class Facility:
    """One place of the list. ``label``: its name by language code; ``kind``: a facility_kind.

    ``towns`` are named in English. ``known``: "found" where a public source names the place,
    "remembered" where none was looked up yet; ``check``: what of it is still in doubt.
    """

    code: str
    label: Mapping[str, str]
    kind: str
    towns: tuple[str, ...]
    known: str
    check: str = ""

    @property
    def doubtful(self) -> bool:
        """Whether somebody should still check it against a source."""
        return self.known != "found" or bool(self.check)


@dataclass(frozen=True, slots=True)
class _File:
    source: str
    terms: tuple[Facility, ...]


@cache
def facilities() -> tuple[Facility, ...]:
    """The whole list in its order; ``NotADocument`` where the file is wrong."""
    raw = msgspec.json.decode(resource_bytes("vocabularies/facility.json"))
    return from_plain(raw, _File).terms
