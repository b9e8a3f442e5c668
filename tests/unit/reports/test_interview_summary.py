"""The summary says what it is, gives every character back, and never breaks."""

from __future__ import annotations

import hashlib
import io
import shutil
import subprocess
import sys
import unicodedata
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.platypus import Flowable

from desktop.i18n import LANGUAGES, translator_for
from desktop.media.drawings import draw
from desktop.model.interview import InterviewDocument, PriorAccount, PriorAccounts, State
from desktop.model.values.moment import Moment
from desktop.reports import summary_front as front
from desktop.reports.document import Properties, set_document
from desktop.reports.glyphs import in_base_face
from desktop.reports.interview_summary import SummaryInput, interview_summary
from desktop.reports.setting import paragraphs, printable
from desktop.vocabulary import vocabulary
from tests.examples import examples
from tests.slices import sliced
from tests.unit.reports.material import (
    ACCOUNT,
    AT,
    HARD_LETTERS,
    attached,
    consent,
    interview,
    record,
    said,
    with_account,
)


def pages(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def squeezed(text: str) -> str:
    """Without white space: where lines break is the page's affair."""
    return "".join(text.split())


def all_text(pdf: bytes) -> str:
    return squeezed("".join(pages(pdf)))


def run(*command: str, data: bytes = b"") -> str:
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    done = subprocess.run(command, input=data, capture_output=True, check=True)
    return done.stdout.decode()


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return interview_summary(record(), "en")


def test_the_first_page_says_what_this_is_and_names_earlier_accounts(pdf: bytes) -> None:
    first = " ".join(pages(pdf)[0].split())
    assert "W-014" in first
    assert "It is not a sworn statement" in first
    assert "Earlier accounts" in first
    assert "Група «Прыклад» · вясна 2021 · recorded" in first
    assert first.index("Earlier accounts") < first.index("Consent")


def test_it_says_the_persons_own_words_only_where_they_are(pdf: bytes) -> None:
    derived = replace(
        record().document,
        interview=interview(state=State.UNDER_WAY, derived_from="s", shown_as="pseudonymised"),
    )
    first = " ".join(pages(interview_summary(record(document=derived), "en"))[0].split())
    assert "written down in the person’s own words" in " ".join(pages(pdf)[0].split())
    assert "written down by the researcher" in first
    assert "in the person’s own words" not in first
    assert "Under way" not in first


def test_it_bears_no_look_of_an_oath(pdf: bytes) -> None:
    words = all_text(pdf).lower()
    for formal in ("oath", "swear", "witnessed", "perjury", "signature", "undersigned"):
        assert formal not in words.replace("swornstatement", "")


def test_the_person_is_a_code_unless_the_name_was_asked_for(pdf: bytes) -> None:
    assert "P-014" in all_text(pdf)
    named = interview_summary(record(person_name="Ядвіга Ручаінская"), "be")
    assert "ЯдвігаРучаінская(P-014)" in all_text(named)
    properties = pypdf.PdfReader(io.BytesIO(named)).metadata
    assert properties is not None
    assert "Ядвіга" not in str(dict(properties))


def test_every_word_of_the_account_comes_back(pdf: bytes) -> None:
    found = all_text(pdf)
    for utterance in ACCOUNT:
        assert squeezed(utterance.text) in found
    assert squeezed(HARD_LETTERS) in found
    assert squeezed("— Was told by somebody: сястра") in found
    assert squeezed("Quote · Russian") in found


def test_poppler_reads_the_same_words(pdf: bytes) -> None:
    text = squeezed(run("pdftotext", "-enc", "UTF-8", "-", "-", data=pdf))
    for utterance in ACCOUNT:
        assert squeezed(utterance.text) in text


def test_decomposed_input_is_composed_and_stress_marks_stay() -> None:
    typed = unicodedata.normalize("NFD", "Ў й ё ґ ŭ і за́мак замо́к")
    found = all_text(interview_summary(with_account(said(typed)), "be"))
    assert squeezed(unicodedata.normalize("NFC", typed)) in found


def test_georgian_has_its_face_and_no_other_character_is_lost() -> None:
    typed = "გამარჯობა, ў 📷 שלום"
    found = all_text(interview_summary(with_account(said(typed)), "en"))
    assert "გამარჯობა,ў[U+1F4F7][U+05E9]" in found


_NOT_SHOWN_AS_THEY_ARE = [
        "\ue000", "\uf8ff", "\U0010fffd", "\u0378", "\ufffe", "\uffff", "\U0001ffff", "\ufdd0",
        "\x00", "\x07", "\x0b", "\x0c", "\x1c", "\x1f", "\x7f", "\x85", "\x9b",
        "\u202e", "\u2066", "\u200e", "\u061c", "\U000e0041", "\ufff9",
]  # fmt: skip
"""Private use, unassigned, no character at all, controls, formats."""


def test_u_e000_and_the_like_do_not_vanish_from_a_print() -> None:
    account = [said(f"перад{sign}пасля") for sign in _NOT_SHOWN_AS_THEY_ARE]
    found = all_text(interview_summary(with_account(*account), "be"))
    for sign in _NOT_SHOWN_AS_THEY_ARE:
        assert f"перад[U+{ord(sign):04X}]пасля" in found
        assert in_base_face(f"a{sign}") == f"a[U+{ord(sign):04X}]"


def test_only_hints_that_say_nothing_are_left_out_of_a_print() -> None:
    typed = "сло\u00adва\u200b і\ufeff ін\u2060шае\r\nрадок\rдругі"
    assert printable(typed) == "слова і іншае\nрадок\nдругі"


@pytest.mark.rare
def test_a_long_georgian_answer_is_set_whole() -> None:
    words = [f"სიტყვა{number}" for number in range(1500)]
    found = all_text(interview_summary(with_account(said(" ".join(words))), "en"))
    assert all(word in found for word in words)


def test_the_file_is_sound_and_its_fonts_are_embedded(pdf: bytes, tmp_path: Path) -> None:
    path = tmp_path / "summary.pdf"
    path.write_bytes(pdf)
    assert "No syntax or stream encoding errors found" in run("qpdf", "--check", str(path))
    fonts = run("pdffonts", str(path)).splitlines()[2:]
    assert len(fonts) >= 4
    for line in fonts:
        embedded, subset, unicode_map = line.split()[-5:-2]
        assert (embedded, subset, unicode_map) == ("yes", "yes", "yes"), line


def test_the_same_record_gives_the_same_bytes(pdf: bytes) -> None:
    assert interview_summary(record(), "en") == pdf


@pytest.mark.slow
@pytest.mark.rare
def test_the_same_bytes_in_another_process_at_another_time(pdf: bytes) -> None:
    script = (
        "import sys; from tests.unit.reports.material import record\n"
        "from desktop.reports.interview_summary import interview_summary\n"
        "sys.stdout.buffer.write(interview_summary(record(), 'en'))"
    )
    root = Path(__file__).resolve().parents[3]
    for seed in ("1", "2"):
        environment = {"PYTHONHASHSEED": seed, "SOURCE_DATE_EPOCH": seed, "PYTHONPATH": str(root)}
        other = subprocess.run(
            [sys.executable, "-c", script], capture_output=True, check=True, env=environment
        ).stdout
        assert hashlib.sha256(other).digest() == hashlib.sha256(pdf).digest()


@pytest.mark.parametrize("language", LANGUAGES)
def test_properties_name_the_code_and_the_language(language: str) -> None:
    reader = pypdf.PdfReader(io.BytesIO(interview_summary(record(), language)))
    assert reader.metadata is not None
    assert reader.metadata.title == "W-014"
    assert reader.metadata.creation_date is not None
    assert reader.metadata.creation_date.isoformat() == "2026-11-20T15:10:00+00:00"
    assert str(reader.root_object["/Lang"]) == language
    assert len(reader.outline) >= 6


def test_bookmarks_lead_to_their_pages() -> None:
    long = record(document=InterviewDocument(interview(), (said("слова " * 3000),)))
    reader = pypdf.PdfReader(io.BytesIO(interview_summary(long, "en")))
    texts = [page.extract_text() for page in reader.pages]
    for mark in reader.outline:
        assert isinstance(mark, pypdf.generic.Destination)
        number = reader.get_destination_page_number(mark)
        assert number is not None
        assert str(mark.title) in texts[number]


def test_every_page_names_the_code_its_number_and_the_version() -> None:
    texts = pages(interview_summary(with_account(said("слова " * 3000)), "en"))
    assert len(texts) > 3
    for number, text in enumerate(texts, start=1):
        footer = f"W-014 · page {number} of {len(texts)} · SHA-256 of the version {'ab' * 8}…"
        assert footer in text


def test_the_story_is_not_set_twice_to_count_its_pages() -> None:
    fresh: list[str] = []

    def story() -> list[Flowable]:
        fresh.append("story")
        return paragraphs("слова " * 3000, "answer")

    def footer(number: int, of: int) -> str:
        fresh.append("footer")
        return f"{number} of {of}"

    texts = pages(set_document(story, Properties("W-014", "be", AT, footer)))
    assert len(texts) > 3
    assert fresh == ["story"] + ["footer"] * len(texts)
    for number, text in enumerate(texts, start=1):
        assert f"{number} of {len(texts)}" in text.splitlines()


def test_a_line_at_the_foot_that_is_too_long_ends_in_an_ellipsis() -> None:
    properties = Properties("W-014", "be", AT, lambda number, of: f"{number} of {of} " + "Ґ" * 300)
    [page] = pages(set_document(lambda: paragraphs("слова", "answer"), properties))
    [foot] = [line for line in page.splitlines() if line.startswith("1 of 1 ")]
    assert foot.endswith("Ґ…")
    assert len(foot) < 150


def test_a_draft_says_that_it_is_one() -> None:
    assert "draft" in all_text(interview_summary(record(version_id=""), "en"))


def test_the_consent_is_shown_cell_by_cell() -> None:
    found = all_text(interview_summary(record(), "en"))
    for cells in (
        "Keep the account Our organisation Yes Name: by full name",
        "Publish General public No —",
        "UN body that collects evidence UN body that collects evidence Later —",
        "Contact again Our organisation Not asked —",
    ):
        assert squeezed(cells) in found


def test_a_withdrawal_stands_above_the_answers() -> None:
    withdrawn = consent(withdrawn_at=AT, withdrawn_reason="Баіцца за сваіх")
    first = pages(interview_summary(record(consent=withdrawn), "en"))[0]
    assert first.index("The consent was withdrawn on 20 November 2026") < first.index("To whom")
    assert "Баіцца за сваіх" in first


def test_without_consent_it_says_that_nothing_may_leave() -> None:
    assert squeezed("No consent is recorded.") in all_text(
        interview_summary(record(consent=None), "en")
    )


@pytest.mark.parametrize("answer", PriorAccounts)
def test_every_answer_about_earlier_accounts_is_said(answer: PriorAccounts) -> None:
    asked = interview(prior_accounts_answer=answer)
    found = all_text(interview_summary(record(document=InterviewDocument(asked)), "ru"))
    assert squeezed(vocabulary("prior_accounts").label(answer, "ru")) in found


def test_files_show_their_whole_hash_and_name() -> None:
    found = all_text(interview_summary(record(), "en"))
    assert "0f" * 32 in found
    assert "a.jpg" in found
    assert squeezed("52.0 kB · Picture (JPEG) · 1200 × 900") in found


def test_a_photo_goes_into_the_file_as_it_is_and_is_not_decoded_here() -> None:
    """A JPEG that says its size and has no pixels: whatever decoded it would stop at it."""
    whole = draw("street", 1, "a.jpg").data
    scan = whole.index(b"\xff\xda")
    broken = whole[: scan + 20] + b"no pixels" * 50
    reader = pypdf.PdfReader(
        io.BytesIO(interview_summary(record(files=(attached(picture=broken),)), "en"))
    )
    drawn = [
        each.get_object()
        for page in reader.pages
        for each in page["/Resources"]["/XObject"].values()  # type: ignore[index]
    ]
    found = [each for each in drawn if each["/Subtype"] == "/Image"]
    assert [each["/Filter"] for each in found] == [["/DCTDecode"]]
    assert found[0]._data == broken


def _giants() -> dict[str, SummaryInput]:
    name = "Ґ" * 300
    words = "Доўгае слова " * 1500
    everything = interview(
        code=name,
        interviewers=name,
        others_present=words,
        purpose=name,
        already_known=words,
        full_reason=words,
        prior_accounts=(PriorAccount(words, name, note=words),) * 3,
    )
    reason = consent(withdrawn_at=AT, withdrawn_reason=words, capacity_note=words)
    return {
        "names of 300 letters": record(
            document=InterviewDocument(everything, ACCOUNT), person_code=name, person_name=name
        ),
        "a long consent": record(consent=reason),
        "one answer of 40,000 words": with_account(said("слова і слова, " * 13_400)),
        "200 files": record(files=(attached(),) * 200),
        "long captions": record(files=(attached(name * 3, words, record().files[0].picture),) * 2),
        "one unbroken line": with_account(said("х" * 20_000)),
        "an unbroken line in a long answer": with_account(said("слова " * 2000 + "х" * 9000)),
        "nothing at all": record(document=InterviewDocument(interview()), files=(), consent=None),
    }


@pytest.mark.parametrize("name", _giants())
@pytest.mark.rare
def test_no_length_breaks_the_pages(name: str, tmp_path: Path) -> None:
    pdf = interview_summary(_giants()[name], "be")
    texts = pages(pdf)
    assert all(f" {number} " in text for number, text in enumerate(texts, start=1))
    path = tmp_path / "long.pdf"
    path.write_bytes(pdf)
    run("qpdf", "--check", str(path))


@pytest.mark.rare
def test_all_words_of_a_long_account_are_there_in_order() -> None:
    words = [f"слова{number}" for number in range(6000)]
    found = all_text(interview_summary(with_account(said(" ".join(words))), "be"))
    places = [found.index(word) for word in words]
    assert places == sorted(places)


MARKUP = "<b>not bold</b> & <para> &amp; </font> {code} %s \\n <img src='file:///etc/passwd'/>"


def test_what_people_type_is_never_markup() -> None:
    typed = replace(record(), person_name=MARKUP)
    typed = replace(typed, files=(attached(MARKUP, MARKUP),))
    typed = replace(typed, document=InterviewDocument(interview(code=MARKUP), (said(MARKUP),)))
    assert all_text(interview_summary(typed, "en")).count(squeezed(MARKUP)) >= 4


@settings(max_examples=examples(15))
@given(st.text(max_size=400))
def test_any_text_can_be_printed(text: str) -> None:
    assert interview_summary(with_account(said(text, basis_source=text)), "en")[:5] == b"%PDF-"


def test_another_language_than_the_programs_is_a_bug() -> None:
    with pytest.raises(ValueError):
        interview_summary(record(), "ka")


NO_PICTURES = {
    "nothing": b"\xff",
    "no JPEG": b"GIF89a" + bytes(40),
    "cut in its first segment": b"\xff\xd8\xff\xe0\x00",
    "no size": b"\xff\xd8\xff\xc0\x00\x0b\x08\x00\x00\x00\x00\x01",
    "twelve bits": b"\xff\xd8\xff\xc0\x00\x0b\x0c\x00\x10\x00\x10\x01",
    "a kind no PDF has": b"\xff\xd8\xff\xc3\x00\x0b\x08\x00\x10\x00\x10\x01",
}


@pytest.mark.parametrize("copy", sliced(NO_PICTURES, "nothing", "twelve bits"))
def test_a_copy_that_is_no_picture_is_left_out_and_its_file_named(copy: bytes) -> None:
    """A decoder that was taken over may answer anything."""
    printed = interview_summary(record(files=(attached(picture=copy),)), "en")
    [*pages] = pypdf.PdfReader(io.BytesIO(printed)).pages
    assert sum(len(page.images) for page in pages) == 0
    assert "0f" * 32 in all_text(printed)


def test_a_time_of_no_clock_is_shown_in_utc_and_says_so() -> None:
    odd = Moment("2026-03-01T12:00:00.000Z", 9999)
    assert front._time(odd, translator_for("en")) == "1 March 2026, 12:00 (UTC+0)"
    assert "15:00 (UTC+3)" in front._time(replace(odd, offset_minutes=180), translator_for("en"))
