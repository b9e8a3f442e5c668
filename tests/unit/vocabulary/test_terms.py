"""Every code has its words in every language of the program, and no word is without a code."""

from __future__ import annotations

import unicodedata
from enum import StrEnum
from typing import Any

import pytest

from desktop.i18n import LANGUAGES
from desktop.model.consent import (
    Answer,
    DecidedBy,
    HowGiven,
    Identification,
    Purpose,
    RecipientKind,
    Refusal,
)
from desktop.model.consent.beyond import Reason
from desktop.model.consent.showing import FaceAndVoice, Family, Places
from desktop.model.custody import CustodyKind
from desktop.model.handoff import LineReason, Outcome
from desktop.model.identity import CardKind, Role
from desktop.model.interview import (
    Basis,
    Closed,
    Interview,
    Mode,
    PriorAccounts,
    Speaker,
    State,
    UtteranceKind,
)
from desktop.model.person import NameKind, PersonKind
from desktop.model.protected import From, NameOf
from desktop.model.values.open_code import vocabularies_of
from desktop.model.written_out import What
from desktop.showing.sorts import Sort
from desktop.vault.kinds.kind import Kind
from desktop.vocabulary import NAMES, vocabulary
from tests.every_kind import each_kind
from tests.unit.vault.rules.declared import dataclasses_of

ENUMS: dict[str, type[StrEnum]] = {
    "answer": Answer,
    "basis": Basis,
    "closed": Closed,
    "custody_kind": CustodyKind,
    "decided_by": DecidedBy,
    "card_kind": CardKind,
    "face_and_voice": FaceAndVoice,
    "family": Family,
    "how_given": HowGiven,
    "identification": Identification,
    "interview_mode": Mode,
    "interview_state": State,
    "kept_from": From,
    "line_reason": LineReason,
    "name_kind": NameKind,
    "name_of": NameOf,
    "outcome": Outcome,
    "person_kind": PersonKind,
    "print_reason": Reason,
    "places": Places,
    "prior_accounts": PriorAccounts,
    "purpose": Purpose,
    "recipient_kind": RecipientKind,
    "refusal": Refusal,
    "role": Role,
    "speaker": Speaker,
    "spot_sort": Sort,
    "utterance_kind": UtteranceKind,
    "written_out": What,
}


@each_kind
def test_the_vocabularies_of_every_kind_are_there(kind: Kind[Any]) -> None:
    named = {name for part in dataclasses_of(kind) for name in vocabularies_of(part).values()}
    assert named <= set(NAMES), (
        f"{sorted(named - set(NAMES))}: NAMES in desktop/vocabulary/terms.py, and a file of that "
        "name in resources/vocabularies"
    )


@pytest.mark.parametrize("name", sorted(ENUMS))
def test_vocabulary_and_model_hold_the_same_codes_in_the_same_order(name: str) -> None:
    assert list(vocabulary(name).codes) == [member.value for member in ENUMS[name]]


@pytest.mark.parametrize("name", NAMES)
def test_each_term_is_complete_in_every_language(name: str) -> None:
    terms = vocabulary(name).terms
    assert terms
    assert vocabulary(name).source
    for term in terms:
        assert sorted(term.label) == sorted(LANGUAGES), term.code
        assert not term.note or sorted(term.note) == sorted(LANGUAGES), term.code
        for text in (*term.label.values(), *term.note.values()):
            assert text == text.strip() != ""
            assert unicodedata.is_normalized("NFC", text)


@pytest.mark.parametrize("name", NAMES)
def test_codes_are_unique_and_labels_tell_terms_apart(name: str) -> None:
    terms = vocabulary(name).terms
    assert len({term.code for term in terms}) == len(terms)
    for language in LANGUAGES:
        assert len({term.label[language] for term in terms}) == len(terms), language


@pytest.mark.parametrize("name", NAMES)
def test_languages_were_not_mixed_up(name: str) -> None:
    """Letters that only one of the two alphabets has: і ў ’ in Belarusian, и щ ъ in Russian."""
    for term in vocabulary(name).terms:
        for texts in filter(None, (term.label, term.note)):
            assert not set("ищъИЩЪ") & set(texts["be"]), texts["be"]
            assert not set("іўІЎ’") & set(texts["ru"]), texts["ru"]
            assert texts["en"].isprintable()


def test_every_purpose_says_what_it_means_and_has_a_row_in_the_matrix() -> None:
    for term in vocabulary("purpose").terms:
        assert term.recipients, term.code
        assert term.note, term.code
    assert vocabulary("purpose").terms[2].recipients == (
        RecipientKind.ORGANISATION,
        RecipientKind.PARTNER_ORGANISATION,
    )


def test_every_reason_that_keeps_an_account_closed_names_the_way_out() -> None:
    assert all(term.note for term in vocabulary("closed").terms)


def test_a_new_interview_starts_from_codes_that_exist() -> None:
    interview = Interview.__dataclass_fields__
    assert interview["modality"].default in vocabulary("modality").codes
    assert interview["language"].default in vocabulary("language").codes


def test_labels_follow_the_language_asked_for() -> None:
    answers = vocabulary("answer")
    assert answers.label("yes", "be") == "Так"
    assert answers.label("yes", "ru") == "Да"
    assert answers.label("yes", "ka") == "Yes"


def test_a_code_of_a_later_release_is_shown_as_it_is() -> None:
    assert vocabulary("answer").label("perhaps") == "perhaps"
    assert vocabulary("answer").note("perhaps") == ""


def test_an_unknown_vocabulary_is_a_bug() -> None:
    with pytest.raises(KeyError):
        vocabulary("../consent/consent-1")
