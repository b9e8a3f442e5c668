"""When the account may be opened (R3, R4, R5, R1), and how a moment reads."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from desktop.model.consent import Refusal
from desktop.model.ids import new_id, package_name
from desktop.model.interview import (
    Closed,
    Interview,
    Mode,
    PriorAccounts,
    Safety,
    reasons_closed,
)
from desktop.model.person import NameForm, Person
from desktop.model.values.moment import Moment

NOON = Moment("2026-03-01T11:00:00.000Z", 60)
ASKED = Interview("i", NOON, "B-1", "p", prior_accounts_answer=PriorAccounts.NO)
SAFE = Safety("i")


def test_open_when_every_question_was_asked() -> None:
    assert reasons_closed(ASKED, SAFE, not_kept=None) == ()


@pytest.mark.parametrize(
    ("interview", "safety", "not_kept", "reason"),
    [
        (
            replace(ASKED, prior_accounts_answer=PriorAccounts.NOT_ASKED),
            SAFE,
            None,
            Closed.PRIOR_ACCOUNTS_NOT_ASKED,
        ),
        (replace(ASKED, mode=Mode.FULL), SAFE, None, Closed.FULL_NEEDS_REASON),
        (replace(ASKED, mode=Mode.FULL, full_reason=" "), SAFE, None, Closed.FULL_NEEDS_REASON),
        (ASKED, replace(SAFE, vulnerabilities=("child",)), None, Closed.TRAINING_NOT_STATED),
        (ASKED, SAFE, Refusal.REFUSED, Closed.NO_CONSENT_TO_KEEP),
        (ASKED, SAFE, Refusal.NO_CONSENT_RECORDED, Closed.NO_CONSENT_TO_KEEP),
        (ASKED, SAFE, Refusal.RESTRICTED, Closed.USE_RESTRICTED),
        (ASKED, SAFE, Refusal.WITHDRAWN, Closed.CONSENT_WITHDRAWN),
        (ASKED, SAFE, Refusal.AGREEMENT_MISSING, Closed.AGREEMENT_MISSING),
        (ASKED, SAFE, Refusal.AUTHORITY_NOT_NAMED, Closed.DECIDER_NOT_NAMED),
        (ASKED, SAFE, Refusal.ONLY_BY_OTHERS, Closed.DECIDED_BY_OTHERS),
        (ASKED, SAFE, Refusal.KEPT_UNREAD, Closed.CONSENT_UNREAD),
    ],
)
def test_each_rule_keeps_it_closed_alone(
    interview: Interview, safety: Safety, not_kept: Refusal | None, reason: Closed
) -> None:
    assert reasons_closed(interview, safety, not_kept) == (reason,)


def test_a_trained_interviewer_may_open_a_vulnerable_persons_account() -> None:
    safety = replace(SAFE, vulnerabilities=("trauma",), training_stated=True)
    assert reasons_closed(ASKED, safety, not_kept=None) == ()


def test_a_moment_keeps_utc_and_the_offset_of_the_device() -> None:
    minsk = timezone(timedelta(hours=3))
    moment = Moment.of(datetime(2020, 8, 9, 20, 0, 0, 987_654, tzinfo=minsk))
    assert moment == Moment("2020-08-09T17:00:00.987Z", 180)
    assert moment.local().isoformat() == "2020-08-09T20:00:00.987000+03:00"


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        Moment.of(datetime(2020, 8, 9))  # noqa: DTZ001 - the very thing that is refused


def test_names_say_nothing() -> None:
    assert len({new_id() for _ in range(100)}) == 100
    package_id = new_id()
    name = package_name(package_id)
    assert name.startswith("skrynia-")
    assert len(name) == len("skrynia-7KQ2-M9XD")
    assert name == package_name(package_id) != package_name(new_id())


def test_a_person_without_a_written_name_is_shown_by_code() -> None:
    person = Person("p", NOON, "P-7")
    assert person.display_name == "P-7"
    assert replace(person, names=(NameForm("Алеся Выдуманая"),)).display_name == "Алеся Выдуманая"
