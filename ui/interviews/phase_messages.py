"""The phases of an interview in words: their titles, and what is still open in each."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from desktop.i18n import N_, _, gettext, ngettext
from desktop.model.opened import Opened
from desktop.model.phases import OpenPoint, Phase, Point, Standing, open_points, standing
from ui.widgets.choices.stepper import Step, StepState

TITLES: Mapping[Phase, str] = {
    Phase.PLAN: N_("Plan"),
    Phase.SAFETY: N_("Safety"),
    Phase.CONSENT: N_("Consent"),
    Phase.ACCOUNT: N_("Account"),
    Phase.FILES: N_("Files"),
    Phase.READ_BACK: N_("Read back"),
}

_STATES: Mapping[Standing, StepState] = {
    Standing.TO_DO: StepState.OPEN,
    Standing.DONE: StepState.DONE,
    Standing.NOTHING: StepState.NOTHING,
    Standing.WITHDRAWN: StepState.ENDED,
    Standing.RESTRICTED: StepState.ENDED,
    Standing.OTHERS: StepState.CLOSED,
    Standing.CLOSED: StepState.CLOSED,
}

_LISTED = (Phase.PLAN, Phase.SAFETY, Phase.READ_BACK)
"""Phases whose open points are things to fill in; elsewhere they are sentences of their own."""

_SAID: Mapping[Point, str] = {
    Point.DATE: N_("Date"),
    Point.INTERVIEWERS: N_("Interviewers"),
    Point.PLACE_KIND: N_("Kind of place"),
    Point.PURPOSE: N_("Purpose"),
    Point.FULL_REASON: N_("Reason for a full account"),
    Point.PRIOR_ACCOUNTS: N_("Earlier accounts"),
    Point.PRIOR_RECIPIENT: N_("To whom the earlier account was given"),
    Point.TRAINING: N_("Training of the interviewer"),
    Point.REFERRAL: N_("Referral"),
    Point.RISK_PERSON: N_("Risk for the person"),
    Point.RISK_RELATIVES: N_("Risk for relatives"),
    Point.CONSENT_UNSAVED: N_("Answers not recorded yet"),
    Point.CONSENT_NONE: N_("Nothing recorded yet"),
    Point.CONSENT_WITHDRAWN: N_("Withdrawn"),
    Point.CONSENT_RESTRICTED: N_("Use restricted"),
    Point.CONSENT_OTHERS: N_("Others decided something else"),
    Point.ACCOUNT_CLOSED: N_("Still closed"),
    Point.ACCOUNT_EMPTY: N_("No words yet"),
    Point.READ_BACK_LANGUAGE: N_("Language of the read back"),
    Point.SEAL: N_("Seal"),
}


def point_message(open_point: OpenPoint) -> str:
    """A short phrase for what is open, with its count where it is counted."""
    said = _SAID.get(open_point.point)
    return gettext(said) if said is not None else _counted(open_point.point, open_point.count)


def _counted(point: Point, count: int) -> str:
    phrases = {
        Point.CONSENT_NOT_ASKED: ngettext("{count} not asked", "{count} not asked", count),
        Point.CONSENT_ASK_AGAIN: ngettext("{count} for later", "{count} for later", count),
        Point.BASIS: ngettext(
            "{count} answer without basis", "{count} answers without basis", count
        ),
        Point.CAPTION: ngettext(
            "{count} file without caption", "{count} files without caption", count
        ),
    }
    return phrases[point].format(count=count)


def open_message(opened: Opened, phase: Phase) -> str:
    """What is still to be done in one phase, as a line; "" where nothing is."""
    points = [point_message(point) for point in open_points(opened)[phase]]
    said = ", ".join((*points[:1], *map(_going_on, points[1:])))
    if points and phase in _LISTED:
        inside = ", ".join(map(_going_on, points))
        said = _("Still open here: {points}").format(points=inside)
    return said[:1].upper() + said[1:]


def _going_on(point: str) -> str:
    return point[:1].lower() + point[1:]


def steps(opened: Opened, undecided: Collection[Phase] = ()) -> list[Step]:
    """The stepper: what is open in each phase, in a few words. ``undecided``: phases in which
    something was typed that is no decision yet."""
    points = open_points(opened)
    found = [_step(opened, phase, len(points[phase])) for phase in Phase]
    return [_marked(each) if each.key in undecided else each for each in found]


def _marked(step: Step) -> Step:
    """A sign that says more (it was withdrawn) stays."""
    state = step.state if step.state is StepState.ENDED else StepState.UNDECIDED
    return replace(step, state=state, open_text=_("not recorded"))


def _step(opened: Opened, phase: Phase, count: int) -> Step:
    stands = standing(opened, phase)
    said = {
        Standing.TO_DO: _("{count} open").format(count=count),
        Standing.DONE: "",
        Standing.NOTHING: _("nothing here"),
        Standing.WITHDRAWN: _("withdrawn"),
        Standing.RESTRICTED: _("restricted"),
        Standing.OTHERS: _("others decided"),
        Standing.CLOSED: _("closed"),
    }
    return Step(phase.value, gettext(TITLES[phase]), _STATES[stands], said[stands])
