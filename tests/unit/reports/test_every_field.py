"""No field of a record is forgotten on paper: each is printed, or it is said here why not."""

from __future__ import annotations

import io
from dataclasses import replace

import pypdf
import pytest

from desktop.messages.acquired import WITHOUT_WORDS
from desktop.model.acquisition import Acquisition
from desktop.model.consent import Consent
from desktop.model.interview import InterviewDocument
from desktop.model.media import Media
from desktop.reports.interview_summary import AttachedFile, SummaryInput, interview_summary
from tests import every_field
from tests.unit.reports.test_interview_summary import all_text

_IDS = "an id; the code and the checksums name records on paper"

NOT_IN_THE_DOCUMENT = {
    "Interview.id": _IDS,
    "Interview.person_id": _IDS,
    "Interview.created_at": "when it was opened and closed is printed",
    "Interview.planned_for": "printed as long as the account was not opened, see below",
    "Utterance.id": _IDS,
    "Utterance.said_at": "the minutes of single answers are for the window",
    "Attachment.id": _IDS,
    "Attachment.media_id": _IDS,
    "Attachment.caption": "printed with its file, see below",
    "Attachment.sha256": "that of the file is printed with it, or this one where it is not here",
}
NOT_IN_A_FILE = {
    "Media.id": _IDS,
    "Media.added_at": "when the interview was held is printed",
    "Media.sha512": "one checksum is enough to find the file and to check it",
}
NOT_OF_AN_ACQUISITION = {
    "Acquisition.id": _IDS,
    "Acquisition.media_id": _IDS,
    "Acquisition.created_at": "when it was said first; when it was handed over is printed",
}
NOT_IN_THE_CONSENT = {
    "Consent.id": _IDS,
    "Consent.interview_id": _IDS,
    "Consent.text_read": "some pages of text; which text it was, and when, is printed",
}


def record() -> SummaryInput:
    caption = every_field.word("Attachment.caption")
    return SummaryInput(
        document=every_field.document(),
        person_code="P-1",
        consent=every_field.consent(),
        files=(AttachedFile(every_field.media(), caption),),
        version_id="ab" * 32,
    )


def printed(record: SummaryInput) -> str:
    return all_text(interview_summary(record, "en"))


def drawn(record: SummaryInput) -> str:
    """What draws the pages, letter by letter: it differs where they look different."""
    reader = pypdf.PdfReader(io.BytesIO(interview_summary(record, "en")))
    contents = (page.get_contents() for page in reader.pages)
    return "".join(each.get_data().decode("latin-1") for each in contents if each is not None)


@pytest.mark.slow
@every_field.EACH_OR_SOME
def test_every_field_of_the_interview_and_its_account_is_printed(every: int) -> None:
    whole = record()
    missing = every_field.unchanged(
        whole.document, lambda document: drawn(replace(whole, document=document)), every
    )
    reasons = every_field.expected(whole.document, NOT_IN_THE_DOCUMENT, every)
    every_field.check("The summary (desktop/reports)", missing, reasons)


def test_the_day_it_is_planned_for_stands_there_until_the_day_it_was_held() -> None:
    planned = replace(every_field.interview(), opened_at=None, closed_at=None)
    on_paper = printed(replace(record(), document=InterviewDocument(planned)))
    assert "Plannedfor2March2031" in on_paper
    assert "Plannedfor" not in printed(record())


@pytest.mark.slow
def test_every_field_of_a_file_is_printed() -> None:
    def with_file(media: Media) -> str:
        return drawn(replace(record(), files=(AttachedFile(media),)))

    missing = every_field.unchanged(every_field.media(), with_file)
    every_field.check("The list of files (summary_files.py)", missing, NOT_IN_A_FILE)
    bare = replace(record(), files=(AttachedFile(every_field.media()),))
    assert every_field.word("Attachment.caption") in printed(record())
    assert every_field.word("Attachment.caption") not in printed(bare)


@pytest.mark.slow
def test_every_field_of_how_a_file_came_is_printed_where_the_person_is_named() -> None:
    def with_words(said: Acquisition, in_words: bool = True) -> str:
        file = AttachedFile(every_field.media(), acquired=(said,), in_words=in_words)
        return drawn(replace(record(), files=(file,)))

    missing = every_field.unchanged(every_field.acquisition(), with_words)
    every_field.check("The list of files (summary_files.py)", missing, NOT_OF_AN_ACQUISITION)
    by_code = every_field.unchanged(
        every_field.acquisition(), lambda said: with_words(said, in_words=False)
    )
    shown = {f"Acquisition.{field}" for field in WITHOUT_WORDS}
    assert {path for path, _ in every_field.variants(every_field.acquisition())} - by_code == shown


@pytest.mark.slow
@every_field.EACH_OR_SOME
def test_every_field_of_the_consent_is_printed(every: int) -> None:
    def with_consent(consent: Consent) -> str:
        return drawn(replace(record(), consent=consent))

    consent = every_field.withdrawn_consent()
    missing = every_field.unchanged(consent, with_consent, every)
    reasons = every_field.expected(consent, NOT_IN_THE_CONSENT, every)
    every_field.check("The consent (summary_consent.py)", missing, reasons)
