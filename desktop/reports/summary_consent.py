"""The consent as it stands: every use, to whom, what the person answered (R1, R2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.formats import format_date_time
from desktop.i18n import Translator
from desktop.model.consent import (
    Answer,
    Consent,
    ConsentAnswer,
    Purpose,
    RecipientKind,
    answer_to,
)
from desktop.reports.document import section
from desktop.reports.fonts import SANS
from desktop.reports.setting import labelled, paragraph
from desktop.reports.styles import INK, MEASURE, NUMBERS, RULE
from desktop.vocabulary import vocabulary

if TYPE_CHECKING:
    from reportlab.platypus import Flowable

_COLUMNS = (0.31, 0.30, 0.19, 0.20)


def consent_section(consent: Consent | None, translator: Translator) -> list[Flowable]:
    """The matrix and how the consent was given; a withdrawal stands above everything."""
    _ = translator.gettext
    heading = section(_("Consent"))
    if consent is None:
        nothing = _("No consent is recorded. Nothing of this may be given to anybody.")
        return [heading, paragraph(nothing, "notice")]
    return [
        heading,
        *_withdrawal(consent, translator),
        _matrix(consent, translator),
        *_circumstances(consent, translator),
    ]


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


def _circumstances(consent: Consent, translator: Translator) -> list[Flowable]:
    from reportlab.platypus import Spacer

    _ = translator.gettext
    text = vocabulary("language").label(consent.text_language, translator.language)
    if consent.text_version:
        text = f"{text} ({consent.text_version})"
    return [
        Spacer(0, 9),
        *labelled(_("Given"), format_date_time(consent.given_at.local(), translator)),
        *labelled(_("Form"), vocabulary("how_given").label(consent.how_given, translator.language)),
        *labelled(_("Text read out in"), text),
        *labelled(_("Interpreter"), consent.interpreter),
        *labelled(_("Capacity"), consent.capacity_note),
    ]


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
    heads = (_("Use"), _("To whom"), _("Answer"), _("Identified"))
    rows = [[paragraph(head, "cell-quiet") for head in heads]]
    rows += [_row(answer, translator) for answer in answers_in_order(consent)]
    width = MEASURE - NUMBERS
    table = Table(rows, [width * share for share in _COLUMNS], repeatRows=1, style=_look())
    table.hAlign = "RIGHT"
    return table


def _row(answer: ConsentAnswer, translator: Translator) -> list[Flowable]:
    agreed = answer.answer is Answer.YES
    texts = (
        vocabulary("purpose").label(answer.purpose, translator.language),
        vocabulary("recipient_kind").label(answer.recipient, translator.language),
        vocabulary("answer").label(answer.answer, translator.language),
        vocabulary("identification").label(answer.identification, translator.language)
        if agreed
        else "—",
    )
    name = "cell-quiet" if answer.answer is Answer.NOT_ASKED else "cell"
    return [paragraph(text, name) for text in texts]


def _look() -> list[tuple[object, ...]]:
    return [
        ("FONTNAME", (0, 0), (-1, -1), SANS),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("LEFTPADDING", (1, 0), (-1, -1), 8),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 2.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5),
        ("LINEBELOW", (0, 0), (-1, 0), 0.7, INK),
        ("LINEBELOW", (0, 1), (-1, -1), 0.4, RULE),
    ]
