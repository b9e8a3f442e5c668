"""The interviews of a person, each a way to go there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.formats import format_date
from desktop.i18n import N_, _
from desktop.model.person import Person
from desktop.model.protected import ProtectedName
from desktop.reading.compared import Compared, read_compared
from desktop.vault.records.consent_states import ConsentState
from desktop.vault.records.summaries import InterviewFilter, InterviewSummary
from desktop.vocabulary import vocabulary
from ui.widgets.elided import ElidedButton
from ui.widgets.heading import SectionHeading
from ui.widgets.label import paragraph
from ui.widgets.layouts import column, row
from ui.widgets.lists.rows import joined

if TYPE_CHECKING:
    from desktop.vault import Vault

_MOST = 50
_CLOSED = {
    ConsentState.WITHDRAWN: N_("Consent withdrawn"),
    ConsentState.RESTRICTED: N_("Use restricted"),
    ConsentState.OTHERS: N_("Others decided something else"),
}


@dataclass(frozen=True, slots=True)
class Known:
    """A person, the newest interviews with them under whichever record, the entry by which the
    name is protected, and who they are one with or may be."""

    person: Person
    interviews: tuple[InterviewSummary, ...] = ()
    entry: ProtectedName | None = None
    compared: tuple[Compared, ...] = ()


def read_known(vault: Vault, person_id: str) -> Known:
    """A person with the newest interviews; ``NoSuchRecord``."""
    person, entry = vault.people.get(person_id), vault.protected.of_person(person_id)
    found = [
        summary
        for each in vault.sameness.groups().of(person_id)
        for summary in vault.interviews.summaries(InterviewFilter(person_id=each), 0, _MOST)
    ]
    newest = sorted(found, key=lambda each: each.created_at.utc, reverse=True)[:_MOST]
    return Known(person, tuple(newest), entry, read_compared(vault, person_id))


class InterviewsOfPerson(QWidget):
    """``go(interview_id)`` when one is chosen."""

    def __init__(self, interviews: Sequence[InterviewSummary], go: Callable[[str], None]) -> None:
        super().__init__()
        rows = [_row(summary, go) for summary in interviews]
        nothing = paragraph(_("No interview with this person yet."), "quiet")
        below = rows or [row(nothing)]
        self.setLayout(column(SectionHeading(_("Interviews")), *below, gap=2))


def _row(summary: InterviewSummary, go: Callable[[str], None]) -> QHBoxLayout:
    state = vocabulary("interview_state").label(summary.state.value)
    day = format_date(summary.created_at.local().date())
    button = ElidedButton(lambda: go(summary.id), "interviews")
    button.say(summary.code)
    closed = _CLOSED.get(summary.consent)
    said = joined(state, day, _(closed) if closed else "")
    line = row(button, paragraph(said, "quiet"), gap=3)
    line.setStretch(1, 1)
    return line
