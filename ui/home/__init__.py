"""The room *Home*: what waits for whoever works here, when nothing is open.

What waits is read by ``desktop/reading/agenda.py``; ``rows`` says it and where each row leads,
``section`` shows one list of it, ``page`` all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from desktop.i18n import N_
from ui.shell.room import HOME, Page, Room, RoomContext


def room(others: Sequence[Room]) -> Room:
    """The room for the rail, before the ``others``; its page is imported when it is visited."""
    return Room(HOME, N_("Home"), "home", partial(_make_page, others))


def _make_page(others: Sequence[Room], context: RoomContext) -> Page:
    from ui.home.page import HomePage

    return HomePage(context, others)
