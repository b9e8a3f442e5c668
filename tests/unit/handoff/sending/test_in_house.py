"""What is the organisation's own working goes to nobody else, whatever a person agreed to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.errors import ConsentRefused, PackageRefused
from desktop.handoff.format.lists import Lists
from desktop.handoff.format.resting import check_grounds
from desktop.handoff.receiving.receive import receive_package
from desktop.handoff.sending.gate import check_still_holds
from desktop.model.consent import Identification, Purpose, RecipientKind
from desktop.model.interview import Interview
from desktop.model.sameness import SAMENESS_KIND, SameAs
from desktop.progress import no_pause
from tests.unit.handoff.ends import USE, Vaults, decide, interview, sent, yes

NAMED = Identification.FULL_NAME
PARTNER = RecipientKind.PARTNER_ORGANISATION


def two(ends: Vaults) -> tuple[Interview, Interview]:
    """Interviews with two who were said to be one person, named to everybody."""
    made = interview(ends.researcher, "W-001"), interview(ends.researcher, "W-002")
    for each in made:
        to_both = (yes(USE, NAMED), yes(USE, NAMED, PARTNER), yes(Purpose.PHOTOGRAPH))
        decide(ends.researcher, each, *to_both)
    ends.researcher.sameness.decide(made[0].person_id, made[1].person_id, SameAs.SAME, "she said")
    return made


def to_partner(ends: Vaults) -> None:
    """From now on the other end is a partner."""
    ends.researcher.cards.change_kind(ends.office.identity.fingerprint, PARTNER)


def test_it_goes_to_the_organisation_and_joins_them_there(ends: Vaults) -> None:
    first, second = two(ends)
    receive_package(ends.office, ends.write().path)
    shown = ends.office.sameness.groups().of(second.person_id)
    assert shown == (first.person_id, second.person_id)


def test_it_stays_where_one_of_both_is_not_named(ends: Vaults) -> None:
    _first, second = two(ends)
    decide(ends.researcher, second, yes(USE, Identification.CODE))
    assert list(ends.plan().items(SAMENESS_KIND)) == []


def test_it_stays_where_one_of_both_told_nothing(ends: Vaults) -> None:
    first, _second = two(ends)
    other = ends.researcher.people.new("P-9")
    made = ends.researcher.sameness.decide(first.person_id, other.id, SameAs.UNSURE)
    assert made.id not in {item.id for item in ends.plan().items(SAMENESS_KIND)}


def test_nobody_else_is_sent_it(ends: Vaults) -> None:
    two(ends)
    to_partner(ends)
    written = ends.write()
    document = sent(ends, written)
    assert {each.kind for each in document.records} >= {"person", "interview"}
    assert SAMENESS_KIND not in {each.kind for each in document.records}


def test_a_plan_that_takes_it_to_somebody_else_is_refused(ends: Vaults) -> None:
    two(ends)
    plan = ends.plan()
    to_partner(ends)
    card = ends.researcher.cards.get(ends.office.identity.fingerprint)
    with pytest.raises(ConsentRefused, match="stays with the organisation"):
        check_still_holds(ends.researcher, replace(plan, recipient=card))


def test_a_reader_refuses_it_to_somebody_else(ends: Vaults) -> None:
    two(ends)
    document, lists = sent(ends, ends.write()), Lists()
    for entry in document.records:
        lists.records.append(entry)
    for snapshot in document.consents:
        lists.consents.append(snapshot)
    check_grounds(lists, RecipientKind.ORGANISATION, no_pause)
    with pytest.raises(PackageRefused, match="stays with the organisation"):
        check_grounds(lists, PARTNER, no_pause)
