"""The page for the person: in their language, what was agreed and read, and it comes out again."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desktop import canonical
from desktop.errors import NoSuchRecord
from desktop.i18n import LANGUAGES, translator_for
from desktop.model.consent import (
    Answer,
    Consent,
    ConsentAnswer,
    DecidedBy,
    Identification,
    Purpose,
    RecipientKind,
)
from desktop.model.consent.showing import Places
from desktop.model.opened import Others
from desktop.model.organisation import CalledIn, Organisation
from desktop.model.person import NameForm
from desktop.model.values.bounds import READ_TEXT
from desktop.model.version import VersionDocument
from desktop.reports.agreed import AgreedInput, agreed_page, page_language
from desktop.reports.interview_summary import interview_summary
from desktop.reports.printing import write_agreed
from desktop.reports.rights import your_rights
from desktop.vault import Vault
from desktop.vocabulary import vocabulary
from desktop.vocabulary.consent_text import TEXT_LANGUAGES, consent_text, filled, names_in
from tests.authors import SOMEBODY
from tests.support import consent_to, make_vault
from tests.unit.reports.material import AT, consent
from tests.unit.reports.material import record as summary
from tests.unit.reports.test_interview_summary import all_text, pages, run, squeezed
from tests.unit.vault.packages.test_unread import kept_unread

US = Organisation(
    tuple(CalledIn(code, f"Лямпа {code}", "Літва") for code in TEXT_LANGUAGES), "lampa@example", "5"
)
YES = Answer.YES


def read(language: str, **changes: object) -> Consent:
    """A consent whose text was read out, with names in it."""
    names = names_in(US, language, "Даследчыца Łucja Ŭ.", "Ґалка Ё.")
    text = filled(consent_text(language).text, names).text
    told = {"text_language": language, "text_read": text, "text_version": "consent-2"}
    return consent(**told, read_out_at=AT, **changes)


def page(made: Consent, language: str) -> bytes:
    return agreed_page(AgreedInput("W-014", made, "ab" * 32, organisation=US), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_as_it_was_read_comes_out_letter_for_letter(language: str, tmp_path: Path) -> None:
    made = read(language)
    pdf = page(made, language)
    assert pdf == page(made, language), "the same record gives the same bytes"
    path = tmp_path / "p.pdf"
    path.write_bytes(pdf)
    printed = squeezed(run("pdftotext", "-enc", "UTF-8", str(path), "-"))
    lines = [line.removeprefix("– ") for line in made.text_read.splitlines()]
    assert [line for line in lines if squeezed(line) not in without_feet(printed)] == []
    assert squeezed(translator_for(language).gettext("How to withdraw")) in printed


def without_feet(printed: str) -> str:
    """A line may run over a page, and the footer stands between."""
    return re.sub(r"W-014·\D{1,12}\d+\D{1,3}\d+·[^…]*…", "", printed)


def test_each_answer_stands_with_its_recipients_and_ways_in_words() -> None:
    agreed = ConsentAnswer(Purpose.ANALYSE, RecipientKind.ORGANISATION, YES, Identification.CODE)
    both = (agreed, replace(agreed, recipient=RecipientKind.PARTNER_ORGANISATION))
    no = ConsentAnswer(Purpose.PUBLISH, RecipientKind.PUBLIC, Answer.NO)
    text = all_text(page(consent(answers=(*both, no)), "en"))
    use = vocabulary("purpose").note("analyse", "en")
    said = squeezed(f"Agreed to – {use} To whom Our organisation, Partner organisation")
    assert said in text
    assert squeezed("Name: by code") in text
    assert text.index(squeezed("Not agreed to")) < text.index(squeezed("It is published"))


def test_an_answer_of_a_newer_program_is_no_yes() -> None:
    later = ConsentAnswer(Purpose.ANALYSE, RecipientKind.ORGANISATION, Answer("perhaps"))
    text = all_text(page(consent(answers=(later,)), "en"))
    assert squeezed("Agreed to –") not in text
    assert squeezed("Recorded by a newer program") in text


def test_withdrawn_restricted_decided_by_others_and_beside_are_said() -> None:
    closed = {"withdrawn_at": AT, "restricted_at": AT}
    reasons = {"withdrawn_reason": "brother Jan", "restricted_reason": "cousin Jan"}
    guarded = consent(**closed, **reasons, decided_by=DecidedBy.WITH_GUARDIAN, decider="маці")
    whole = AgreedInput("W-014", guarded, others=Others(beside=True))
    text = all_text(agreed_page(whole, "en"))
    for said in (
        "The consent was withdrawn on",
        "Its use was restricted on",
        "Somebody else recorded another decision",
        "маці",
        "It is not recorded that a text was read out.",
        "Safe contact" + "_" * 44,
    ):
        assert squeezed(said) in text
    assert "Jan" not in text, "a reason names whoever it names, and the paper may be found"


KEEP = ConsentAnswer(Purpose.KEEP, RecipientKind.ORGANISATION, YES)
GUARDED = {"decided_by": DecidedBy.WITH_GUARDIAN, "decider": "маці", "authority": "parent"}
NOT_IN_FORCE = squeezed("What was agreed to is not in force. Not sent: ")


@pytest.mark.parametrize(
    ("decided", "said"),
    [
        ({**GUARDED, "guardian_agreement": YES}, "The person agrees Not asked"),
        ({"decided_by": DecidedBy.FOR_ABSENT}, "By what right not said"),
        ({**GUARDED, "own_agreement": YES, "guardian_agreement": YES, "decider": " "}, "not said"),
    ],
    ids=["guardian alone", "absent", "no name"],
)
def test_what_the_gate_closes_no_paper_calls_agreed_to(decided: Any, said: str) -> None:
    made = consent(answers=(KEEP,), **decided)
    text = all_text(page(made, "en"))
    printed = all_text(interview_summary(summary(consent=made), "en"))
    for paper in (text, printed):
        assert NOT_IN_FORCE in paper
        assert squeezed(said) in paper
    assert squeezed("Agreed to, and not in force") in text
    assert squeezed("Agreed to –") not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_of_somebody_who_did_not_decide_alone_speaks_of_them(language: str) -> None:
    said = (Answer.YES, Answer.NO, Answer.ASK_AGAIN)
    uses = (Purpose.KEEP, Purpose.ANALYSE, Purpose.PUBLISH)
    answers = tuple(
        replace(KEEP, purpose=use, answer=each) for use, each in zip(uses, said, strict=True)
    )
    made = consent(answers=answers, **GUARDED, own_agreement=YES, guardian_agreement=YES)
    told = "".join(pages(agreed_page(AgreedInput("W-014", made, organisation=US), language)))
    assert NOT_IN_FORCE not in squeezed(told)
    spoken_to = re.search(r"\b(you|yours?|вы|вас|вамі?|вами|ваш\w*)\b", told, re.IGNORECASE)
    assert spoken_to is None
    about = translator_for(language).gettext(
        "It is about the person whose account has the code {code}."
    )
    assert about.format(code="W-014") in " ".join(told.split())


def test_a_use_that_is_kept_in_says_so_beside_its_yes() -> None:
    analyse = replace(KEEP, purpose=Purpose.ANALYSE, places=Places("street"))
    stays = squeezed("Now Not sent: the person may be shown only in part")
    assert stays in all_text(page(consent(answers=(analyse,)), "en"))
    kept = replace(KEEP, places=Places("street"))
    assert stays not in all_text(page(consent(answers=(kept,)), "en"))


def test_a_use_that_needs_the_name_says_that_less_was_agreed_to() -> None:
    named = replace(KEEP, purpose=Purpose.NAME_IN_UN_REPORT, identification=Identification.CODE)
    later = replace(named, recipient=RecipientKind("a-later-recipient"))
    made = consent(answers=(named, later))
    lacks = squeezed("This use needs the full name. What is chosen: ")
    for paper in (page(made, "en"), interview_summary(summary(consent=made), "en")):
        assert all_text(paper).count(lacks) == 2, "one by one, as the later recipient stays as well"
    full = replace(named, identification=Identification.FULL_NAME)
    assert lacks not in all_text(page(consent(answers=(full,)), "en"))


def test_after_a_withdrawal_nothing_is_called_agreed_to_any_more() -> None:
    text = all_text(page(consent(answers=(KEEP,), withdrawn_at=AT), "en"))
    assert squeezed("Agreed to until then, and not any more") in text
    assert squeezed("What you agreed to") not in text
    assert squeezed("everything else") not in all_text(page(consent(answers=()), "en"))


def test_a_text_in_a_language_that_is_not_ours_is_printed_as_it_came() -> None:
    made = read("be", capacity_note="canary")
    assert page_language(replace(made, text_language="ka")) == "en"
    odd = "<b>&amp; \u202e გამარჯობა</b>\n" + "я" * 4000
    told = replace(made, text_language="ka", text_read=odd)
    text = all_text(page(told, "en"))
    assert squeezed("<b>&amp;[U+202E]გამარჯობა</b>") in text
    assert "canary" not in text, "what the interviewer noticed is not for the paper"


def test_it_is_set_within_half_a_second() -> None:
    made = read("ru")
    page(made, "ru")
    took = []
    for _time in range(2):
        start = time.perf_counter()
        page(made, "ru")
        took.append(time.perf_counter() - start)
    assert min(took) < 0.5


@pytest.mark.rare
def test_the_longest_text_is_set_and_can_be_stopped() -> None:
    turns: list[int] = []
    told = replace(read("be"), text_read="я\n" * (READ_TEXT // 2))
    agreed_page(AgreedInput("W", told), "be", lambda: turns.append(1))
    assert len(turns) > READ_TEXT // 2


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with make_vault(tmp_path) as made:
        person = made.people.new("P-1", (NameForm("Ядвіга Ручаінская"),))
        made.interviews.new("W-1", person.id, "be")
        yield made


def test_a_printed_page_is_logged_and_names_nobody(vault: Vault, tmp_path: Path) -> None:
    record = vault.interviews.summaries()[0].id
    target = tmp_path / "page.pdf"
    with pytest.raises(NoSuchRecord):
        write_agreed(vault, record, target, "be")
    vault.consents.save(consent_to(record, Purpose.KEEP), "by code")
    write_agreed(vault, record, target, "be")
    assert "Ручаінская" not in all_text(target.read_bytes())
    event = vault.custody.events()[-1]
    assert (event.object_id, event.detail["what"]) == (record, "consent printed")
    vault.consents.withdraw(record, "no longer")
    write_agreed(vault, record, target, "ru")
    assert squeezed("Согласие") in all_text(target.read_bytes())


def test_a_decision_that_nobody_here_can_read_is_said(vault: Vault, tmp_path: Path) -> None:
    record, target = vault.interviews.summaries()[0].id, tmp_path / "page.pdf"
    vault.consents.save(consent_to(record, Purpose.KEEP), "by code")
    shown = vault.consents.for_interview(record)
    assert shown is not None
    heads = tuple(vault.versions.head_ids(shown.id))
    body = canonical.to_plain(replace(shown, interpreter="somebody"))
    kind = vault.consents.kind.name
    newer = VersionDocument(kind, shown.id, heads, SOMEBODY, AT, "sent", "0" * 32, body)
    kept_unread(vault, canonical.encode(newer), record)
    write_agreed(vault, record, target, "en")
    assert squeezed("Somebody else recorded another decision") in all_text(target.read_bytes())


def test_no_language_is_said_of_a_text_that_nobody_read_out() -> None:
    """``text_language`` is what the form showed until somebody confirms that it was read out."""
    label = squeezed("Text read out in")
    assert label in all_text(interview_summary(summary(), "en"))
    unread = summary(consent=consent(text_version=""))
    assert label not in all_text(interview_summary(unread, "en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_years_of_a_review_never_stand_alone_in_a_line(language: str) -> None:
    *_others, last = your_rights(Organisation(review_years="5"), translator_for(language))
    assert "\u00a05." in getattr(last, "text", "")
