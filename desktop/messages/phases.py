"""The phases of an interview in words: their titles, and what is still open in each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from desktop.i18n import N_, gettext, ngettext
from desktop.model.phases import OpenPoint, Phase, Point

TITLES: Mapping[Phase, str] = {
    Phase.PLAN: N_("Plan"),
    Phase.SAFETY: N_("Safety"),
    Phase.CONSENT: N_("Consent"),
    Phase.ACCOUNT: N_("Account"),
    Phase.FILES: N_("Files"),
    Phase.READ_BACK: N_("Read back"),
    Phase.CLOSE: N_("Closing"),
}

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
    Point.ACCOUNT_CLOSED: N_("Not open yet"),
    Point.ACCOUNT_EMPTY: N_("Nothing written yet"),
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


def points_message(points: Iterable[OpenPoint]) -> str:
    """What is open, one phrase after the other."""
    first, *more = [*map(point_message, points)] or [""]
    return ", ".join((first, *map(_going_on, more)))


def phases_message(points: Mapping[Phase, Iterable[OpenPoint]]) -> str:
    """What is open in several phases, each by its title."""
    said = ((gettext(TITLES[phase]), points_message(found)) for phase, found in points.items())
    return " · ".join(f"{title}: {_going_on(each)}" for title, each in said)


def _going_on(point: str) -> str:
    return point[:1].lower() + point[1:]
