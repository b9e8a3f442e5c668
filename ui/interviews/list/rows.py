"""A line of the list of interviews: whose, in which state, on what consent, sent or not."""

from __future__ import annotations

from datetime import date

from desktop.formats import format_date
from desktop.i18n import N_, _, ngettext
from desktop.vault.records.summaries import HandoffStage, InterviewSummary
from desktop.vocabulary import vocabulary
from ui.widgets.lists.rows import Row, joined
from ui.widgets.tone import Tone

_HANDOFF = {
    HandoffStage.SENT: N_("Saved for handover"),
    HandoffStage.RECEIPTED: N_("Receipt received"),
    HandoffStage.NEWS: N_("Changed since sent"),
    HandoffStage.RECEIVED: N_("Received"),
}


def row_of(summary: InterviewSummary) -> Row:
    """Two lines of text and the state of consent, which matters most at a glance.

    The code stands alone where the person's record did not come along in the package.
    """
    tag, tone = consent_tag(summary.consent.value)
    return Row(
        key=summary.id,
        title=joined(summary.code, summary.person_label),
        detail=_detail(summary),
        aside=_day(summary),
        tag=tag,
        tone=tone,
    )


def consent_tag(consent: str) -> tuple[str, Tone]:
    """Consent in a word, with its tone."""
    tags = {
        "yes": (_("Consent"), Tone.SAFE),
        "partial": (_("Consent in part"), Tone.INFO),
        "none": (_("No consent"), Tone.ATTENTION),
        "others": (_("Others decided"), Tone.ATTENTION),
        "restricted": (_("Restricted"), Tone.DANGER),
        "withdrawn": (_("Withdrawn"), Tone.DANGER),
    }
    return tags.get(consent, ("", Tone.INFO))


def _detail(summary: InterviewSummary) -> str:
    """Put what needs action first; a narrow list shows no more than that."""
    sent = summary.handoff is not HandoffStage.NOT_SENT
    count = summary.files
    files = ngettext("{count} file", "{count} files", count).format(count=count)
    return joined(
        _state(summary),
        _(_HANDOFF[summary.handoff]) if sent else "",
        _("Two versions") if summary.has_branches else "",
        vocabulary("language").label(summary.language),
        files if count else "",
    )


def _state(summary: InterviewSummary) -> str:
    """In which state it is, or in which form it came: nobody works on what came derived."""
    if summary.shown_as:
        return vocabulary("shown_as").label(summary.shown_as)
    return vocabulary("interview_state").label(summary.state)


def _day(summary: InterviewSummary) -> str:
    """The day it is planned for or was held: as said in the plan, or when the account began."""
    if summary.planned_for:
        return _planned_day(summary.planned_for)
    began = summary.opened_at or summary.created_at
    return format_date(began.local().date())


def _planned_day(typed: str) -> str:
    """The day in words; as it came where another program wrote something else."""
    try:
        return format_date(date.fromisoformat(typed))
    except ValueError:
        return typed
