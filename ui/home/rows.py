"""What waits as lines of lists, and where each of them leads."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from desktop.i18n import N_, _, gettext
from desktop.messages.agenda import (
    HEADINGS,
    ask_again_message,
    backup_message,
    count_message,
    may_be_one_message,
    open_message,
    order_of,
    people_message,
    planned_message,
    to_tell_message,
    way_message,
)
from desktop.model.identity import KnownCard
from desktop.model.kept_draft import Unfinished
from desktop.model.phases import Phase
from desktop.reading.agenda import (
    Agenda,
    AskAgain,
    BackupDue,
    MayBeOne,
    Planned,
    ToTell,
    UnderWay,
    WayDue,
)
from desktop.vault import ConsentState, InterviewSummary, ReceivedSummary, SentSummary
from desktop.vocabulary import vocabulary
from ui.handoff.package_rows import received_row, sent_row
from ui.interviews.list.rows import row_of
from ui.shell.room import FORM, HANDOFF, INTERVIEWS, PEOPLE, RECORD, SETTINGS, Location, Room
from ui.widgets.lists.rows import Row, joined
from ui.widgets.tone import Tone

BACKUP: Final = "backup"
WAY: Final = "way"
_QUIET: Final = (ConsentState.YES, ConsentState.PARTIAL)
"""Consents that a line about something else leaves out."""
_STOPS: Final = (ConsentState.RESTRICTED, ConsentState.OTHERS, ConsentState.WITHDRAWN)
"""Consents that are said before a day that has passed: no interview is held on them."""


@dataclass(frozen=True, slots=True)
class Place:
    """A room and a place in it."""

    room: str
    location: Location


@dataclass(frozen=True, slots=True)
class Line:
    """A row, and where it leads."""

    row: Row
    leads: Place


@dataclass(frozen=True, slots=True)
class Told:
    """A section as it is shown. ``count``: "" of what is no list."""

    field: str
    title: str
    count: str
    lines: tuple[Line, ...]
    left_out: bool = False


def sections_of(agenda: Agenda, rooms: Sequence[Room]) -> list[Told]:
    """The sections in which something waits, in their order."""
    found = [_told(agenda, field, rooms) for field in order_of(agenda.role)]
    if agenda.backup is not None:
        found.append(Told(BACKUP, _("Backup"), "", (_backup(agenda.backup),)))
    if agenda.way is not None:
        found.append(Told(WAY, _("Ways to unlock"), "", (_way(agenda.way),)))
    return [each for each in found if each.lines]


def _told(agenda: Agenda, field: str, rooms: Sequence[Room]) -> Told:
    listed = getattr(agenda, field)
    shown = _LINES.get(field)
    lines = [shown(each) if shown else _form(each, rooms) for each in listed.first]
    left_out = listed.count > len(listed.first)
    title = gettext(HEADINGS[field])
    return Told(field, title, count_message(listed), tuple(filter(None, lines)), left_out)


def _leads(interview: InterviewSummary, row: Row, phase: Phase | None = None) -> Line:
    at = {"phase": phase.value} if phase else {}
    return Line(row, Place(INTERVIEWS, {"interview": interview.id, **at}))


def _interview(interview: InterviewSummary) -> Line:
    return _leads(interview, row_of(interview))


def _planned(planned: Planned) -> Line:
    interview = planned.interview
    row = replace(
        row_of(interview),
        detail=vocabulary("language").label(interview.language),
        aside=planned_message(planned),
    )
    if interview.consent not in _STOPS:
        said = _("The day has passed") if planned.overdue else ""
        row = replace(row, tag=said, tone=Tone.ATTENTION)
    return _leads(interview, row)


def _under_way(under_way: UnderWay) -> Line:
    interview = under_way.interview
    row = replace(row_of(interview), detail=open_message(under_way))
    quiet = interview.consent in _QUIET
    return _leads(interview, replace(row, tag="") if quiet else row)


def _to_tell(to_tell: ToTell) -> Line:
    row = replace(row_of(to_tell.interview), detail=to_tell_message(to_tell))
    return _leads(to_tell.interview, row, Phase.CONSENT)


def _ask_again(ask_again: AskAgain) -> Line:
    row = replace(row_of(ask_again.interview), detail=ask_again_message(ask_again))
    return _leads(ask_again.interview, row, Phase.CONSENT)


def _resolve(interview: InterviewSummary) -> Line:
    phase = None if interview.consent in _QUIET else Phase.CONSENT
    return _leads(interview, row_of(interview), phase)


def _may_be_one(pair: MayBeOne) -> Line:
    """In the profile of the other, where it is said."""
    against = not pair.reasons
    row = Row(
        f"{pair.one.id} {pair.other.id}",
        people_message(pair),
        may_be_one_message(pair),
        tag=_("To be resolved") if against else "",
        tone=Tone.ATTENTION,
    )
    return Line(row, Place(PEOPLE, {"person": pair.other.id}))


def _sent(package: SentSummary) -> Line:
    return Line(sent_row(package), Place(HANDOFF, {"path": "sent", "package": package.package_id}))


def _received(package: ReceivedSummary) -> Line:
    place = Place(HANDOFF, {"path": "received", "package": package.package_id})
    return Line(received_row(package), place)


def _form(form: Unfinished, rooms: Sequence[Room]) -> Line | None:
    """As the notice above the rooms leads there; None of a form that no room shows."""
    room = next((each for each in rooms if form.form in each.forms), None)
    if room is None:
        return None
    whose = {room.shows or RECORD: form.record_id} if form.record_id else {}
    row = Row(
        f"{form.form} {form.record_id}",
        joined(gettext(room.forms[form.form]), form.called),
        gettext(room.title),
        unfinished=True,
    )
    return Line(row, Place(room.key, {**whose, FORM: form.form}))


def _card(card: KnownCard) -> Line:
    row = Row(
        card.fingerprint,
        card.card.name,
        _("Compare the safety number before anything is sent or accepted."),
        tag=_("Not compared yet"),
        tone=Tone.ATTENTION,
    )
    return Line(row, Place(HANDOFF, {"path": "cards"}))


def _backup(due: BackupDue) -> Line:
    row = Row(
        BACKUP,
        backup_message(due),
        _("An encrypted copy on another device, for when this one is lost."),
    )
    return Line(row, Place(SETTINGS, {"care": BACKUP}))


def _way(due: WayDue) -> Line:
    return Line(Row(WAY, *way_message(due)), Place(SETTINGS, {"care": "ways"}))


_LINES: Final[Mapping[str, Callable[[Any], Line]]] = {
    "planned": _planned,
    "under_way": _under_way,
    "to_save": _interview,
    "no_receipt": _sent,
    "ask_again": _ask_again,
    "to_tell": _to_tell,
    "to_resolve": _resolve,
    "may_be_one": _may_be_one,
    "arrived": _received,
    "receipts_owed": _received,
    "cards": _card,
}
"""By the field of the agenda; forms are known to the rooms."""

ACTIONS: Final[Mapping[str, tuple[str, Place]]] = {
    "to_save": (N_("Create a package"), Place(HANDOFF, {"path": "write"})),
    "to_tell": (N_("Create a package"), Place(HANDOFF, {"path": "write"})),
    "no_receipt": (N_("Import a receipt"), Place(HANDOFF, {"path": "receipt"})),
}
"""What is done with all of a section."""
