"""The first page: which interview, what this paper is, earlier accounts, the setting."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from desktop.formats import format_date, format_date_time
from desktop.i18n import Translator
from desktop.messages.derived import NOT_THE_WORDS_SAID
from desktop.model.consent.beyond import Reason
from desktop.model.interview import Interview, PriorAccount, PriorAccounts
from desktop.model.values.moment import Moment
from desktop.reports.document import section
from desktop.reports.setting import labelled, paragraph, paragraphs, together
from desktop.reports.summary_input import SummaryInput
from desktop.vocabulary import vocabulary

if TYPE_CHECKING:
    from reportlab.platypus import Flowable


def front(record: SummaryInput, translator: Translator) -> list[Flowable]:
    """The code, one line about the interview, and what this paper is and is not."""
    interview = record.document.interview
    return [
        *headline(interview, translator, derived=interview.is_derived),
        paragraph(_what_it_is(interview, translator), "plain"),
        *_derived(interview, translator),
        *_beyond(record, translator),
    ]


def _what_it_is(interview: Interview, translator: Translator) -> str:
    _ = translator.gettext
    if interview.is_derived:
        return _(
            "A conversation between a researcher and a person, written down by the researcher. It "
            "is not a sworn statement and was not taken by an authority. Nothing in it has been "
            "found by a court. It may be given on only as the consent below allows."
        )
    return _(
        "A conversation between a researcher and a person, written down in the person’s own "
        "words. It is not a sworn statement and was not taken by an authority. Nothing in it "
        "has been found by a court. It may be given on only as the consent below allows."
    )


def headline(
    interview: Interview, translator: Translator, *, derived: bool = False
) -> list[Flowable]:
    """Which interview, in what mode and state, and the day. What is ``derived`` was never sealed,
    whatever the interview itself is."""
    _, language = translator.gettext, translator.language
    facts = [
        vocabulary("interview_mode").label(interview.mode, language),
        "" if derived else vocabulary("interview_state").label(interview.state, language),
        _day(interview, translator),
    ]
    return [
        paragraph(_("Interview summary"), "overline"),
        paragraph(interview.code, "title"),
        paragraph(" · ".join(filter(None, facts)), "subtitle"),
    ]


def _derived(interview: Interview, translator: Translator) -> list[Flowable]:
    """That these are not the words that were said, and whose they are."""
    if not interview.is_derived:
        return []
    _ = translator.gettext
    how = vocabulary("shown_as").label(interview.shown_as, translator.language)
    # Told by its id, so that both can be held against each other where the other is.
    said = f"{how}. {_(NOT_THE_WORDS_SAID)} {interview.derived_from}"
    return [paragraph(said, "notice")]


def _beyond(record: SummaryInput, translator: Translator) -> list[Flowable]:
    return [] if record.beyond is None else [beyond_notice(record.beyond, translator)]


def beyond_notice(reason: Reason, translator: Translator) -> Flowable:
    """Whoever holds the paper sees that it is more than was agreed to, and for what it was made."""
    _ = translator.gettext
    notice = _(
        "This print shows more than the consent allows. Reason: {reason}. It may not be passed "
        "on for anything else."
    )
    label = vocabulary("print_reason").label(reason.value, translator.language)
    return paragraph(notice.format(reason=label), "notice")


def earlier_accounts(interview: Interview, translator: Translator) -> list[Flowable]:
    """R3: asked first, and shown first."""
    _ = translator.gettext
    label = vocabulary("prior_accounts").label(interview.prior_accounts_answer, translator.language)
    story = [section(_("Earlier accounts")), paragraph(label, "statement")]
    if interview.prior_accounts_answer is PriorAccounts.YES:
        for number, prior in enumerate(interview.prior_accounts, start=1):
            story += paragraphs(_earlier(prior, translator), "statement", str(number))
    return story


def _earlier(prior: PriorAccount, translator: Translator) -> str:
    _ = translator.gettext
    form = [_("recorded") if prior.recorded else "", _("signed") if prior.signed else ""]
    parts = [prior.given_to, prior.given_on, *form, prior.note]
    return " · ".join(part for part in map(_on_one_line, parts) if part)


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


def setting(interview: Interview, person: str, translator: Translator) -> list[Flowable]:
    """R7: everybody present, times, place, interpreter. Empty fields are left out. ``person``: as
    whoever reads it is to know them."""
    _ = translator.gettext
    rows = [
        (_("Person"), person),
        (_("Language spoken"), _label("language", interview.language, translator)),
        (_("Where"), _label("place_kind", interview.place_kind, translator)),
        (_("How"), _label("modality", interview.modality, translator)),
        (_("Planned for"), _planned(interview, translator)),
        (_("Started"), _time(interview.opened_at, translator)),
        (_("Ended"), _time(interview.closed_at, translator)),
        (_("Interviewers"), interview.interviewers),
        (_("Interpreter"), interview.interpreter),
        (_("Others present"), interview.others_present),
        (_("Purpose"), interview.purpose),
        (_("Already known"), interview.already_known),
        (_("Why a full account"), interview.full_reason),
        (_("Read back in"), _label("language", interview.read_back_language, translator)),
        (_("After reading back"), interview.read_back_note),
    ]
    return together([section(_("Setting")), *(item for row in rows for item in labelled(*row))])


def _label(name: str, code: str, translator: Translator) -> str:
    return vocabulary(name).label(code, translator.language) if code else ""


def _day(interview: Interview, translator: Translator) -> str:
    """The day it was held, or is to be held."""
    if interview.opened_at is None:
        return _planned(interview, translator)
    return format_date(interview.opened_at.local(), translator)


def _planned(interview: Interview, translator: Translator) -> str:
    """The day, as long as the account was not opened; what is no date stands as it came."""
    if interview.opened_at is not None:
        return ""
    try:
        return format_date(date.fromisoformat(interview.planned_for), translator)
    except ValueError:
        return interview.planned_for


def _time(moment: Moment | None, translator: Translator) -> str:
    """A time with its offset: the reader may sit in another zone."""
    if moment is None:
        return ""
    local = moment.local()
    # Of what is shown: in UTC where its own is none a clock has.
    east = round((local.utcoffset() or timedelta()).total_seconds() / 60)
    hours, minutes = divmod(abs(east), 60)
    offset = f"UTC{'−' if east < 0 else '+'}{hours}" + (f":{minutes:02}" if minutes else "")
    return f"{format_date_time(local, translator)} ({offset})"
