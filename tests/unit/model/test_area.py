"""Areas of a picture, and the outlines they are written as."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.model.values.area import MOST_POINTS, WHOLE, Area, around, outline_of, points_of

PARTS = st.integers(0, WHOLE)


@given(st.lists(st.tuples(PARTS, PARTS), min_size=3, max_size=MOST_POINTS))
def test_an_outline_reads_back_as_it_was_drawn(points: list[tuple[int, int]]) -> None:
    assert points_of(outline_of(points)) == tuple(points)


@pytest.mark.parametrize(
    "text",
    ["1,2", "1,2 3,4", "1,2 3,4 5", "1,2 3,4 -5,6", "1,2 3,4 5,10001", "01,2 3,4 5,6", "a"],
)
def test_what_is_no_outline_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no outline"):
        points_of(text)
    with pytest.raises(ValueError, match="no outline"):
        points_of("1,2 3,4 5,6\n")


def test_no_points_and_too_many_are_no_outline() -> None:
    for points in ([], [(0, 0)] * (MOST_POINTS + 1), [(0, 0), (1, 1), (0, WHOLE + 1)]):
        with pytest.raises(ValueError, match="no outline"):
            outline_of(points)


def test_a_box_has_four_corners_and_is_around_them() -> None:
    box = Area(100, 200, 300, 400)
    assert box.outline == "100,200 400,200 400,600 100,600"
    assert around(box.outline) == box
    assert around("") == Area(0, 0, WHOLE, WHOLE)


@pytest.mark.parametrize(
    ("area", "inside"),
    [
        (Area(0, 0, WHOLE, WHOLE), True),
        (Area(1, 0, WHOLE, WHOLE), False),
        (Area(5, 5), False),
        (Area(5, 5, 1, 0), False),
    ],
)
def test_an_area_lies_inside_or_is_none(area: Area, inside: bool) -> None:
    assert area.is_inside is inside
