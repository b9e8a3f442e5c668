"""Every room begins at one edge, its title or its filter on one line, and none is too wide."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from desktop.i18n import set_language
from tests.ui.each_language import EACH_LANGUAGE
from tests.ui.home.test_home_room import plan
from tests.ui.room_bench import Bench, bench
from ui.handoff.page import HandoffPage
from ui.home.page import HomePage
from ui.media.grid import ThumbnailGrid
from ui.scale import space
from ui.shell.room import HANDOFF, HOME, INTERVIEWS, MEDIA, PEOPLE, PLACES, PROTECTED, SETTINGS
from ui.widgets.heading import PageHeading
from ui.widgets.layouts import EDGE
from ui.widgets.lists.paged_list import PagedList
from ui.widgets.sheet import Scrolled, Sheet

__all__ = ["bench"]
ROOMS = (HOME, INTERVIEWS, PEOPLE, PLACES, MEDIA, HANDOFF, PROTECTED, SETTINGS)
SIZES = ((1024, 680), (1900, 1000))


@pytest.fixture(params=EACH_LANGUAGE)
def spoken(request: pytest.FixtureRequest) -> Bench:
    """The window in a language, over a vault in which an interview is planned."""
    set_language(request.param)
    made: Bench = request.getfixturevalue("bench")
    made.ask(plan)
    return made


def entered(bench: Bench, room: str) -> QWidget:
    bench.shell.navigate(room)
    bench.settle()
    QApplication.processEvents()
    return bench.shell.page(room)


def seen(page: QWidget, kind: type[QWidget]) -> QWidget:
    return next(each for each in page.findChildren(kind) if each.isVisible())


def begins(page: QWidget) -> list[QWidget]:
    """What stands highest in a room, and the first thing below it."""
    if isinstance(page, HomePage):
        return [seen(page, PageHeading), page.sections["planned"].list]
    if isinstance(page, HandoffPage):
        return [seen(page, PageHeading), page.landing.write_button]
    if page.findChildren(PageHeading):
        below = [*page.findChildren(ThumbnailGrid), *page.findChildren(Sheet)]
        return [seen(page, PageHeading), below[0]]
    listed = seen(page, PagedList)
    assert isinstance(listed, PagedList)
    return [listed.search]


def middle(widget: QWidget, page: QWidget) -> int:
    shown = widget.findChild(QLabel) if isinstance(widget, PageHeading) else widget
    assert shown is not None
    return shown.mapTo(page, shown.rect().center()).y()


def fits(page: QWidget) -> None:
    """No part of a page that scrolls is wider than what is seen of it."""
    QApplication.processEvents()
    assert page.isVisible()
    for scrolled in page.findChildren(Scrolled):
        inner = scrolled.widget()
        if inner is not None and scrolled.isVisible():
            assert inner.width() <= scrolled.viewport().width(), page


def test_every_room_begins_at_one_edge_and_on_one_line(spoken: Bench) -> None:
    for size in SIZES:
        spoken.shell.resize(*size)
        pages = {room: entered(spoken, room) for room in ROOMS}
        for room, page in pages.items():
            entered(spoken, room)
            lefts = [each.mapTo(page, QPoint(0, 0)).x() for each in begins(page)]
            assert set(lefts) == {space(EDGE)}, (room, size, lefts)
            line = space(EDGE) + 16
            assert abs(middle(begins(page)[0], page) - line) <= 1, (room, size)


def test_no_room_and_no_path_is_wider_than_the_window(spoken: Bench) -> None:
    spoken.shell.resize(*SIZES[0])
    home = entered(spoken, HOME)
    assert isinstance(home, HomePage)
    for section in home.sections.values():
        section.show()
    fits(home)
    for room in ROOMS[1:]:
        fits(entered(spoken, room))
    handoff = entered(spoken, HANDOFF)
    assert isinstance(handoff, HandoffPage)
    for begin in (handoff.write, handoff.receive, handoff.import_receipt, handoff.cards):
        begin()
        spoken.settle()
        fits(handoff)


def test_the_ways_to_begin_a_handoff_are_equally_wide_and_say_everything(spoken: Bench) -> None:
    for size in SIZES:
        spoken.shell.resize(*size)
        page = entered(spoken, HANDOFF)
        assert isinstance(page, HandoffPage)
        ways = (page.landing.write_button, page.landing.receive_button, page.landing.receipt_button)
        widths = [each.width() for each in ways]
        assert max(widths) - min(widths) <= 1, (size, widths)
        for label in [label for way in ways for label in way.findChildren(QLabel)]:
            assert label.height() >= label.heightForWidth(label.width()), label.text()
