"""What counts as naming a kind of record."""

from __future__ import annotations

import pytest

from tests.unit.rules.kinds_named import kinds_named


@pytest.mark.parametrize(
    ("source", "named"),
    [
        ("from desktop.model.place import PLACE_KIND", {"place"}),
        ("kind = place.PLACE_KIND", {"place"}),
        ("open = Point.PLACE_KIND", set()),
        ('log(kind, "place", id)', {"place"}),
        ('f"SELECT 1 FROM name_form n JOIN {other}"', {"person"}),
        ("from desktop.vault.kinds.media import MEDIA", {"media"}),
        ('"""place"""', set()),
        ('"a place where"', set()),
    ],
)
def test_a_kind_is_named_by_its_constant_its_name_its_tables_or_its_declaration(
    source: str, named: set[str]
) -> None:
    assert kinds_named(source.encode()) == named
