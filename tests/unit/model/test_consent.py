"""The gate: only yes lets anything out, withdrawal wins, more consent never lets out less."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.model.consent import (
    Answer,
    Consent,
    ConsentAnswer,
    DecidedBy,
    Identification,
    Purpose,
    RecipientKind,
    Refusal,
    may_leave,
    narrowest_decision,
    why_not_kept,
)
from desktop.model.consent.showing import WHOLE, FaceAndVoice, Family, Places, width
from desktop.model.values.moment import Moment
from tests.unit.model.consent_cases import CASES, PAGE, Case, decided, page

NOON = Moment("2026-03-01T11:00:00.000Z", 60)

# Few of each, so that answers to one cell meet and the cell that is asked is often among them.
PURPOSES = (Purpose.KEEP, Purpose.ANALYSE, Purpose.PHOTOGRAPH)
RECIPIENTS = (RecipientKind.ORGANISATION, RecipientKind.PARTNER_ORGANISATION)
WAYS = ("identification", "face_and_voice", "places", "family")

answers = st.builds(
    ConsentAnswer,
    purpose=st.sampled_from(PURPOSES),
    recipient=st.sampled_from(RECIPIENTS),
    answer=st.sampled_from(Answer),
    identification=st.sampled_from(Identification),
    face_and_voice=st.sampled_from(FaceAndVoice),
    places=st.sampled_from(Places),
    family=st.sampled_from(Family),
)
consents = st.builds(
    Consent,
    id=st.just("c"),
    interview_id=st.just("i"),
    given_at=st.just(NOON),
    decided_by=st.sampled_from(DecidedBy),
    decider=st.sampled_from(("", " ", "Halina")),
    authority=st.sampled_from(("", "nonsense", "close-relative")),
    own_agreement=st.sampled_from(Answer),
    guardian_agreement=st.sampled_from(Answer),
    answers=st.lists(answers, max_size=6).map(tuple),
    restricted_at=st.none() | st.just(NOON),
    withdrawn_at=st.none() | st.just(NOON),
)
cells = st.tuples(st.sampled_from(PURPOSES), st.sampled_from(RECIPIENTS))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.why[:50])
def test_case(case: Case) -> None:
    assert case.given == case.result


def test_the_page_shows_the_cases() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), (
        "run python -m tests.unit.model.consent_cases"
    )


def test_every_refusal_of_the_gate_has_a_case() -> None:
    # Three are said of what would follow the interview, one of a version nobody here can read, and
    # one of who decided.
    of_others = {
        Refusal.PHOTOGRAPH_NOT_AGREED,
        Refusal.NAME_NOT_AGREED,
        Refusal.KEPT_UNREAD,
        Refusal.ONLY_BY_OTHERS,
        Refusal.KEPT_BACK,
    }
    assert {case.result for case in CASES} >= {each.value for each in set(Refusal) - of_others}


def test_how_somebody_is_shown_keeps_no_account_from_being_written_down() -> None:
    for said, kept in (
        ("keep organisation yes places=nothing", True),
        ("keep organisation no", False),
        ("analyse organisation yes", False),
        ("restricted; keep organisation yes", False),
        ("child and guardian yes no; keep organisation yes", False),
        ("withdrawn; keep organisation yes", False),
    ):
        assert (why_not_kept(decided(said)) is None) is kept, said
    assert why_not_kept(None) is not None


@given(consents, cells)
def test_anything_but_yes_lets_out_nothing(
    consent: Consent, cell: tuple[Purpose, RecipientKind]
) -> None:
    refused = tuple(
        replace(a, answer=Answer.NO) if a.answer is Answer.YES else a for a in consent.answers
    )
    decision = may_leave(replace(consent, answers=refused), *cell)
    assert not decision.allowed
    assert not decision.files
    assert decision.identification is Identification.NOTHING


@given(consents, cells)
def test_withdrawal_wins_over_every_answer(
    consent: Consent, cell: tuple[Purpose, RecipientKind]
) -> None:
    assert may_leave(replace(consent, withdrawn_at=NOON), *cell).refusal is Refusal.WITHDRAWN


@given(consents, cells)
def test_a_restriction_holds_whatever_was_answered(
    consent: Consent, cell: tuple[Purpose, RecipientKind]
) -> None:
    restricted = may_leave(replace(consent, restricted_at=NOON), *cell)
    assert restricted.refusal in {Refusal.RESTRICTED, Refusal.WITHDRAWN}
    lifted = may_leave(replace(consent, restricted_at=None), *cell)
    assert lifted.refusal is not Refusal.RESTRICTED


@given(consents, cells, st.integers(min_value=0, max_value=5), st.data())
def test_more_consent_never_lets_out_less(
    consent: Consent, cell: tuple[Purpose, RecipientKind], index: int, data: st.DataObject
) -> None:
    """Turning any one answer into a yes, or one way of showing into more, keeps open whatever was
    open before."""
    if index >= len(consent.answers):
        return
    was = consent.answers[index]
    now = replace(was, answer=Answer.YES)
    way = data.draw(st.sampled_from(WAYS))
    value = getattr(was, way)
    more = [each for each in type(value) if width(each) >= width(value)]
    now = replace(now, **{way: data.draw(st.sampled_from(more))})
    wider = [*consent.answers]
    wider[index] = now
    before = may_leave(consent, *cell)
    assert before.within(may_leave(replace(consent, answers=tuple(wider)), *cell))


@given(st.lists(consents, min_size=1, max_size=4), cells)
def test_of_several_decisions_no_more_counts_than_each_lets_out(
    several: list[Consent], cell: tuple[Purpose, RecipientKind]
) -> None:
    decisions = [may_leave(each, *cell) for each in several]
    counts = narrowest_decision(decisions)
    assert all(counts.within(each) for each in decisions)
    assert counts.allowed is all(each.allowed for each in decisions)
    assert counts.as_told is all(each.as_told for each in decisions)
    assert narrowest_decision([counts, counts]) == counts


@given(consents, cells)
def test_what_an_older_form_did_not_ask_is_as_it_was(
    consent: Consent, cell: tuple[Purpose, RecipientKind]
) -> None:
    """A consent in which nothing but the name was asked lets out what it did when nothing else
    could be asked, and one in which more was asked never more than that."""
    old = tuple(
        ConsentAnswer(each.purpose, each.recipient, each.answer, each.identification)
        for each in consent.answers
    )
    as_it_was = may_leave(replace(consent, answers=old), *cell)
    assert may_leave(consent, *cell).within(as_it_was)
    if consent.held_back is None and consent.withdrawn_at is None:
        yes = [a for a in old if (a.purpose, a.recipient) == cell]
        open_then = bool(yes) and all(a.answer is Answer.YES for a in yes)
        assert as_it_was.allowed is open_then


@given(consents, cells)
def test_a_missing_agreement_keeps_everything(
    consent: Consent, cell: tuple[Purpose, RecipientKind]
) -> None:
    child = replace(consent, decided_by=DecidedBy.WITH_GUARDIAN)
    absent = replace(consent, decided_by=DecidedBy.FOR_ABSENT)
    for each in (
        replace(child, own_agreement=Answer.NO),
        replace(child, guardian_agreement=Answer.NOT_ASKED),
        replace(absent, decider=""),
        replace(absent, decider=" \u00a0"),
        replace(absent, authority=""),
        replace(absent, authority="nonsense"),
        replace(child, decider=""),
        replace(child, authority="nonsense"),
    ):
        assert not may_leave(each, *cell).allowed


every_use = st.builds(
    replace, answers, purpose=st.sampled_from(Purpose), answer=st.just(Answer.YES)
)


@given(consents, st.lists(every_use, min_size=1, max_size=3), cells)
def test_nothing_is_let_out_that_no_answer_allows(
    consent: Consent, agreed: list[ConsentAnswer], cell: tuple[Purpose, RecipientKind]
) -> None:
    """Whatever the use needs: one that needs the name is let out with less where less was said."""
    said = replace(consent, answers=(*consent.answers, *agreed))
    for asked in {cell, *((each.purpose, each.recipient) for each in agreed)}:
        decision = may_leave(said, *asked)
        if not decision.allowed:
            assert not decision.files
            continue
        here = [each for each in said.answers if (each.purpose, each.recipient) == asked]
        assert here
        for each in here:
            assert each.answer is Answer.YES
            assert width(decision.identification) <= width(each.identification)
            assert width(decision.places) <= width(each.places)
            assert width(decision.family) <= width(each.family)
            seen = {each.places, each.family, each.face_and_voice}
            assert seen <= WHOLE or not decision.files
            assert {each.places, each.family} <= WHOLE or not decision.as_told
