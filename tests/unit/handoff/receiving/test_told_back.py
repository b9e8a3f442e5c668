"""What a recipient records about an interview shown in another form counts for the interview."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desktop.errors import DecisionIncomplete
from desktop.handoff.receiving.receive import receive_package
from desktop.handoff.sending.selection import plan_package
from desktop.handoff.sending.write import write_package
from desktop.model.consent import (
    CONSENT_KIND,
    Answer,
    Consent,
    Identification,
    Purpose,
    Refusal,
)
from desktop.model.consent.missing import Missing
from desktop.model.consent.showing import Places
from desktop.model.interview import Interview
from desktop.model.owned_id import consent_id_of
from desktop.model.values.moment import Moment
from desktop.reading.agenda import read_agenda
from desktop.vault import Vault
from tests.authors import authorship, invented
from tests.unit.handoff.ends import USE, Vaults, decide, make_ends, receipted, yes
from tests.unit.handoff.receiving.test_newer import future
from tests.unit.handoff.receiving.test_whose_word_counts import decision, said
from tests.unit.handoff.sending.test_derived import CODE, arrived, looked_through, told


@pytest.fixture
def ends(tmp_path: Path) -> Iterator[Vaults]:
    made = make_ends(tmp_path)
    yield made
    made.close()


@pytest.fixture
def made(ends: Vaults) -> Interview:
    """An interview that the office was sent by code."""
    made = told(ends)
    looked_through(ends, made)
    return made


def sends_back(ends: Vaults) -> list[str]:
    """What the office has to tell goes to the researcher: the interviews it closes there."""
    plan = plan_package(ends.office, ends.researcher.identity.fingerprint, USE, [])
    written = write_package(ends.office, plan, ends.stick)
    received = receive_package(ends.researcher, written.path)
    written.path.unlink()
    return [each.interview_id for each in received.withdrawals]


def theirs(ends: Vaults, there: Interview) -> Consent:
    consent = ends.office.consents.for_interview(there.id)
    assert consent is not None
    return consent


def record(ends: Vaults, there: Interview, **ways: Any) -> None:
    """The office records other answers to the use that it was sent the interview for."""
    consent = theirs(ends, there)
    answers = tuple(replace(a, **ways) if a.purpose is USE else a for a in consent.answers)
    ends.office.consents.save(replace(consent, answers=answers), "by telephone")


def test_a_withdrawal_closes_what_was_said(ends: Vaults, made: Interview) -> None:
    there = arrived(ends, ends.write())
    ends.office.consents.withdraw(there.id, "пазваніла")
    assert sends_back(ends) == [made.id]
    assert decision(ends.researcher, made).refusal is Refusal.WITHDRAWN
    consent = ends.researcher.consents.for_interview(made.id)
    assert consent is not None
    assert consent.withdrawn_reason == "пазваніла"
    assert ends.researcher.check().intact


def test_it_is_told_once(ends: Vaults, made: Interview) -> None:
    there = arrived(ends, ends.write())
    plan = plan_package(ends.office, ends.researcher.identity.fingerprint, USE, [])
    assert not plan.notices, "nothing was decided about it here"
    ends.office.consents.withdraw(there.id, "")
    sends_back(ends)
    before = ends.researcher.consents.history(made.id)
    sends_back(ends)
    assert ends.researcher.consents.history(made.id) == before


def test_what_is_narrowed_is_narrowed_here_and_nothing_else(ends: Vaults, made: Interview) -> None:
    there = arrived(ends, ends.write())
    record(ends, there, places=Places.REGION)
    decide(ends.researcher, made, yes(Purpose.KEEP), yes(USE, CODE), yes(Purpose.UN_LETTER))
    assert sends_back(ends) == []
    now = decision(ends.researcher, made)
    assert (now.allowed, now.places, now.identification) == (True, Places.REGION, CODE)
    consent = ends.researcher.consents.for_interview(made.id)
    assert consent is not None
    assert [a.answer for a in consent.answers] == [Answer.YES] * 3, "what they were not sent stays"


def test_nothing_is_widened(ends: Vaults, made: Interview) -> None:
    there = arrived(ends, ends.write())
    record(ends, there, identification=Identification.FULL_NAME)
    sends_back(ends)
    assert decision(ends.researcher, made).identification is CODE


def test_a_no_closes_that_use(ends: Vaults, made: Interview) -> None:
    there = arrived(ends, ends.write())
    record(ends, there, answer=Answer.NO)
    sends_back(ends)
    assert decision(ends.researcher, made).refusal is Refusal.REFUSED
    assert decision(ends.researcher, made, Purpose.KEEP).allowed


def test_a_restriction_holds_it_back(ends: Vaults, made: Interview) -> None:
    there = arrived(ends, ends.write())
    ends.office.consents.restrict(there.id, "просіць пачакаць")
    sends_back(ends)
    assert decision(ends.researcher, made).refusal is Refusal.RESTRICTED


def test_what_nobody_here_can_read_holds_it_back(ends: Vaults, made: Interview) -> None:
    there = arrived(ends, ends.write())
    own = consent_id_of(there.id)
    newer = future(CONSENT_KIND, own, {"all": "new"}, needs=["masks"], author=invented("else"))
    arrive_at_researcher(ends, own, newer)
    assert decision(ends.researcher, made).refusal is Refusal.RESTRICTED


def arrive_at_researcher(ends: Vaults, own: str, data: bytes) -> None:
    arriving = ends.researcher.versions.read(data)
    ends.researcher.versions.take_in(arriving, authorship(data), "pkg", None)
    ends.researcher.told_back.hear(arriving.version, arriving.body)


def test_several_authors_close_it_in_any_order(ends: Vaults, made: Interview) -> None:
    """Each goes on from what was sent; what any of them took away is gone."""
    there = arrived(ends, ends.write())
    own, sent = consent_id_of(there.id), theirs(ends, there)
    [version] = ends.researcher.versions.history(own)
    less = (
        replace(sent, answers=tuple(replace(a, places=Places.COUNTRY) for a in sent.answers)),
        replace(sent, answers=tuple(replace(a, places=Places.REGION) for a in sent.answers)),
        replace(sent, withdrawn_at=Moment("2026-11-30T00:00:00.000Z", 60)),
    )
    for number, each in enumerate(less):
        data = said(CONSENT_KIND, own, each, [version.id], invented(f"author {number}"))
        arrive_at_researcher(ends, own, data)
        closed = number == 2
        assert decision(ends.researcher, made).allowed is not closed
        assert closed or decision(ends.researcher, made).places is Places.COUNTRY


def test_what_the_researcher_withdraws_reaches_them_all_the_same(
    ends: Vaults, made: Interview
) -> None:
    there = arrived(ends, ends.write())
    record(ends, there, places=Places.REGION)
    sends_back(ends)
    ends.researcher.consents.withdraw(made.id, "")
    receive_package(ends.office, write_package(ends.researcher, ends.plan(), ends.stick).path)
    assert theirs(ends, there).withdrawn_at is not None


def told_of(home: Vault) -> list[tuple[str, tuple[str, ...]]]:
    """Whom the first page names as not told yet, by interview."""
    return [(each.interview.id, each.recipients) for each in read_agenda(home).to_tell.first]


def test_who_came_by_it_in_another_form_is_named_until_they_are_told(
    ends: Vaults, made: Interview
) -> None:
    receipted(ends, ends.write())
    assert told_of(ends.researcher) == []
    narrower = replace(yes(USE, CODE), places=Places.REGION)
    decide(ends.researcher, made, yes(Purpose.KEEP), narrower, yes(Purpose.PHOTOGRAPH))
    assert told_of(ends.researcher) == [(made.id, ("office",))]
    looked_through(ends, made)
    ends.write()
    assert told_of(ends.researcher) == []


def test_so_is_whom_it_came_from(ends: Vaults, made: Interview) -> None:
    there = arrived(ends, ends.write())
    assert told_of(ends.office) == []
    record(ends, there, places=Places.REGION)
    assert told_of(ends.office) == [(there.id, ("researcher",))]
    sends_back(ends)
    assert told_of(ends.office) == []


def test_more_is_agreed_to_where_the_own_words_are(ends: Vaults, made: Interview) -> None:
    there = arrived(ends, ends.write())
    sent = theirs(ends, there)
    wider = tuple(replace(a, identification=Identification.FULL_NAME) for a in sent.answers)
    with pytest.raises(DecisionIncomplete) as refused:
        ends.office.consents.decide(replace(sent, answers=wider), sent)
    assert refused.value.missing == (Missing.WHERE_SAID,)
    less = tuple(replace(a, answer=Answer.NO) for a in sent.answers)
    ends.office.consents.decide(replace(sent, answers=less), sent)
    assert theirs(ends, there).answers == less
