"""Small words the interview's screens share: what a row, an utterance, a date is called."""

from __future__ import annotations

from desktop.formats import format_date, format_time
from desktop.i18n import _
from desktop.model.consent import Refusal
from desktop.model.interview import Basis, Speaker, Utterance, UtteranceKind
from desktop.model.values.moment import Moment
from desktop.vocabulary import vocabulary
from ui.widgets.lists.rows import joined

_USUAL_SPEAKER = {
    UtteranceKind.QUESTION: Speaker.INTERVIEWER,
    UtteranceKind.OBSERVATION: Speaker.INTERVIEWER,
    UtteranceKind.BREAK: Speaker.INTERVIEWER,
}


def clock(moment: Moment | None) -> str:
    """``14:02`` as the clock stood where and when it was read; '' for no time."""
    return "" if moment is None else format_time(moment.local())


def day(moment: Moment) -> str:
    """The day in the zone of that moment: 22 November 2026."""
    return format_date(moment.local().date())


def turn_label(head: Utterance) -> str:
    """What stands in the gutter: whose words, or what kind where it is no answer."""
    kind = vocabulary("utterance_kind").label(head.kind.value)
    if head.speaker is _USUAL_SPEAKER.get(head.kind, Speaker.PERSON):
        return kind
    return vocabulary("speaker").label(head.speaker.value)


def turn_detail(head: Utterance, language: str) -> str:
    """How it is known, and a language other than that of the interview."""
    return joined(_known(head), head.language if head.language != language else "")


def _known(head: Utterance) -> str:
    source = _("from {name}").format(name=head.basis_source) if head.basis_source else ""
    if head.basis is Basis.NOT_STATED or (head.basis is Basis.TOLD_BY and source):
        return source
    return joined(vocabulary("basis").label(head.basis.value).lower(), source)


def beyond_message(refusal: Refusal) -> str:
    """Why what is to be printed is more than the person agreed to."""
    said = {
        Refusal.NO_CONSENT_RECORDED: _("No consent is recorded: nothing of this may be shown."),
        Refusal.WITHDRAWN: _("The consent was withdrawn: nothing of this may be shown."),
        Refusal.NAME_NOT_AGREED: _("The person did not agree to be shown by the full name."),
        Refusal.KEPT_BACK: _("It was kept back when the names were looked through."),
        Refusal.ONLY_BY_OTHERS: _("Only others recorded a consent: nothing of this may be shown."),
        Refusal.KEPT_UNREAD: _(
            "The decision was recorded with a newer Skrynia: until it can be read, nothing "
            "of this may be shown."
        ),
        Refusal.NOT_UNDERSTOOD: _(
            "An answer was recorded with a newer Skrynia: until it is understood, nothing of "
            "this may be shown."
        ),
        Refusal.PHOTOGRAPH_NOT_AGREED: _(
            "The person did not agree that photos and files are shown."
        ),
        Refusal.SHOWN_IN_PART: _(
            "The person agreed to show places or family only in part; here they are shown in full."
        ),
        Refusal.DONE_HERE: _("What was agreed to is done on the spot, and shows nothing of this."),
        Refusal.RESTRICTED: _("Use was restricted: nothing of this may be shown."),
        Refusal.AGREEMENT_MISSING: _("The person and the guardian did not both agree."),
        Refusal.AUTHORITY_NOT_NAMED: _(
            "It is not recorded who decides with or for the person, and by what right."
        ),
    }
    return said.get(refusal, _("The person did not agree that the account is kept."))


def text_told(version: str) -> str:
    """Which text is, or was, read out; ``version``: as a consent names it."""
    number = version.removeprefix("consent-")
    if number != version:
        return _("Text, version {number}").format(number=number)
    return _("Own text, {version}").format(version=version)
