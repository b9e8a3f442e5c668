"""A set goes whole or not at all: only where all of its files go, and everybody is named."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.errors import ConsentRefused
from desktop.handoff.receiving.receive import receive_package
from desktop.handoff.sending.gate import check_still_holds
from desktop.handoff.sending.selection import Wish, offer_package, plan_of
from desktop.model.consent import ConsentAnswer, Identification, Purpose
from desktop.model.interview import Interview
from desktop.model.set import SET_KIND, SetFile
from desktop.vault import Vault
from tests.unit.handoff.ends import USE, Vaults, decide, interview, receipted, yes
from tests.unit.vault.made import add

NAMED = yes(USE, Identification.FULL_NAME)
BY_CODE = yes(USE, Identification.CODE)
PHOTO = yes(Purpose.PHOTOGRAPH)


def told(vault: Vault, code: str, *answers: ConsentAnswer) -> str:
    """The photo of an interview with these answers."""
    made = interview(vault, code, files=[code.encode()])
    decide(vault, made, *answers)
    return vault.interviews.attachments(made.id)[0].media_id


def leaves(ends: Vaults, *interviews: Interview) -> set[str]:
    return {item.id for item in ends.plan(*interviews).items(SET_KIND)}


def test_it_arrives_with_its_order_and_note_and_goes_on_there(ends: Vaults) -> None:
    first, second = (told(ends.researcher, code, NAMED, PHOTO) for code in ("W-001", "W-002"))
    made = ends.researcher.sets.new("Court", [second, first], "their papers")
    receive_package(ends.office, ends.write().path)
    arrived = ends.office.sets.get(made.id)
    assert (arrived.name, arrived.note) == ("Court", "their papers")
    assert [each.id for each in ends.office.sets.page(made.id)] == [second, first]


def test_one_file_that_stays_keeps_all_of_it(ends: Vaults) -> None:
    first = told(ends.researcher, "W-001", NAMED, PHOTO)
    made = ends.researcher.sets.new("Court", [first])
    assert leaves(ends) == {made.id}
    for answers in ((NAMED,), (BY_CODE, PHOTO), ()):
        other = told(ends.researcher, f"W-{len(answers) + 10}", *answers)
        ends.researcher.sets.put_in(made.id, [other])
        assert leaves(ends) == set()
        ends.researcher.sets.take_out(made.id, [other])
        assert leaves(ends) == {made.id}


def test_a_file_of_no_interview_keeps_it_and_so_does_one_that_is_not_here(ends: Vaults) -> None:
    first = told(ends.researcher, "W-001", NAMED, PHOTO)
    made = ends.researcher.sets.new("Court", [first])
    alone = add(ends.researcher, b"of nobody").id
    ends.researcher.sets.put_in(made.id, [alone])
    assert leaves(ends) == set()
    ends.researcher.sets.take_out(made.id, [alone])
    ends.researcher.sets.came(made.id, SetFile("x", "nowhere").media_id, "gone.jpg", "")
    assert leaves(ends) == set()


def two_in_a_set(ends: Vaults) -> tuple[Interview, Interview, str]:
    """Two interviews, both told in full, and a set of their photos."""
    first, second = (
        interview(ends.researcher, code, files=[code.encode()]) for code in ("W-001", "W-002")
    )
    for each in (first, second):
        decide(ends.researcher, each, NAMED, PHOTO)
    attached = (ends.researcher.interviews.attachments(each.id) for each in (first, second))
    photos = [each.media_id for (each,) in attached]
    return first, second, ends.researcher.sets.new("Court", photos, "their papers").id


def test_it_stays_where_one_of_its_interviews_was_not_chosen(ends: Vaults) -> None:
    first, second, made = two_in_a_set(ends)
    assert leaves(ends, first) == leaves(ends, second) == set()
    assert leaves(ends, first, second) == {made}
    receive_package(ends.office, ends.write(first).path)
    assert ends.office.sets.count() == 0


def test_it_stays_where_one_of_its_interviews_is_left_out_of_an_offer(ends: Vaults) -> None:
    _first, second, made = two_in_a_set(ends)
    wish = Wish(ends.office.identity.fingerprint, USE)
    everything = offer_package(ends.researcher, wish).everything
    without = everything.without(second.id)
    assert list(plan_of(without).items(SET_KIND)) == []
    assert without.counts.records.get(SET_KIND, 0) == 0
    assert without.counts == without.offer.without([second.id]).counts
    again = without.with_(second.id)
    assert [each.id for each in plan_of(again).items(SET_KIND)] == [made]
    assert again.counts == everything.counts


def test_it_follows_once_the_recipient_confirmed_the_other_file(ends: Vaults) -> None:
    first, second, made = two_in_a_set(ends)
    receipted(ends, ends.write(first))
    assert leaves(ends, second) == {made}


def test_the_gate_asks_again_whether_all_its_files_go(ends: Vaults) -> None:
    first, _second, made = two_in_a_set(ends)
    whole, part = ends.plan(), ends.plan(first)
    check_still_holds(ends.researcher, whole)
    [item] = whole.items(SET_KIND)
    assert item.id == made
    [going] = part.going
    forged = replace(part, going=(replace(going, records=(*going.records, item)),))
    with pytest.raises(ConsentRefused):
        check_still_holds(ends.researcher, forged)


def test_an_earlier_version_that_names_a_file_taken_out_again_stays(ends: Vaults) -> None:
    """The recipient has an older one, so all that were cut since would go along."""
    vault = ends.researcher
    made = vault.sets.new("Court", [told(vault, "W-001", NAMED, PHOTO)], "first").id
    receipted(ends, ends.write())
    others = add(vault, b"of somebody who was not asked").id
    vault.sets.put_in(made, [others])
    vault.versions.cut(SET_KIND, made, "sent")
    vault.sets.take_out(made, [others])
    vault.sets.save(replace(vault.sets.get(made), note="second"))
    receive_package(ends.office, ends.write().path)
    history = ends.office.versions.history(made)
    assert all(others not in each.data.decode() for each in history)
    assert ends.office.sets.get(made).note == "second"


def test_an_empty_set_goes_nowhere(ends: Vaults) -> None:
    told(ends.researcher, "W-001", NAMED, PHOTO)
    ends.researcher.sets.new("From her brother's phone", (), "he must not be named")
    assert leaves(ends) == set()
