"""The summary of an interview on paper (R3: earlier accounts on its first page).

It must not look like a sworn statement: no oath, no place for a signature, no numbering of
"articles", and it says what it is before anything else.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop.i18n import Translator, translator_for
from desktop.reports.document import Properties, section, set_document
from desktop.reports.setting import grouped, paragraph, together
from desktop.reports.summary_account import account
from desktop.reports.summary_consent import consent_section
from desktop.reports.summary_files import files
from desktop.reports.summary_front import earlier_accounts, front, setting
from desktop.reports.summary_input import AttachedFile, SummaryInput

if TYPE_CHECKING:
    from reportlab.platypus import Flowable

__all__ = ["AttachedFile", "SummaryInput", "interview_summary"]


def interview_summary(
    record: SummaryInput, language: str, pause: Callable[[], None] = lambda: None
) -> bytes:
    """The PDF, A4, in a language of the program (``ValueError`` for any other).

    The same record and language give the same bytes. What people said stays in the
    language they said it in. ``pause``: as in :func:`set_document`.
    """
    translator = translator_for(language)
    interview = record.document.interview
    made_at = interview.closed_at or interview.opened_at or interview.created_at
    properties = Properties(
        title=interview.code,
        language=language,
        made_at=made_at,
        footer=lambda page, pages: _footer(record, translator, page, pages),
    )
    return set_document(lambda: story_of(record, translator), properties, pause)


def story_of(record: SummaryInput, translator: Translator) -> list[Flowable]:
    """All sections of one interview, in their order."""
    return [
        *front(record, translator),
        *earlier_accounts(record.document.interview, translator),
        *consent_section(record.consent, translator, record.others),
        *setting(record.document.interview, _person(record), translator),
        *account(record.document, translator),
        *files(record.files, translator),
        *_colophon(record, translator),
    ]


def _person(record: SummaryInput) -> str:
    named, code = record.person_name, record.person_code
    return f"{named} ({code})" if named else code


def _footer(record: SummaryInput, translator: Translator, page: int, pages: int) -> str:
    _ = translator.gettext
    code = record.document.interview.code
    parts = [
        code if len(code) <= 40 else code[:39] + "…",
        _("page {page} of {pages}").format(page=page, pages=pages),
    ]
    if record.version_id:
        parts.append(_("SHA-256 of the version {start}…").format(start=record.version_id[:16]))
    return " · ".join(parts)


def _colophon(record: SummaryInput, translator: Translator) -> list[Flowable]:
    """Which version this is a print of, and how one may check that."""
    _ = translator.gettext
    if not record.version_id:
        return together([section(_("About this print")), paragraph(_draft(translator), "colophon")])
    note = _(
        "This print was created from one version of the record. The version is kept in the "
        "vault and sent with every package; its SHA-256 is the number below. The times are "
        "those of the clock of the device."
    )
    label, version = _("Version"), " ".join(grouped(record.version_id))
    return together(
        [
            section(_("About this print")),
            paragraph(note, "colophon"),
            paragraph(f"{label}: {version}", "colophon"),
        ]
    )


def _draft(translator: Translator) -> str:
    _ = translator.gettext
    return _("This print was created from a draft that was not yet stored as a version of its own.")
