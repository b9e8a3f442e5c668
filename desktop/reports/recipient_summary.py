"""The summary of an interview for somebody outside: what is shown to them, and nothing else.

Its words come through ``Shown`` alone (``desktop/showing``). What a reader here needs and nobody
else stays away: the answers for other recipients, checksums of what they were not given, who
decided in whose place.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop.i18n import Translator, translator_for
from desktop.reports.document import Properties, section, set_document
from desktop.reports.recipient_input import Addressee, RecipientInput
from desktop.reports.setting import grouped, labelled, paragraph, paragraphs, together
from desktop.reports.summary_account import account
from desktop.reports.summary_files import files
from desktop.reports.summary_front import earlier_accounts, headline, setting
from desktop.vocabulary import vocabulary

if TYPE_CHECKING:
    from reportlab.platypus import Flowable


def recipient_summary(
    record: RecipientInput, language: str, pause: Callable[[], None] = lambda: None
) -> bytes:
    """The PDF, A4, in a language of the program (``ValueError`` for any other), with its mark on
    each page. The same record and language give the same bytes. ``pause``: of ``set_document``."""
    translator = translator_for(language)
    interview = record.shown.body.interview
    properties = Properties(
        title=interview.code,
        language=language,
        made_at=interview.closed_at or interview.opened_at or interview.created_at,
        footer=lambda page, pages: _footer(record, translator, page, pages),
        mark=mark_of(record, translator),
    )
    return set_document(lambda: _story(record, translator), properties, pause)


def mark_of(record: RecipientInput, translator: Translator) -> tuple[str, ...]:
    """To whom, for what, which copy; and that it is not the person's own words, where it is not."""
    _ = translator.gettext
    return (
        called(record.to, translator),
        vocabulary("purpose").label(record.to.purpose, translator.language),
        _("Copy {number}").format(number=record.to.copy),
        *([] if record.shown.as_told else [_("Pseudonymised")]),
    )


def called(to: Addressee, translator: Translator) -> str:
    """By the name on their card, else by what kind of recipient they are."""
    return to.name or vocabulary("recipient_kind").label(to.kind, translator.language)


def _story(record: RecipientInput, translator: Translator) -> list[Flowable]:
    document = record.shown.body
    return [
        *headline(document.interview, translator, derived=not record.shown.as_told),
        *_what_it_is(record, translator),
        *_for_whom(record, translator),
        *earlier_accounts(document.interview, translator),
        *setting(document.interview, record.person, translator),
        *account(document, translator),
        *_files(record, translator),
        *_version(record, translator),
    ]


def _what_it_is(record: RecipientInput, translator: Translator) -> list[Flowable]:
    _ = translator.gettext
    said = _(
        "A conversation between a researcher and a person, written down by the researcher. It is "
        "not a sworn statement and was not taken by an authority. Nothing in it has been found by "
        "a court. The person agreed that this recipient gets it for this purpose, and may "
        "withdraw that; it may not be passed on."
    )
    story = [paragraph(said, "plain")]
    if not record.shown.as_told:
        replaced = _(
            "Pseudonymised: names and details that this recipient was not to see were replaced. "
            "These are not all the person’s own words; those stay with whoever made this copy."
        )
        story.append(paragraph(replaced, "notice"))
    return story


def _for_whom(record: RecipientInput, translator: Translator) -> list[Flowable]:
    _, language, to = translator.gettext, translator.language, record.to
    form, ways = record.shown.form, vocabulary("shown")
    rows = [
        (_("To whom"), called(to, translator)),
        (_("Type of recipient"), vocabulary("recipient_kind").label(to.kind, language)),
        (_("For what"), vocabulary("purpose").label(to.purpose, language)),
        (_("Copy number"), str(to.copy)),
        (ways.label("identification", language), _way("identification", form.named, translator)),
        (ways.label("places", language), _way("places", form.places, translator)),
        (ways.label("family", language), _way("family", form.family, translator)),
    ]
    return together([section(_("For whom this is")), *(i for row in rows for i in labelled(*row))])


def _way(name: str, code: str, translator: Translator) -> str:
    """What is shown of it; "" where the person was not asked, which hides nothing."""
    return "" if code == "not-asked" else vocabulary(name).label(code, translator.language)


def _files(record: RecipientInput, translator: Translator) -> list[Flowable]:
    """As they are beside the person's own words. Beside others only what their captions say: a
    picture, a name or a checksum would lead to what was replaced."""
    if record.shown.as_told:
        return files(record.files, translator)
    _ = translator.gettext
    captions = [each.caption for each in record.shown.body.attachments if each.caption.strip()]
    if not captions:
        return []
    note = _("Photos and files are not part of this copy. Their captions:")
    story = [section(_("Photos and files")), paragraph(note, "introduction")]
    for number, caption in enumerate(captions, start=1):
        story += paragraphs(caption, "statement", str(number))
    return story


def _version(record: RecipientInput, translator: Translator) -> list[Flowable]:
    _ = translator.gettext
    if not record.version_id:
        return []
    label, version = _("Version"), " ".join(grouped(record.version_id))
    said = paragraph(f"{label}: {version}", "colophon")
    return together([section(_("About this print")), said])


def _footer(record: RecipientInput, translator: Translator, page: int, pages: int) -> str:
    _ = translator.gettext
    code = record.shown.body.interview.code
    *_who, copy_number = mark_of(record, translator)[:3]
    parts = [
        code if len(code) <= 40 else code[:39] + "…",
        _("page {page} of {pages}").format(page=page, pages=pages),
        copy_number,
        *mark_of(record, translator)[3:],
    ]
    return " · ".join(parts)
