"""A version that gives a consent to another interview takes nothing away from its own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop import canonical
from desktop.handoff.receiving.receive import receive_package
from desktop.handoff.sending.gate import ask
from desktop.model.consent import CONSENT_KIND, Consent, Decision, RecipientKind, Refusal
from desktop.model.handoff import LineReason, ReceiptLine
from desktop.model.ids import new_id
from desktop.model.interview import Interview
from desktop.model.values.moment import Moment
from desktop.model.version import VersionDocument
from tests.homes.either import EitherHome
from tests.support import consent_to
from tests.unit.handoff.ends import USE, Ends, interview, receipted, yes
from tests.unit.handoff.sender import SENDER, Sender, entry_of

LATER = Moment("2036-01-01T00:00:00.000Z", 0)


def decision(home: EitherHome, made: Interview) -> Decision:
    return ask(home, [made.id], USE, RecipientKind.ORGANISATION)[made.id].decision


def consent_of(home: EitherHome, made: Interview) -> Consent:
    consent = home.consents.for_interview(made.id)
    assert consent is not None
    return consent


def two(ends: Ends) -> tuple[Interview, Interview]:
    """Two interviews that the office holds."""
    made = interview(ends.researcher, "W-1"), interview(ends.researcher, "W-2")
    receipted(ends, ends.write())
    return made


def take_in(ends: Ends, *consents: Consent) -> list[ReceiptLine]:
    """Let the office receive newer versions of consents from a trusted sender, a package each."""
    sender = Sender(ends)
    lines: list[ReceiptLine] = []
    for number, consent in enumerate(consents):
        parents = tuple(sorted(ends.office.versions.head_ids(consent.id)))
        said = canonical.to_plain(consent)
        salt = f"{number:032x}"
        made = VersionDocument(CONSENT_KIND, consent.id, parents, SENDER, LATER, "sent", salt, said)
        record = entry_of(CONSENT_KIND, consent.id, canonical.encode(made))
        path = sender.package(ends.stick / f"{number}.age", [record])
        lines += receive_package(ends.office, path).receipt.records
    return lines


def test_a_consent_that_would_leave_its_interview_is_set_aside(ends: Ends) -> None:
    one, other = two(ends)
    ends.office.consents.withdraw(one.id, "")
    narrow = consent_of(ends.office, one)
    wide = replace(narrow, interview_id=other.id, withdrawn_at=None, answers=(yes(USE),))
    (line,) = take_in(ends, wide)
    assert line.reason == LineReason.RESTS_ON_OTHERS
    assert consent_of(ends.office, one) == narrow
    assert decision(ends.office, one).refusal is Refusal.WITHDRAWN


def test_of_two_in_one_package_that_name_other_interviews_the_second_is_set_aside(
    ends: Ends,
) -> None:
    first = consent_to(new_id(), USE)
    record_id, entries = first.id, []
    for number, each in enumerate((first, replace(first, interview_id=new_id()))):
        said, salt = canonical.to_plain(each), f"{number:032x}"
        made = VersionDocument(CONSENT_KIND, record_id, (), SENDER, LATER, "sent", salt, said)
        entries.append(entry_of(CONSENT_KIND, record_id, canonical.encode(made)))
    path = Sender(ends).package(ends.stick / "two.age", entries)
    lines = receive_package(ends.office, path).receipt.records
    assert [line.reason for line in lines] == ["", LineReason.RESTS_ON_OTHERS]


def test_a_consent_under_an_id_that_says_nothing_is_set_aside(ends: Ends) -> None:
    """Its interview's id gives the consent its own: one that says another is of a vault of before,
    and could be about any number of interviews."""
    lies_anywhere = replace(consent_to(new_id(), USE), id=new_id())
    assert [line.reason for line in take_in(ends, lies_anywhere)] == [LineReason.RESTS_ON_OTHERS]


def test_a_withdrawal_holds_where_a_later_one_of_its_consent_names_another_interview(
    ends: Ends,
) -> None:
    """As it vanished, an older consent to the interview would count again."""
    one, other = two(ends)
    ends.office.consents.save(replace(consent_to(one.id, USE), given_at=LATER), "asked again")
    ends.office.consents.withdraw(one.id, "")
    given_last = consent_of(ends.office, one)
    assert given_last.given_at == LATER
    before = [decision(ends.office, each) for each in (one, other)]
    assert [each.refusal for each in before] == [Refusal.WITHDRAWN, None]
    (line,) = take_in(ends, replace(given_last, interview_id=other.id))
    assert line.reason == LineReason.WITHDRAWN
    after = [decision(ends.office, each).refusal for each in (one, other)]
    assert after == [Refusal.WITHDRAWN, Refusal.WITHDRAWN]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_withdrawal_closes_its_interview_whatever_was_said_before_of_its_consent(
    ends: Ends, order: tuple[int, ...]
) -> None:
    one, other = two(ends)
    said = consent_of(ends.researcher, one)
    withdrawn = replace(said, withdrawn_at=LATER)
    both = (withdrawn, replace(withdrawn, interview_id=other.id))
    take_in(ends, *(both[number] for number in order))
    for made in (one, other):
        assert decision(ends.office, made).refusal is Refusal.WITHDRAWN
