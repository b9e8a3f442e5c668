"""Coordinates as people type and paste them, in one form."""

from __future__ import annotations

import pytest

from desktop.model.values.coordinates import kept_form, normal_form, read_coordinates

MINSK = "53.90056, 27.55889"


@pytest.mark.parametrize(
    "typed",
    [
        "53.90056, 27.55889",
        " 53.90056 27.55889 ",
        "53.90056;27.55889",
        "53,90056; 27,55889",
        "53,90056 27,55889",
        "+53.90056, +27.55889",
        "53°54′02″N 27°33′32″E",
        "53° 54' 02\" N, 27° 33' 32\" E",
        "53°54′02″ с. ш. 27°33′32″ в. д.",
        "53°54′02″ пн. ш. 27°33′32″ у. д.",
        "53°54′2″пн.ш., 27°33′32″у.д.",
        "53.90056° N, 27.55889° E",
        "53.90056N 27.55889E",
        "53,90056° N, 27,55889° E",
        "N 53.90056 E 27.55889",
        "N53°54.0336' E27°33.5334'",
        "53° 54.0336′ n 27° 33.5334′ e",
    ],
)
def test_every_usual_form_is_read_as_the_same_place(typed: str) -> None:
    assert normal_form(typed) == MINSK


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("-33.9, 18.4", "-33.90000, 18.40000"),
        ("33°54′S 18°24′E", "-33.90000, 18.40000"),
        ("33°54′ ю. ш. 18°24′ з. д.", "-33.90000, -18.40000"),
        ("33°54′ пд. ш. 18°24′ з. д.", "-33.90000, -18.40000"),
        ("90, 180", "90.00000, 180.00000"),
        ("-90 -180", "-90.00000, -180.00000"),
        ("", ""),
        ("  ", ""),
    ],
)
def test_south_west_and_the_ends_of_the_earth(typed: str, kept: str) -> None:
    assert normal_form(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "near the river",
        "53.9",
        "53.9, 27.5, 3",
        "90.1, 0",
        "0, 180.1",
        "91°N 0°E",
        "53°60′N 27°E",
        "53°54′61″N 27°E",
        "53.5°30′N 27°E",
        "27°E 53°N",
        "53°54′02″ 27°33′32″",
        "nan, nan",
        "1e2, 3",
        "٥٣.٩, ٢٧.٥ x",
    ],
)
def test_what_is_no_place_on_earth_is_refused_and_kept_as_typed(typed: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        read_coordinates(typed)
    assert kept_form(typed) == typed


def test_the_normal_form_reads_as_itself() -> None:
    assert kept_form(normal_form(MINSK)) == MINSK
