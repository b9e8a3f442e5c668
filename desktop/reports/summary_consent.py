"""The consent as it stands: every use, to whom, what the person answered (R1, R2)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.formats import format_date_time
from desktop.i18n import Translator
from desktop.messages.in_vain import lacking_name
from desktop.model.consent import (
    Answer,
    Consent,
    ConsentAnswer,
    DecidedBy,
    HowGiven,
    Purpose,
    RecipientKind,
    answer_to,
    whole_refusal,
)
from desktop.model.consent.in_vain import why_in_vain
from desktop.model.consent.shown_alike import WAYS
from desktop.model.opened import NO_OTHERS, Others
from desktop.model.values.moment import Moment
from desktop.reports.document import section, section_of_rows
from desktop.reports.setting import labelled, paragraph
from desktop.reports.styles import MEASURE, NUMBERS, ruled
from desktop.vocabulary import vocabulary

if TYPE_CHECKING:
    from reportlab.platypus import Flowable

_COLUMNS = (0.27, 0.25, 0.16, 0.32)


def consent_section(
    consent: Consent | None, translator: Translator, others: Others = NO_OTHERS
) -> list[Flowable]:
    """The matrix and how the consent was given; a withdrawal stands above everything, and what
    others decided above the answers."""
    _ = translator.gettext
    if consent is None:
        nothing = _("No consent is recorded. Nothing of this may be given to anybody.")
        return [section(_("Consent")), paragraph(nothing, "notice")]
    return [
        *section_of_rows(_("Consent")),
        *closed(consent, translator),
        *decided_by_others(others, translator),
        _matrix(consent, translator),
        *_circumstances(consent, translator),
    ]


def decided_by_others(others: Others, translator: Translator) -> list[Flowable]:
    """What others decided and what counts beside the answers on the paper; nothing where nobody
    else decided."""
    _ = translator.gettext
    if not others.answered:
        first = _("These answers were recorded by others, and not by whoever led the interview.")
        until = _("Nothing is sent by them until somebody here confirms that they apply.")
        return [paragraph(f"{first} {until}", "notice")]
    said = _(
        "Somebody else recorded another decision about this interview. Until that is "
        "settled, the narrower of the answers applies."
    )
    return [paragraph(said, "notice")] if others.beside else []


def closed(consent: Consent, translator: Translator) -> list[Flowable]:
    """That it was withdrawn, its use restricted, or that whoever has to did not decide; nothing
    where none of it is so."""
    restricted = _restriction(consent, translator)
    return [*_withdrawal(consent, translator), *restricted, *_not_in_force(consent, translator)]


def _not_in_force(consent: Consent, translator: Translator) -> list[Flowable]:
    """That the answers open nothing, because an agreement or the name of who decides is missing."""
    _ = translator.gettext
    stays = replace(consent, restricted_at=None).held_back
    if stays is None or consent.withdrawn_at is not None:
        return []
    notice = _("What was agreed to is not in force. {why}")
    why = vocabulary("refusal").label(stays.value, translator.language)
    return [paragraph(notice.format(why=why), "notice")]


def stays_for(consent: Consent, answer: ConsentAnswer, translator: Translator) -> str:
    """Why nothing leaves for a use that was agreed to, by the gate; "" where it may, where it is
    done on the spot, and where the whole consent says so already. Of a use that needs the full
    name also that less was agreed to."""
    if answer.answer is not Answer.YES or whole_refusal(consent) is not None:
        return ""
    refusal = why_in_vain(consent, (answer.purpose, answer.recipient))
    why = vocabulary("refusal").label(refusal.value, translator.language) if refusal else ""
    return " ".join(filter(None, (lacking_name(answer, translator), why)))


def _withdrawal(consent: Consent, translator: Translator) -> list[Flowable]:
    from reportlab.platypus import Spacer

    _ = translator.gettext
    if consent.withdrawn_at is None:
        return []
    when = format_date_time(consent.withdrawn_at.local(), translator)
    notice = _("The consent was withdrawn on {date}. Nothing of this may be given to anybody.")
    return [
        paragraph(notice.format(date=when), "notice"),
        *labelled(_("Reason"), consent.withdrawn_reason),
        Spacer(0, 6),
    ]


def _restriction(consent: Consent, translator: Translator) -> list[Flowable]:
    from reportlab.platypus import Spacer

    _ = translator.gettext
    if consent.restricted_at is None:
        return []
    when = format_date_time(consent.restricted_at.local(), translator)
    notice = _("Its use was restricted on {date}. It is kept, and given to nobody.")
    return [
        paragraph(notice.format(date=when), "notice"),
        *labelled(_("Reason"), consent.restricted_reason),
        Spacer(0, 6),
    ]


def _circumstances(consent: Consent, translator: Translator) -> list[Flowable]:
    from reportlab.platypus import Spacer

    _ = translator.gettext
    spoken = vocabulary("language").label(consent.text_language, translator.language)
    text = f"{spoken} ({consent.text_version})" if consent.text_version else ""
    return [
        Spacer(0, 9),
        *labelled(_("Given"), format_date_time(consent.given_at.local(), translator)),
        *labelled(_("How given"), _how_given(consent, translator)),
        *deciders(consent, translator),
        *labelled(_("Text read out in"), text),
        *labelled(_("Read out"), _day(consent.read_out_at, translator)),
        *labelled(_("Interpreter"), consent.interpreter),
        *labelled(_("Capacity to consent"), consent.capacity_note),
    ]


def _how_given(consent: Consent, translator: Translator) -> str:
    """ "" where nobody said."""
    said = consent.how_given is not HowGiven.NOT_SAID
    return vocabulary("how_given").label(consent.how_given, translator.language) if said else ""


def _day(moment: Moment | None, translator: Translator) -> str:
    return format_date_time(moment.local(), translator) if moment is not None else ""


def deciders(consent: Consent, translator: Translator) -> list[Flowable]:
    """Who decided, where that was not the person alone."""
    _, language = translator.gettext, translator.language
    if consent.decided_by is DecidedBy.SELF:
        return []
    rights, unsaid = vocabulary("authority_to_decide"), _("not said")
    said = [
        *labelled(_("Decided by"), vocabulary("decided_by").label(consent.decided_by, language)),
        *labelled(_("Who decides"), consent.decider.strip() or unsaid),
        *labelled(_("By what right"), rights.label(consent.authority, language) or unsaid),
    ]
    agreed = (
        (_("The person agrees"), consent.own_agreement),
        (_("The guardian agrees"), consent.guardian_agreement),
    )
    for name, answer in agreed:
        if consent.decided_by is DecidedBy.WITH_GUARDIAN or answer is not Answer.NOT_ASKED:
            said += labelled(name, vocabulary("answer").label(answer, language))
    return said


def answers_in_order(consent: Consent) -> list[ConsentAnswer]:
    """One answer a row: the rows of the vocabulary first, then what else was recorded."""
    cells = [
        (Purpose(term.code), recipient)
        for term in vocabulary("purpose").terms
        for recipient in term.recipients
    ]
    cells += [(answer.purpose, answer.recipient) for answer in consent.answers]
    unique: dict[tuple[Purpose, RecipientKind], None] = dict.fromkeys(cells)
    return [answer_to(consent, purpose, recipient) for purpose, recipient in unique]


def _matrix(consent: Consent, translator: Translator) -> Flowable:
    from reportlab.platypus import Table

    _ = translator.gettext
    heads = (_("Use"), _("To whom"), _("Answer"), _("Shown"))
    rows = [[paragraph(head, "cell-quiet") for head in heads]]
    rows += [_row(consent, answer, translator) for answer in answers_in_order(consent)]
    width = MEASURE - NUMBERS
    table = Table(rows, [width * share for share in _COLUMNS], repeatRows=1, style=ruled())
    table.hAlign = "RIGHT"
    return table


def _row(consent: Consent, answer: ConsentAnswer, translator: Translator) -> list[Flowable]:
    agreed = answer.answer is Answer.YES
    ways = (
        shown_ways(answer, translator.language),
        stays_for(consent, answer, translator),
    )
    texts = (
        vocabulary("purpose").label(answer.purpose, translator.language),
        vocabulary("recipient_kind").label(answer.recipient, translator.language),
        vocabulary("answer").label(answer.answer, translator.language),
        "; ".join(filter(None, ways)) if agreed else "—",
    )
    name = "cell-quiet" if answer.answer is Answer.NOT_ASKED else "cell"
    return [paragraph(text, name) for text in texts]


def shown_ways(answer: ConsentAnswer, language: str) -> str:
    """How the person is shown, way by way, as far as it was asked: a sentence without its stop."""
    ways = vocabulary("shown")
    asked = [way for way in WAYS if getattr(answer, way) != "not-asked"]
    labels = [ways.label(way, language) for way in asked[:1]]
    labels += [ways.within(way, language) for way in asked[1:]]
    said = [vocabulary(way).within(getattr(answer, way), language) for way in asked]
    return "; ".join(f"{label}: {text}" for label, text in zip(labels, said, strict=True))
