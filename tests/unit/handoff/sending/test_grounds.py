"""A record leaves where all that it rests on lets it out, whichever of that travels."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.errors import ConsentRefused
from desktop.handoff.sending.gate import check_still_holds
from desktop.handoff.sending.selection import Wish, offer_package, plan_of
from desktop.model.consent import (
    Identification,
    Refusal,
)
from desktop.model.ids import new_id
from desktop.model.person import PERSON_KIND
from tests.unit.handoff.ends import (
    USE,
    Ends,
    Vaults,
    decide,
    interview,
    persons,
    receipted,
    sent,
    yes,
)


def test_one_interview_under_a_code_keeps_the_name_back_for_all_of_that_person(
    ends: Ends,
) -> None:
    first, second = interview(ends.researcher, "W-1"), interview(ends.researcher, "W-2")
    ends.researcher.interviews.save(replace(second, person_id=first.person_id))
    decide(ends.researcher, first, yes(USE, Identification.FULL_NAME))
    decide(ends.researcher, second, yes(USE, Identification.CODE))
    assert persons(ends.plan()) == ()
    assert persons(ends.plan(first)) == (), "whether the other one travels is not the question"
    decide(ends.researcher, second, yes(USE, Identification.FULL_NAME))
    assert persons(ends.plan(first)) == (first.person_id,)


def test_leaving_out_the_interview_that_keeps_the_name_back_does_not_let_the_name_go(
    ends: Vaults,
) -> None:
    """Neither in the preview nor where everything else is confirmed already."""
    vault = ends.researcher
    first, second = interview(vault, "W-1"), interview(vault, "W-2")
    vault.interviews.save(replace(second, person_id=first.person_id))
    decide(vault, first, yes(USE, Identification.FULL_NAME))
    decide(vault, second, yes(USE, Identification.CODE))
    selection = offer_package(vault, Wish(ends.office.identity.fingerprint, USE)).everything
    without = selection.without(second.id)
    assert (selection.counts.records, without.counts.records) == ({}, {})
    assert plan_of(without) == ends.plan(first)
    assert without.with_(second.id).totals == selection.totals
    receipted(ends, ends.write())
    confirmed = offer_package(vault, Wish(ends.office.identity.fingerprint, USE)).everything
    assert (confirmed.empty, confirmed.counts.already_there) == (True, 2)
    assert confirmed.without(second.id).empty


def test_a_name_that_may_go_now_goes_once_whichever_of_the_interviews_are_left_out(
    ends: Ends,
) -> None:
    vault = ends.researcher
    made = [interview(vault, f"W-{n}") for n in range(3)]
    for each in made:
        vault.interviews.save(replace(each, person_id=made[0].person_id))
        decide(vault, each, yes(USE, Identification.FULL_NAME))
    selection = offer_package(vault, Wish(ends.office.identity.fingerprint, USE)).everything
    for each in made[:2]:
        assert selection.counts.records == {PERSON_KIND: 1}
        selection = selection.without(each.id)
    assert selection.counts.records == {PERSON_KIND: 1}
    assert selection.without(made[2].id).counts.records == {}
    (item,) = plan_of(selection).items(PERSON_KIND)
    assert item.grounds == tuple(sorted(each.id for each in made)), "all are asked"
    (entry,) = (e for e in sent(ends, ends.write(made[2])).records if e.kind == PERSON_KIND)
    assert entry.grounds == (made[2].id,), "only what travels is named"


def test_files_travel_only_where_every_interview_they_belong_to_allows_it(ends: Ends) -> None:
    first = interview(ends.researcher, "W-1", [b"shared photo"])
    second = interview(ends.researcher, "W-2")
    shared = ends.researcher.interviews.attachments(first.id)[0].media_id
    ends.researcher.interviews.attach(second.id, shared, "the same")
    assert len(ends.plan(first).media) == 1
    decide(ends.researcher, second, yes(USE))
    plan = ends.plan(first)
    assert plan.media == ()
    assert Refusal.PHOTOGRAPH_NOT_AGREED in [stay.refusal for stay in plan.staying]


def test_a_file_under_its_second_name_is_kept_back_by_that_interview_too(ends: Ends) -> None:
    vault = ends.researcher
    first, second = interview(vault, "W-1", [b"one photo"]), interview(vault, "W-2")
    stored = vault.media.get(vault.interviews.attachments(first.id)[0].media_id)
    second_name = new_id()
    vault.media.add(replace(stored, id=second_name), [])
    vault.interviews.attach(second.id, second_name, "the same")
    assert [len(ends.plan(each).media) for each in (first, second)] == [1, 1]
    plan = ends.plan()
    decide(vault, second, yes(USE))
    assert [ends.plan(each).media for each in (first, second)] == [(), ()]
    with pytest.raises(ConsentRefused):
        check_still_holds(vault, plan)


def test_a_plan_kept_while_an_interview_under_a_code_came_to_a_named_person_is_refused(
    ends: Ends,
) -> None:
    """As when a package that came meanwhile says whose interview it is: the names would travel
    beside an account that was to be shown under a code."""
    vault = ends.researcher
    first, second = interview(vault, "W-1"), interview(vault, "W-2")
    decide(vault, first, yes(USE, Identification.FULL_NAME))
    decide(vault, second, yes(USE, Identification.CODE))
    kept = ends.plan()
    assert persons(kept) == (first.person_id,)
    vault.interviews.save(replace(vault.interviews.get(second.id), person_id=first.person_id))
    assert persons(ends.plan()) == ()
    with pytest.raises(ConsentRefused):
        check_still_holds(vault, kept)


def test_a_plan_kept_while_a_file_was_taken_from_its_interview_is_refused(ends: Ends) -> None:
    """Another interview that was left out lets the file go: it is still not to go with this one."""
    vault = ends.researcher
    first, second = interview(vault, "W-1", files=[b"a photo"]), interview(vault, "W-2")
    [attached] = vault.interviews.attachments(first.id)
    vault.interviews.attach(second.id, attached.media_id, "the same")
    kept = ends.plan(first)
    assert len(kept.media) == 1
    vault.interviews.save_attachments(first.id, ())
    assert ends.plan(first).media == ()
    with pytest.raises(ConsentRefused):
        check_still_holds(vault, kept)
