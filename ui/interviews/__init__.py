"""The room *Interviews*: the list, and one interview open with its phases.

Where things are: ``page`` (list and open interview side by side), ``list`` (the list and the
dialog of a new one); ``interview_page`` holds the phases ``plan``, ``safety``, ``consent``,
``account``, ``files``, ``read_back``. ``draft`` is the open interview as it is worked on,
``desktop/reading/opened.py`` one reading of it; ``desktop/model/phases.py`` are the plain rules of
what is open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.i18n import N_
from ui.shell.room import INTERVIEWS, Page, Room, RoomContext

if TYPE_CHECKING:
    from desktop.vault import Vault


def room() -> Room:
    """The room for the rail; its page is imported when it is first visited."""
    return Room(
        INTERVIEWS,
        N_("Interviews"),
        "interviews",
        _make_page,
        count=_count,
        shows="interview",
        finds=("interview", "utterance", "attachment"),
        forms={
            "interview/new": N_("New interview"),
            "interview/consent": N_("Consent"),
            "interview/plan": N_("Plan"),
            "interview/batch": N_("Where these files come from"),
            "interview/print": N_("Print summary"),
            "interview/print-for": N_("Print for a recipient"),
            "interview/names": N_("Names in the text"),
            "interview/restrict": N_("Restrict use"),
            "interview/withdraw": N_("Withdraw consent"),
        },
    )


def _make_page(context: RoomContext) -> Page:
    from ui.interviews.page import InterviewsPage

    return InterviewsPage(context)


def _count(vault: Vault) -> int:
    from desktop.vault import InterviewFilter

    return vault.interviews.count(InterviewFilter())
