"""What a recipient is shown: only what was decided, and nothing that was to be hidden."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from desktop import canonical
from desktop.errors import NamesUndecided, ReplacementNames
from desktop.model.consent import Purpose
from desktop.model.interview import InterviewDocument, PriorAccount, State, Utterance
from desktop.model.media import Attachment
from desktop.showing import Choice, Decided, Entry, Form, Register, Shown, shown
from desktop.vault.kinds.consent import CONSENT
from desktop.vault.kinds.interview import INTERVIEW
from tests import every_field
from tests.unit.showing.made import (
    BY_CODE,
    FULL,
    REGISTER,
    account,
    all_replaced,
    derived_ids,
    said_in,
    spots_of,
)

FILE = "6ec0a1ac-8f0a-4b1e-9d42-2d2f6c0d0c11"
TOLD = "Ядвіга прыйшла. Мы чакалі Пятра Клімовіча. Ядвігу забралі."


def made(
    document: InterviewDocument,
    decided: dict[str, Decided],
    form: Form = BY_CODE,
    register: Register = REGISTER,
    **more: Any,
) -> Shown[InterviewDocument]:
    return shown(INTERVIEW, document, form, register, decided, derived_ids(document), **more)


def parts(document: InterviewDocument) -> set[str]:
    """The ids of all turns and files."""
    return {each.id for each in document.utterances} | {each.id for each in document.attachments}


def test_nobody_makes_one_but_shown() -> None:
    for by in (None, object()):
        with pytest.raises(TypeError):
            Shown(account(TOLD), "", FULL, by)


def test_nothing_is_shown_while_a_place_is_open() -> None:
    document = account(TOLD)
    found = spots_of(document)
    decided = all_replaced(found)
    for each in found:
        for left in (None, Choice.ASK):
            some = {key: said for key, said in decided.items() if key != each.key}
            if left is not None:
                some[each.key] = Decided(each.key, left)
            with pytest.raises(NamesUndecided) as refused:
                made(document, some)
            assert refused.value.spots == (each.key,)
            assert "Ядвіг" not in refused.value.reason


def test_what_was_replaced_is_gone_and_the_rest_stays_letter_for_letter() -> None:
    document = account(TOLD)
    derived = made(document, all_replaced(spots_of(document)))
    assert said_in(derived.body) == ("N-1 прыйшла. Мы чакалі [імя не называецца]. N-1 забралі.")
    assert not derived.as_told
    assert derived.derived_from == document.interview.id


def test_what_was_kept_stands_as_it_was_said() -> None:
    document = account(TOLD)
    kept = {each.key: Decided(each.key, Choice.KEEP) for each in spots_of(document)}
    assert said_in(made(document, kept).body) == TOLD


def test_as_told_it_is_the_record_itself_unless_something_is_replaced() -> None:
    document = account(TOLD)
    found = spots_of(document, FULL)
    assert [each.words for each in found] == ["Ядвіга", "Ядвігу"]
    kept = {each.key: Decided(each.key, Choice.KEEP) for each in found}
    told = made(document, kept, FULL)
    assert told.as_told
    assert told.body is document
    replaced = made(document, kept | all_replaced(found[:1]), FULL)
    assert not replaced.as_told
    assert said_in(replaced.body).startswith("N-1 прыйшла.")
    assert not made(document, kept, FULL, along=True).as_told


def test_a_replacement_that_names_somebody_is_refused() -> None:
    document = account(TOLD)
    decided = all_replaced(spots_of(document))
    first = spots_of(document)[0].key
    with pytest.raises(ReplacementNames):
        made(document, decided | {first: Decided(first, Choice.REPLACE, "сястра Ядвігі")})


def test_what_the_derived_one_names_is_named_otherwise() -> None:
    document = account(TOLD)
    document = replace(document, attachments=(Attachment("a-1", FILE, "Вечар."),))
    ids = derived_ids(document)
    decided = all_replaced(spots_of(document))
    derived = shown(INTERVIEW, document, BY_CODE, REGISTER, decided, ids).body
    assert derived.interview.id == ids[document.interview.id]
    assert derived.interview.person_id == ids[document.interview.person_id]
    assert derived.attachments[0].media_id == FILE
    old, new = parts(document), parts(derived)
    assert len(new) == len(old)
    assert not old & new
    again = shown(INTERVIEW, document, BY_CODE, REGISTER, decided, ids).body
    assert again == derived, "derived again, each part has the id it had"
    elsewhere = made(document, decided).body
    assert not new & parts(elsewhere)


def test_a_record_without_a_derived_id_is_refused() -> None:
    document = account(TOLD)
    ids = derived_ids(document)
    del ids[document.interview.person_id]
    with pytest.raises(KeyError):
        shown(INTERVIEW, document, BY_CODE, REGISTER, all_replaced(spots_of(document)), ids)


def test_a_name_in_an_id_a_code_or_a_date_of_a_received_record_does_not_go() -> None:
    named, written = "jadviha-ruchainskaya", "Ядвіга Ручаінская"
    document = account("Вечар.")
    interview = replace(
        document.interview,
        code=written,
        language=written,
        place_kind=f"у {written}",
        planned_for=written,
        read_back_language="Jadviha Ruchainskaya",
        prior_accounts=(PriorAccount(f"сваякам {written}", given_on=f"да {written}"),),
    )
    odd = replace(
        document,
        interview=interview,
        utterances=(Utterance(named, basis_source=written, text="Вечар.", language=named),),
        attachments=(Attachment(f"{named}-2", f"{named}-3", f"На фота {written}"),),
    )
    body = made(odd, all_replaced(spots_of(odd))).body
    said = canonical.encode(body).decode().casefold()
    for word in ("ядвіг", "ручаінск", "jadviha", "ruchainskaya"):
        assert word not in said
    assert "вечар." in said


def test_nobody_sealed_what_was_derived() -> None:
    document = account(TOLD)
    sealed = replace(document, interview=replace(document.interview, state=State.SEALED))
    derived = made(sealed, all_replaced(spots_of(sealed)))
    assert derived.body.interview.state is not State.SEALED


def test_a_notice_waits_for_nobody_and_leaves_open_texts_empty() -> None:
    consent = replace(
        every_field.withdrawn_consent(),
        withdrawn_reason="Ядвіга баіцца.",
        capacity_note="Спакойна.",
    )
    ids = {consent.id: "derived-consent", consent.interview_id: "derived-interview"}
    with pytest.raises(NamesUndecided):
        shown(CONSENT, consent, BY_CODE, REGISTER, {}, ids)
    told = shown(CONSENT, consent, BY_CODE, REGISTER, {}, ids, notice=True).body
    assert told.withdrawn_reason == ""
    assert told.capacity_note == "Спакойна."
    assert told.withdrawn_at == consent.withdrawn_at
    assert told.answers == consent.answers


def test_a_name_in_a_code_of_a_later_release_goes_as_well() -> None:
    consent = every_field.consent()
    [answer] = consent.answers
    odd = replace(consent, answers=(replace(answer, purpose=Purpose("jadviha-ruchainskaya")),))
    ids = {odd.id: "derived-consent", odd.interview_id: "derived-interview"}
    with pytest.raises(NamesUndecided) as refused:
        shown(CONSENT, odd, FULL, REGISTER, {}, ids)
    [key] = refused.value.spots
    decided = {key: Decided(key, Choice.REPLACE, "N-1")}
    assert shown(CONSENT, odd, FULL, REGISTER, decided, ids).body.answers[0].purpose == "n-1"


def test_two_names_are_told_apart_by_their_codes() -> None:
    register = Register((Entry("a", ("Ядвіга",), "N-1"), Entry("b", ("Клімовіч",), "N-2")))
    document = account(TOLD)
    decided = all_replaced(spots_of(document, register=register))
    assert said_in(made(document, decided, register=register).body) == (
        "N-1 прыйшла. Мы чакалі N-2. N-1 забралі."
    )
