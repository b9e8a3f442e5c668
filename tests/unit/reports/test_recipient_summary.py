"""A copy for somebody outside: each page says whose it is, and what is hidden stands nowhere."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace

import pypdf
import pytest

from desktop.i18n import translator_for
from desktop.media.drawings import draw
from desktop.model.consent import Identification, Purpose, RecipientKind
from desktop.model.consent.showing import Family, Places
from desktop.model.interview import INTERVIEW_KIND, InterviewDocument, PriorAccount
from desktop.model.media import Attachment
from desktop.reports.recipient_input import (
    Addressee,
    RecipientInput,
    Replacement,
    ReplacementsInput,
)
from desktop.reports.recipient_summary import mark_of, recipient_summary
from desktop.reports.replacements import replacements
from desktop.showing.decided import Choice, Decided
from desktop.showing.form import Form
from desktop.showing.register import Entry, Register
from desktop.showing.shown import Shown, shown
from desktop.showing.spots import spots
from desktop.showing.texts import texts_of
from desktop.vault.kinds.all import BY_NAME
from tests.ui.each_language import EACH_LANGUAGE
from tests.unit.reports.material import AT, attached, interview, said
from tests.unit.reports.test_interview_summary import pages, run, squeezed

KIND = BY_NAME[INTERVIEW_KIND]
FORM = Form(RecipientKind.UN_MECHANISM, Identification.CODE, Places.AS_SAID, Family.AS_SAID, True)
NAME = ("Ядвіга Ручаінская", "Jadviha Ručainskaja")
HIDDEN = ("Ядвіг", "Ядвиг", "Jadvi", "Ручаин", "Ручаін", "Ruchain", "Ručain", "RUCHAIN")
REGISTER = Register((Entry("n", NAME, "N-3"),))
TO = Addressee("Механізм (прыклад)", RecipientKind.UN_MECHANISM, Purpose.UN_MECHANISM, 3)
TOLD = InterviewDocument(
    replace(
        interview(),
        interviewers="",
        purpose="Пра затрыманне Ядвігі Ручаінскай",
        prior_accounts=(PriorAccount("Група", "2021", note="разам з RUCHAINSKAYA"),),
    ),
    (said("Тады забралі Ядвігу Ручаінскую. Ядвіга нічога не сказала."),),
    (Attachment("a", "m", "Двор, справа Ручаинская", "0f" * 32),),
)


def shown_as(form: Form, choice: Choice = Choice.REPLACE) -> Shown[InterviewDocument]:
    found = spots(KIND.name, "i", texts_of(KIND, TOLD), REGISTER, form)
    decided = {
        each.key: Decided(
            each.key, choice, each.instead or "[…]" if choice is Choice.REPLACE else ""
        )
        for each in found
    }
    return shown(KIND, TOLD, form, REGISTER, decided, {"i": "d", "p": "e"})


def copy_of(given: Shown[InterviewDocument], language: str = "en") -> bytes:
    file = attached("Ручаинская.jpg", "Двор", draw("street", 1, "a.jpg").data)
    record = RecipientInput(given, TO, "P-014", (file,), "" if given.derived_from else "ab" * 32)
    return recipient_summary(record, language)


@pytest.fixture(scope="module")
def hidden() -> bytes:
    return copy_of(shown_as(FORM))


def told_by(pdf: bytes) -> Iterator[str]:
    """All that two readers find in it: words, properties, bookmarks, and every stream as it is."""
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    yield from pages(pdf)
    yield run("pdftotext", "-enc", "UTF-8", "-", "-", data=pdf)
    yield str(dict(reader.metadata or {}))
    yield str([each["/Title"] for each in reader.outline if not isinstance(each, list)])
    yield from (page.extract_text(extraction_mode="layout") for page in reader.pages)


def test_no_form_of_a_name_that_was_replaced_stands_anywhere_in_it(hidden: bytes) -> None:
    for text in map(squeezed, told_by(hidden)):
        assert not [form for form in HIDDEN if form in text]
    assert squeezed("N-3 нічога не сказала") in squeezed("".join(pages(hidden)))


def test_kept_as_it_was_told_the_name_stands_there(  # else nothing above could fail
) -> None:
    text = squeezed("".join(pages(copy_of(shown_as(FORM, Choice.KEEP)))))
    assert squeezed("Тады забралі Ядвігу Ручаінскую") in text


def test_beside_replaced_words_no_file_is_shown_but_its_caption(hidden: bytes) -> None:
    reader = pypdf.PdfReader(io.BytesIO(hidden))
    assert not [image for page in reader.pages for image in page.images]
    text = squeezed("".join(pages(hidden)))
    assert squeezed("Двор, справа N-3") in text
    assert "SHA-256" not in text
    assert ".jpg" not in text


@pytest.mark.parametrize("language", EACH_LANGUAGE)
def test_each_page_says_whose_copy_it_is_which_and_that_it_is_pseudonymised(language: str) -> None:
    given = shown_as(FORM)
    many = replace(TOLD, utterances=TOLD.utterances * 1 + (said("Радок.\n" * 90),))
    record = RecipientInput(
        shown(KIND, many, FORM, REGISTER, _all(many), {"i": "d", "p": "e"}), TO, "P-014"
    )
    _ = translator_for(language).gettext
    lines = mark_of(RecipientInput(given, TO), translator_for(language))
    assert lines == (
        TO.name,
        lines[1],
        _("Copy {number}").format(number=3),
        _("Pseudonymised"),
    )
    pdf = recipient_summary(record, language)
    found = pages(pdf)
    assert len(found) > 2
    poppler = run("pdftotext", "-enc", "UTF-8", "-", "-", data=pdf).split("\f")
    for page in (*found, *poppler[: len(found)]):
        assert squeezed(" · ".join(lines)) in squeezed(page)


def _all(document: InterviewDocument) -> dict[str, Decided]:
    found = spots(KIND.name, "i", texts_of(KIND, document), REGISTER, FORM)
    return {each.key: Decided(each.key, Choice.REPLACE, each.instead) for each in found}


def test_what_may_be_told_goes_as_it_was_with_its_files_and_its_version() -> None:
    form = Form(RecipientKind.UN_MECHANISM, Identification.FULL_NAME)
    given = shown(KIND, TOLD, form, Register(), {}, {})
    pdf = copy_of(given)
    text = squeezed("".join(pages(pdf)))
    assert "Pseudonymised" not in text
    assert squeezed("Copy 3") in text
    assert "abab" in text
    assert [image for page in pypdf.PdfReader(io.BytesIO(pdf)).pages for image in page.images]


def test_it_says_how_the_person_may_be_shown_and_nothing_of_other_recipients(hidden: bytes) -> None:
    text = squeezed("".join(pages(hidden)))
    assert squeezed("Name By code") in text
    assert "Nocontact" not in text
    assert squeezed("Answer") not in text
    assert squeezed("may not be passed on") in text


def test_the_same_copy_has_the_same_bytes(hidden: bytes) -> None:
    assert copy_of(shown_as(FORM)) == hidden


def test_the_table_of_replacements_says_on_each_page_that_it_stays() -> None:
    rows = tuple(Replacement(f"Імя {n}", f"N-{n}", "protected", 2) for n in range(80))
    file = Replacement("a.jpg", "", "file", 1)
    record = ReplacementsInput("W-014", AT, RecipientKind.UN_MECHANISM, (*rows, file))
    pdf = replacements(record, "en")
    found = [squeezed(page) for page in pages(pdf)]
    assert len(found) > 1
    assert all(squeezed("For the organisation alone") in page for page in found)
    whole = "".join(found)
    assert squeezed("Імя 79 N-79 A protected name 2") in whole
    assert squeezed("a.jpg held back") in whole
