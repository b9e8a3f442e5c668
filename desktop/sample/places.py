"""The places of the sample vault, some inside others; they stand in ``samples/places.json``."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import msgspec

from desktop.canonical import from_plain
from desktop.model.place import PlaceName
from desktop.resources import resource_bytes

if TYPE_CHECKING:
    from desktop.vault import Vault


@dataclass(frozen=True, slots=True)
class _Place:
    """``names`` rows: text, script, language, kind. ``part_of``: the key of one before it."""

    key: str
    kind: str
    address: str
    coordinates: str
    part_of: str
    names: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True, slots=True)
class _File:
    places: tuple[_Place, ...]


def make_places(vault: Vault, note: str) -> None:
    """Add them, each with ``note``."""
    content = from_plain(msgspec.json.decode(resource_bytes("samples/places.json")), _File)
    made = {"": ""}
    for sample in content.places:
        place = vault.places.new((PlaceName(*name) for name in sample.names), sample.kind)
        vault.places.save(
            replace(
                place,
                address=sample.address,
                coordinates=sample.coordinates,
                part_of=made[sample.part_of],
                note=note,
            )
        )
        made[sample.key] = place.id
