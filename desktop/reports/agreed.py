"""The page for the person: what they agreed to, whom to ask, their rights, and the text as it was
read out, all in their language (R1, R29).

It names nobody but who stands in that text, who decided beside the person and who is responsible,
and tells none of the reasons that somebody typed: it may be found at a border. Where the person did
not decide alone it speaks of them, and not to them. What is agreed to and not in force is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from desktop.formats import format_date_time
from desktop.i18n import LANGUAGES, Translator, translator_for
from desktop.model.consent import Answer, Consent, ConsentAnswer, DecidedBy, Refusal, whole_refusal
from desktop.model.opened import NO_OTHERS, Others
from desktop.model.organisation import Organisation
from desktop.reports.document import Properties, section, set_document
from desktop.reports.rights import (
    careful,
    how_to_withdraw,
    logo_of,
    where_to_find_help,
    whom_to_ask,
    your_rights,
)
from desktop.reports.setting import labelled, paragraph, paragraphs, together
from desktop.reports.summary_consent import (
    answers_in_order,
    closed,
    decided_by_others,
    deciders,
    shown_ways,
    stays_for,
)
from desktop.vocabulary import vocabulary
from desktop.vocabulary.consent_text import ROW

if TYPE_CHECKING:
    from reportlab.platypus import Flowable

_HEADING: Final = 60
"""Characters of a line that may be a heading of the text."""


@dataclass(frozen=True, slots=True)
class AgreedInput:
    """``code``: of the interview. ``version_id``: of the consent, 64 hex digits. ``others``: what
    they decided about the interview. ``logo``: a JPEG, or b""."""

    code: str
    consent: Consent
    version_id: str = ""
    others: Others = NO_OTHERS
    organisation: Organisation = field(default_factory=Organisation)
    logo: bytes = b""

    @property
    def you(self) -> bool:
        """Whether whoever it is about has it, and decided alone."""
        return self.consent.decided_by is DecidedBy.SELF


def page_language(consent: Consent) -> str:
    """The language of the person: the one the text was read out in, as far as it is ours."""
    return consent.text_language if consent.text_language in LANGUAGES else "en"


def agreed_page(
    record: AgreedInput, language: str, pause: Callable[[], None] = lambda: None
) -> bytes:
    """The PDF, A4, in a language of the program (``ValueError`` for any other).

    The same record and language give the same bytes. ``pause``: as in :func:`set_document`.
    """
    translator = translator_for(language)
    properties = Properties(
        title=record.code,
        language=language,
        made_at=record.consent.given_at,
        footer=lambda page, pages: _footer(record, translator, page, pages),
    )
    return set_document(lambda: _story(record, translator), properties, pause)


def _story(record: AgreedInput, translator: Translator) -> list[Flowable]:
    _ = translator.gettext
    without_reasons = replace(record.consent, withdrawn_reason="", restricted_reason="")
    given = format_date_time(record.consent.given_at.local(), translator)
    you = record.you
    return [
        *logo_of(record.logo),
        paragraph(_("For you to keep") if you else _("To keep"), "overline"),
        paragraph(_title(record, translator), "title"),
        paragraph(f"{record.code} · {given}", "subtitle"),
        careful(translator, you),
        *closed(without_reasons, translator),
        *decided_by_others(record.others, translator),
        *_who_decided(record, translator),
        *_answers(record, translator),
        *whom_to_ask(record.organisation, translator),
        *where_to_find_help(record.organisation, translator),
        *how_to_withdraw(translator, you),
        *your_rights(record.organisation, translator, you),
        *_text_read(record, translator),
    ]


def _title(record: AgreedInput, translator: Translator) -> str:
    _ = translator.gettext
    if record.consent.withdrawn_at is not None:
        return _("What was agreed to until it was withdrawn")
    return _("What you agreed to") if record.you else _("What was agreed to")


def _who_decided(record: AgreedInput, translator: Translator) -> list[Flowable]:
    _ = translator.gettext
    said = deciders(record.consent, translator)
    about = _("It is about the person whose account has the code {code}.")
    whom = paragraph(about.format(code=record.code), "statement")
    return together([section(_("Who decided")), whom, *said]) if said else []


def _footer(record: AgreedInput, translator: Translator, page: int, pages: int) -> str:
    _ = translator.gettext
    parts = [record.code[:40], _("page {page} of {pages}").format(page=page, pages=pages)]
    parts += [record.organisation.footer] if record.organisation.footer else []
    if record.version_id:
        parts.append(_("SHA-256 of the version {start}…").format(start=record.version_id[:16]))
    return " · ".join(parts)


# -- what was answered --------------------------------------------------------------------


def _answers(record: AgreedInput, translator: Translator) -> list[Flowable]:
    """Each use under the answer it was given, in the words of the text; what was not asked is
    said in one sentence."""
    _ = translator.gettext
    answers = answers_in_order(record.consent)
    agreed = {
        None: _("Agreed to"),
        Refusal.WITHDRAWN: _("Agreed to until then, and not any more"),
    }
    stays = whole_refusal(record.consent)
    heads = {
        Answer.YES: agreed.get(stays, _("Agreed to, and not in force")),
        Answer.NO: _("Not agreed to"),
        Answer.ASK_AGAIN: _("Answered “later”: to be asked again first"),
    }
    story: list[Flowable] = []
    for answer, head in heads.items():
        given = [each for each in answers if each.answer is answer]
        if given:
            story += [section(head), *_uses(given, record, translator)]
    unknown = [each for each in answers if not each.answer.is_known]
    if unknown:
        story += [
            section(_("Recorded by a newer program")),
            *_uses(unknown, record, translator),
        ]
    rest = _("About everything else there is no answer yet. Without a yes it is not done.")
    nothing = _("There is no answer to anything yet. Without a yes nothing is done.")
    if any(each.answer is Answer.NOT_ASKED for each in answers):
        story.append(paragraph(rest if story else nothing, "statement"))
    return story


def _uses(
    answers: Iterable[ConsentAnswer], record: AgreedInput, translator: Translator
) -> Iterator[Flowable]:
    """A use and its recipients, once for all recipients that were answered alike."""
    alike: dict[tuple[str, ...], list[ConsentAnswer]] = {}
    for each in answers:
        shown = shown_ways(each, translator.language)
        said = each.purpose, shown, stays_for(record.consent, each, translator)
        alike.setdefault(said, []).append(each)
    for (_purpose, shown, stays), same in alike.items():
        whom = _recipients(same, record.organisation, translator)
        yield from together(list(_use(same[0], whom, (shown, stays), record, translator)))


def _recipients(
    same: list[ConsentAnswer], organisation: Organisation, translator: Translator
) -> str:
    """In words, with the bodies that the organisation names behind each."""
    labels, language = vocabulary("recipient_kind"), translator.language
    said = []
    for each in same:
        bodies = [
            body.name
            for body in organisation.bodies
            if (body.kind, body.language) == (each.recipient, language)
        ]
        named = f" ({', '.join(bodies)})" if bodies else ""
        said.append(labels.label(each.recipient, language) + named)
    return ", ".join(said)


def _use(
    answer: ConsentAnswer,
    whom: str,
    said_of_it: tuple[str, str],
    record: AgreedInput,
    translator: Translator,
) -> Iterator[Flowable]:
    """``said_of_it``: how the person is shown, and why nothing follows."""
    from reportlab.platypus import Spacer

    _, language = translator.gettext, translator.language
    purposes = vocabulary("purpose")
    note = purposes.note(answer.purpose, language) if record.you else ""
    said = note or purposes.label(answer.purpose, language)
    yield from paragraphs(said, "statement", "–")
    yield from labelled(_("To whom"), whom)
    shown, stays = said_of_it
    if answer.answer is Answer.YES:
        yield from labelled(_("Shown of you") if record.you else _("Shown of the person"), shown)
        yield from labelled(_("Now"), stays)
    yield Spacer(0, 4)


# -- the text -----------------------------------------------------------------------------


def _text_read(record: AgreedInput, translator: Translator) -> list[Flowable]:
    _ = translator.gettext
    consent, you = record.consent, record.you
    heading = section(_("The text that was read to you") if you else _("The text that was read"))
    unread = (
        _("It is not recorded that a text was read out to you.")
        if you
        else _("It is not recorded that a text was read out.")
    )
    if consent.read_out_at is None or not consent.text_read:
        return together([heading, paragraph(unread, "plain")])
    when = format_date_time(consent.read_out_at.local(), translator)
    spoken = vocabulary("language").label(consent.text_language, translator.language)
    about = " · ".join(filter(None, (when, spoken, consent.text_version)))
    return [heading, paragraph(about, "introduction"), *_as_read(consent.text_read)]


def _as_read(text: str) -> Iterator[Flowable]:
    """Line by line, as it was spoken; what looks like a heading is set as one, and rows as rows."""
    before = ""
    for line in text.splitlines():
        if line.startswith(ROW):
            yield from paragraphs(line.removeprefix(ROW), "statement", ROW.strip())
        elif not before.strip() and _is_heading(line):
            yield from paragraphs(line, "heading")
        else:
            yield from paragraphs(line, "statement")
        before = line


def _is_heading(line: str) -> bool:
    said = line.strip()
    return 0 < len(said) <= _HEADING and said[-1] not in ".!?…:"
