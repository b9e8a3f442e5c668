"""What is read out before a person decides, held against what the form asks."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import replace

import pytest

from desktop.i18n import LANGUAGES
from desktop.model.consent.shown_alike import WAYS
from desktop.model.organisation import CalledIn, Organisation, OwnText
from desktop.model.values.bounds import READ_TEXT
from desktop.resources import resource_bytes
from desktop.vocabulary import CONSENT_TEXT_VERSION, consent_text, vocabulary
from desktop.vocabulary.consent_text import (
    KEYS,
    MARK,
    TEXT_VERSIONS,
    filled,
    names_in,
    text_to_read,
)
from desktop.vocabulary.own_text import Fault, faults

ORGANISATION = Organisation(
    (CalledIn("be", "«Вясна»", "Літва"), CalledIn("en", "Viasna", "Lithuania")), "+000 0", "3"
)
NAMES = names_in(ORGANISATION, "be", "Ала К.", "Зміцер")
TEXTS = {language: consent_text(language).text for language in LANGUAGES}


@pytest.mark.parametrize("version", TEXT_VERSIONS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_is_there_and_says_its_language_and_version(language: str, version: str) -> None:
    found = consent_text(language, version)
    assert (found.version, found.language) == (version, language)
    assert unicodedata.is_normalized("NFC", found.text)
    assert len(found.text) < READ_TEXT / 4


def test_what_was_read_out_before_stays_word_for_word() -> None:
    """Records name it."""
    read = b"".join(resource_bytes(f"consent/consent-1.{code}.txt") for code in ("en", "be", "ru"))
    assert hashlib.sha256(read).hexdigest() == SHA256_OF_VERSION_1
    with pytest.raises(KeyError):
        consent_text("be", "consent-0")


SHA256_OF_VERSION_1 = "5dd2652004c8393083298c17bebdea2c3cc7ba5aeee0bbca41461f296b9f224b"


def test_another_language_falls_back_to_english_and_says_so() -> None:
    assert consent_text("ka").language == "en"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_names_what_the_form_asks_in_its_order(language: str) -> None:
    """A use or a way of showing that is asked and was not read out, or otherwise, is no consent."""
    rows = consent_text(language).rows
    purposes, ways = vocabulary("purpose"), vocabulary("shown")
    asked = [purposes.note(code, language) for code in purposes.codes]
    asked += [ways.note(way, language) for way in WAYS]
    assert list(rows) == asked


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_answer_on_how_somebody_is_shown_is_in_the_words_of_the_text(language: str) -> None:
    for way in WAYS:
        [said] = [row for row in vocabulary("shown").terms if row.code == way]
        terms = vocabulary(way)
        for code in terms.codes:
            if code != "not-asked":
                words = terms.note(code, language)
                assert words, code
                assert words in said.note[language], code


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_answers_that_the_text_offers_are_those_of_the_form(language: str) -> None:
    """ "Yes, no or later" was read out, and a button said "Ask again"."""
    answers = vocabulary("answer")
    labels = [answers.label(code, language) for code in answers.codes if code != "not-asked"]
    [offered] = [line for line in TEXTS[language].split("\n") if len(_quoted(line)) >= len(labels)]
    assert _quoted(offered)[: len(labels)] == [label.casefold() for label in labels]


def _quoted(line: str) -> list[str]:
    return re.findall("[«“]([^»”]+)[»”]", line)


def test_every_recipient_that_is_asked_about_is_named_in_the_text() -> None:
    asked = {to for term in vocabulary("purpose").terms for to in term.recipients}
    named = {
        "organisation": "Our organisation keeps",
        "partner-organisation": "We or a partner organisation compare",
        "un-special-procedures": "United Nations (UN) experts write",
        "un-mechanism": "the UN body that collects evidence",
        "national-authority": "police or prosecutors",
        "icc-prosecutor": "the Prosecutor of the International Criminal Court",
        "public": "anybody can read it",
    }
    assert set(named) == asked
    assert all(words in TEXTS["en"] for words in named.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_are_filled_in_and_none_is_left_open(language: str) -> None:
    spoken = filled(consent_text(language).text, NAMES)
    assert not spoken.missing
    assert not set("{}?") & set(spoken.text.replace("?\n", "\n").replace("? ", " "))
    for name in NAMES.values():
        assert name in spoken.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_an_interpreter_nothing_is_said_of_one(language: str) -> None:
    template = consent_text(language).text
    spoken = filled(template, {**NAMES, "interpreter": ""})
    assert not spoken.missing
    assert spoken.text.count("\n") == template.count("\n") - 1


def test_what_nobody_has_said_is_named_and_stands_as_dots() -> None:
    nobody = names_in(Organisation(), "be", "", "")
    spoken = filled(TEXTS["be"], nobody)
    assert spoken.missing == ("interviewer", "organisation", "country", "contact", "review_years")
    assert "{" not in spoken.text


def test_a_name_in_braces_is_a_name() -> None:
    tricky = {**NAMES, "organisation": "{contact} {interviewer}"}
    assert "{contact} {interviewer}" in filled(TEXTS["en"], tricky).text


def test_a_language_in_which_the_organisation_has_no_name_is_asked_for() -> None:
    assert filled(TEXTS["ru"], names_in(ORGANISATION, "ru", "Ала", "")).missing == (
        "organisation",
        "country",
    )


# -- an organisation's own text -------------------------------------------------------------


def test_our_own_text_could_be_an_organisation_s() -> None:
    assert faults(TEXTS) == ()


def own(language: str, before: str, after: str) -> dict[str, str]:
    assert before in TEXTS[language]
    return {**TEXTS, language: TEXTS[language].replace(before, after, 1)}


def line_of(text: str, words: str) -> int:
    return next(n for n, line in enumerate(text.split("\n"), start=1) if words in line)


def test_a_key_that_is_missing_or_unknown_is_named_with_its_line() -> None:
    place = line_of(TEXTS["be"], "{contact}")
    [unknown, missing, differs] = faults(own("be", "{contact}", "{phone}"))
    assert (unknown.line, unknown.fault, unknown.what) == (place, Fault.KEY_UNKNOWN, "phone")
    assert (missing.fault, missing.what) == (Fault.KEY_MISSING, "contact")
    assert (differs.language, differs.line, differs.fault) == ("be", place, Fault.LINES_DIFFER)


@pytest.mark.parametrize("key", KEYS)
def test_no_key_may_be_left_out(key: str) -> None:
    without = {language: text.replace(f"{{{key}}}", "somebody") for language, text in TEXTS.items()}
    found = [each for each in faults(without) if each.fault is Fault.KEY_MISSING]
    assert {(each.language, each.what) for each in found} == {(each, key) for each in TEXTS}


def test_a_line_that_one_language_lacks_is_found() -> None:
    rows = TEXTS["ru"].split("\n")
    gap = rows.index("")
    shorter = {**TEXTS, "ru": "\n".join(rows[:gap] + rows[gap + 1 :])}
    [found] = faults(shorter)
    assert (found.language, found.line, found.fault) == ("ru", gap + 1, Fault.LINES_DIFFER)


def test_a_row_of_the_form_that_is_not_named_is_found() -> None:
    first = consent_text("en").rows[-1]
    alone = {"en": TEXTS["en"].replace(f"– {first}\n", "")}
    [found] = faults(alone)
    assert (found.fault, found.what) == (Fault.ROW_NOT_NAMED, "2:3/4")
    assert found.line == line_of(TEXTS["en"], first) - 1
    uses = consent_text("en").rows[0]
    [found] = faults({"en": TEXTS["en"].replace(f"– {uses}\n", "")})
    assert (found.fault, found.what) == (Fault.ROW_NOT_NAMED, "1:11/12")


def test_nothing_is_said_that_depends_on_an_interpreter_but_who_it_is() -> None:
    for moved, fault in (("{contact}", Fault.KEY_MISSING), ("– It is sold.", Fault.ROW_NOT_NAMED)):
        without = TEXTS["en"].replace(moved, "somebody")
        [found] = faults({"en": without.replace(MARK, f"{MARK}{moved} ")})
        assert found.fault is fault


def test_a_list_of_which_the_form_knows_nothing_is_found() -> None:
    [found] = faults({"en": TEXTS["en"] + "\n– It is sold.\n"})
    assert (found.fault, found.what) == (Fault.ROW_NOT_NAMED, "3:1/0")


def test_where_no_text_is_asked_for_in_a_language_the_own_english_one_is_read() -> None:
    texts = tuple(OwnText(language, text) for language, text in TEXTS.items())
    ours = replace(ORGANISATION, texts=texts)
    for language in ("pl", "en"):
        read = text_to_read(ours, language)
        assert (read.version, read.language) == (ours.text_version, "en")
    unseen = replace(ORGANISATION, texts=(OwnText("pl", TEXTS["en"]),))
    assert text_to_read(unseen, "pl") == consent_text("en")


def test_an_interpreter_is_named_in_a_line_of_their_own() -> None:
    found = faults({"en": TEXTS["en"].replace("?interpreter ", "")})
    assert [each.fault for each in found] == [Fault.MARK_MISSING]


def test_a_text_that_no_record_could_hold_is_refused() -> None:
    assert Fault.TOO_LONG in {each.fault for each in faults({"en": TEXTS["en"] + "x" * READ_TEXT})}


def test_the_text_that_is_read_out_now_is_the_newest() -> None:
    assert TEXT_VERSIONS[-1] == CONSENT_TEXT_VERSION
