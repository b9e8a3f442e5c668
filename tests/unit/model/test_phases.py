"""What is still open in each phase of an interview, and where work goes on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.model.consent import Answer, Consent, ConsentAnswer, Purpose, RecipientKind
from desktop.model.interview import (
    Basis,
    Closed,
    Interview,
    PriorAccounts,
    Safety,
    Speaker,
    State,
    Utterance,
    UtteranceKind,
)
from desktop.model.media import Attachment
from desktop.model.opened import BesideSays, DecidedBeside, Opened
from desktop.model.phases import (
    WAY_OUT,
    OpenPoint,
    Phase,
    Point,
    Standing,
    first_phase,
    left_open,
    open_points,
    standing,
    what_closes,
)
from desktop.model.values.moment import Moment

NOON = Moment("2026-03-01T11:00:00.000Z", 60)
PLANNED = Opened(Interview("i", NOON, "B-1", "p"), None, Safety("i"))


def points(opened: Opened, phase: Phase) -> list[Point]:
    return [open_point.point for open_point in open_points(opened)[phase]]


def in_state(state: State) -> Opened:
    return replace(PLANNED, interview=replace(PLANNED.interview, state=state))


def test_every_phase_has_its_points_and_a_sealed_one_those_of_consent_and_risk() -> None:
    """Safety was ticked by the seal, though nobody had asked about risk, which goes on changing."""
    assert set(open_points(PLANNED)) == set(Phase)
    opened = in_state(State.SEALED)
    sealed = open_points(opened)
    assert {phase for phase, left in sealed.items() if left} == {Phase.CONSENT, Phase.SAFETY}
    assert points(opened, Phase.SAFETY) == [Point.RISK_PERSON, Point.RISK_RELATIVES]
    assert left_open(opened)[Phase.SAFETY] == (OpenPoint(Point.PRIOR_ACCOUNTS),)


@pytest.mark.parametrize("state", [State.UNDER_WAY, State.SEALED])
def test_safety_of_an_interview_that_came_is_not_here(state: State) -> None:
    """It travels in no package, and was ticked, or asked of whoever received it."""
    asked = replace(in_state(state).interview, prior_accounts_answer=PriorAccounts.NO)
    came = replace(PLANNED, interview=asked, begun_here=False)
    assert points(came, Phase.SAFETY) == []
    assert standing(came, Phase.SAFETY) is Standing.NOTHING
    written = replace(came, safety=replace(came.safety, risk_person="a word"))
    assert standing(written, Phase.SAFETY) is Standing.TO_DO
    whole = replace(written, safety=replace(written.safety, risk_relatives="a word"))
    assert standing(whole, Phase.SAFETY) is Standing.DONE


def test_files_that_did_not_come_along_are_not_done() -> None:
    listed = replace(PLANNED, attachments=(Attachment("a", "m", "the gate"),), media=(None,))
    assert standing(listed, Phase.FILES) is Standing.NOT_HERE


@pytest.mark.parametrize("state", list(State))
def test_after_a_withdrawal_consent_is_neither_done_nor_open(state: State) -> None:
    """It stayed ticked behind a green badge."""
    withdrawn = replace(Consent("c", "i", NOON), withdrawn_at=NOON)
    opened = replace(in_state(state), consent=withdrawn)
    assert standing(opened, Phase.CONSENT) is Standing.WITHDRAWN
    assert what_closes(opened) is Standing.WITHDRAWN
    typed = replace(opened, consent_draft=Consent("d", "i", NOON))
    assert standing(typed, Phase.CONSENT) is Standing.WITHDRAWN, "what is typed decides nothing"


@pytest.mark.parametrize("state", list(State))
def test_a_restriction_and_what_others_decided_are_said_before_anything_else(state: State) -> None:
    """The badge said "Planned" while nothing could leave."""
    given = Consent("c", "i", NOON)
    beside = (DecidedBeside("v", "somebody", NOON),)
    restricted = replace(in_state(state), consent=replace(given, restricted_at=NOON), beside=beside)
    others = replace(in_state(state), consent=given, beside=beside)
    assert standing(restricted, Phase.CONSENT) is Standing.RESTRICTED
    assert standing(others, Phase.CONSENT) is Standing.OTHERS
    said = [each.point for each in open_points(restricted)[Phase.CONSENT]]
    assert said == [Point.CONSENT_RESTRICTED, Point.CONSENT_OTHERS]
    assert what_closes(replace(in_state(state), consent=given)) is None
    alone = replace(in_state(state), consent=given, answered=False)
    assert what_closes(alone) is Standing.OTHERS


@pytest.mark.parametrize(
    ("says", "closes"),
    [
        (BesideSays.WITHDRAWN, Standing.WITHDRAWN),
        (BesideSays.CLOSED_UNREAD, Standing.WITHDRAWN),
        (BesideSays.RESTRICTED, Standing.RESTRICTED),
        (BesideSays.OTHERWISE, Standing.OTHERS),
        (BesideSays.UNREAD, Standing.OTHERS),
    ],
)
def test_the_worst_of_what_others_decided_is_said(says: BesideSays, closes: Standing) -> None:
    """The badge said "Others decided" where the list said "Withdrawn"."""
    beside = (DecidedBeside("v", "somebody", NOON, says),)
    given = replace(PLANNED, consent=Consent("c", "i", NOON), beside=beside)
    assert what_closes(given) is closes


def test_files_are_not_done_before_one_is_there() -> None:
    assert standing(PLANNED, Phase.FILES) is Standing.NOTHING
    named = replace(PLANNED, attachments=(Attachment("a", "m", "the gate"),))
    assert standing(named, Phase.FILES) is Standing.DONE
    unnamed = replace(PLANNED, attachments=(Attachment("a", "m"),))
    assert standing(unnamed, Phase.FILES) is Standing.TO_DO


def test_the_account_is_closed_while_a_rule_keeps_it_so() -> None:
    assert standing(PLANNED, Phase.ACCOUNT) is Standing.CLOSED
    sealed = in_state(State.SEALED)
    assert standing(sealed, Phase.ACCOUNT) is Standing.LEFT_OPEN, "nothing was written"
    told = Utterance("u", text="They came at night.", basis=Basis.SAW)
    assert standing(replace(sealed, utterances=(told,)), Phase.ACCOUNT) is Standing.DONE


@pytest.mark.parametrize("reason", list(Closed))
def test_each_rule_that_closes_the_account_has_a_way_out(reason: Closed) -> None:
    assert WAY_OUT[reason] in Phase


def test_a_training_is_open_only_where_somebody_is_vulnerable() -> None:
    assert Point.TRAINING not in points(PLANNED, Phase.SAFETY)
    child = replace(PLANNED, safety=replace(PLANNED.safety, vulnerabilities=("child",)))
    assert {Point.TRAINING, Point.REFERRAL} <= set(points(child, Phase.SAFETY))


def test_answers_of_a_consent_are_counted() -> None:
    row = ConsentAnswer(Purpose.KEEP, RecipientKind.ORGANISATION)
    again = replace(row, answer=Answer.ASK_AGAIN)
    consent = Consent("c", "i", NOON, answers=(row, row, again))
    assert open_points(replace(PLANNED, consent=consent))[Phase.CONSENT] == (
        OpenPoint(Point.CONSENT_NOT_ASKED, 2),
        OpenPoint(Point.CONSENT_ASK_AGAIN, 1),
    )


def test_only_answers_need_a_basis() -> None:
    answer = Utterance("u", Speaker.PERSON, UtteranceKind.ANSWER, text="They came at night.")
    question = replace(answer, id="q", kind=UtteranceKind.QUESTION)
    known = replace(answer, id="k", basis=Basis.SAW)
    opened = replace(in_state(State.UNDER_WAY), utterances=(answer, question, known))
    assert open_points(opened)[Phase.ACCOUNT] == (OpenPoint(Point.BASIS, 1),)


@pytest.mark.parametrize(
    ("state", "phase"),
    [
        (State.PLANNED, Phase.PLAN),
        (State.UNDER_WAY, Phase.ACCOUNT),
        (State.SEALED, Phase.CLOSE),
    ],
)
def test_work_goes_on_where_it_stopped(state: State, phase: Phase) -> None:
    assert first_phase(in_state(state)) is phase


def test_an_earlier_account_that_was_not_asked_for_is_open() -> None:
    assert Point.PRIOR_ACCOUNTS in points(PLANNED, Phase.SAFETY)
    told = replace(PLANNED.interview, prior_accounts_answer=PriorAccounts.YES)
    assert Point.PRIOR_RECIPIENT in points(replace(PLANNED, interview=told), Phase.SAFETY)


def test_what_the_seal_locked_with_something_open_in_it_is_not_done() -> None:
    """Files was ticked after sealing, though three captions were missing and lock for ever."""
    bare = Attachment("a", "m")
    sealed = replace(in_state(State.SEALED), attachments=(bare, replace(bare, id="b")))
    assert standing(sealed, Phase.FILES) is Standing.LEFT_OPEN
    assert left_open(sealed)[Phase.FILES] == (OpenPoint(Point.CAPTION, 2),)
    told = replace(sealed, attachments=(replace(bare, caption="The yard."),))
    assert standing(told, Phase.FILES) is Standing.DONE
    assert left_open(replace(sealed, interview=PLANNED.interview))[Phase.FILES] == ()
    assert standing(sealed, Phase.CLOSE) is Standing.DONE
