"""Every phase has a title and a page, and everything that may be open in it has a phrase."""

from __future__ import annotations

import pytest

from desktop.messages.phases import TITLES, point_message
from desktop.model.phases import OpenPoint, Phase, Point
from ui.interviews.phase_page import PhasePage
from ui.interviews.phase_table import PAGES


def test_every_phase_has_a_title_and_a_page_in_the_order_of_the_stepper() -> None:
    assert list(TITLES) == list(Phase)
    assert list(PAGES) == list(Phase)
    assert all(isinstance(page, type) and issubclass(page, PhasePage) for page in PAGES.values())


@pytest.mark.parametrize("point", list(Point))
def test_every_open_point_has_a_phrase(point: Point) -> None:
    assert point_message(OpenPoint(point, 2))
