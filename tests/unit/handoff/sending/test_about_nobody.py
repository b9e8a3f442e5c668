"""What is about nobody travels with any package: places, until others say which they mean."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.errors import ConsentRefused, NoSuchRecord
from desktop.handoff.receipt import import_receipt, write_receipt
from desktop.handoff.receiving.receive import dry_run, receive_package
from desktop.handoff.sending.plan import Item
from desktop.handoff.sending.selection import Wish, offer_package, plan_package
from desktop.handoff.sending.write import write_package
from desktop.model.handoff import Outcome
from desktop.model.interview import INTERVIEW_KIND
from desktop.model.person import PERSON_KIND
from desktop.model.place import PLACE_KIND, Place, PlaceName
from desktop.model.protected import From
from desktop.vault.search.index import HitKind
from tests.homes.either import EitherHome
from tests.homes.memory import MemoryHome
from tests.unit.handoff.ends import USE, Ends, Vaults, interview, kinds, receipted, sent

NAME = "Выдуманы ізалятар"


def place(vault: EitherHome, name: str = NAME) -> Place:
    return vault.places.new([PlaceName(name)], "detention-facility")


def test_a_place_travels_is_found_there_and_stands_in_the_receipt(ends: Vaults) -> None:
    interview(ends.researcher)
    made = place(ends.researcher)
    plan = ends.plan()
    assert plan.along == (Item(PLACE_KIND, made.id),)
    assert plan.counts.records == {PLACE_KIND: 1, PERSON_KIND: 1}
    written = write_package(ends.researcher, plan, ends.stick)
    assert dry_run(ends.office, written.path).counts.records[PLACE_KIND] == 1
    received = receive_package(ends.office, written.path)
    assert ends.office.places.get(made.id) == made
    [hit] = [h for h in ends.office.search.find("ізалятар") if h.record_id == made.id]
    assert (hit.kind, hit.title) == (HitKind("place"), NAME)
    [entry] = [e for e in sent(ends, written).records if e.kind == PLACE_KIND]
    assert entry.grounds == ()
    lines = {line.item: line.outcome for line in received.receipt.records}
    assert lines[entry.version_id] is Outcome.ACCEPTED
    receipt = write_receipt(ends.office, written.package_id, ends.stick)
    assert import_receipt(ends.researcher, receipt.path).set_aside == 0
    assert ends.plan().along == (), "the recipient confirmed it"
    assert len(ends.plan(again=True).along) == 1


def test_a_place_that_both_sides_went_on_with_is_the_same_for_both_in_the_end(ends: Ends) -> None:
    made = place(ends.researcher)
    first = interview(ends.researcher, "W-1")
    receipted(ends, ends.write(first))
    ends.office.places.save(replace(ends.office.places.get(made.id), address="у офісе"))
    ends.researcher.places.save(replace(made, note="у полі"))
    interview(ends.researcher, "W-2")
    receive_package(ends.office, ends.write().path)
    back = plan_package(ends.office, ends.researcher.identity.fingerprint, USE)
    assert [item.id for item in back.along] == [made.id]
    receive_package(ends.researcher, write_package(ends.office, back, ends.stick).path)
    assert ends.researcher.versions.head_ids(made.id) == ends.office.versions.head_ids(made.id)
    assert len(ends.office.versions.head_ids(made.id)) == 2, "a branch that a person settles"
    for home in (ends.researcher, ends.office):
        assert isinstance(home, MemoryHome) or home.check().older == ()


def test_a_place_that_names_somebody_who_is_kept_from_the_recipient_stays(ends: Vaults) -> None:
    interview(ends.researcher)
    market = place(ends.researcher, "Рынак")
    home = place(ends.researcher, "Дом Т. Баравік")
    before = ends.plan()
    assert {item.id for item in before.along} == {market.id, home.id}
    ends.researcher.protected.new(["Тамара Баравік"], kept_from=From.OUTSIDE)
    assert ends.plan().along == before.along, "our own organisation may know"
    [entry] = ends.researcher.protected.all()
    ends.researcher.protected.save(replace(entry, kept_from=From.EVERYONE))
    assert ends.plan().along == (Item(PLACE_KIND, market.id),)
    with pytest.raises(ConsentRefused):
        write_package(ends.researcher, before, ends.stick)


def test_places_that_are_left_out_stay(ends: Ends) -> None:
    made = interview(ends.researcher)
    place(ends.researcher)
    fingerprint = ends.office.identity.fingerprint
    selection = offer_package(ends.researcher, Wish(fingerprint, USE)).everything
    without = selection.without_kinds([PLACE_KIND])
    assert (selection.counts.records, without.counts.records) == (
        {PLACE_KIND: 1, PERSON_KIND: 1},
        {PERSON_KIND: 1},
    )
    assert without.size < selection.size
    assert without.with_kind(PLACE_KIND) == selection
    assert without.without(made.id).with_(made.id) == without
    assert selection.offer.without(()).without_kinds([PLACE_KIND]) == without
    plan = plan_package(ends.researcher, fingerprint, USE, without=[PLACE_KIND])
    written = write_package(ends.researcher, plan, ends.stick)
    assert PLACE_KIND not in kinds(sent(ends, written))


def test_places_never_travel_by_themselves(ends: Ends) -> None:
    made = place(ends.researcher)
    plan = ends.plan()
    assert (plan.empty, plan.along, plan.counts.records) == (True, (), {})
    forged = replace(plan, along=(Item(PLACE_KIND, made.id),))
    with pytest.raises(ConsentRefused):
        write_package(ends.researcher, forged, ends.stick)


def test_places_travel_with_a_withdrawal_too(ends: Ends) -> None:
    made = interview(ends.researcher)
    receipted(ends, ends.write())
    ends.researcher.consents.withdraw(made.id, "no longer")
    new = place(ends.researcher)
    receive_package(ends.office, ends.write().path)
    assert ends.office.places.get(new.id) == new


def test_a_place_that_is_a_person_is_not_written(ends: Ends) -> None:
    made = interview(ends.researcher)
    plan = replace(ends.plan(), along=(Item(PLACE_KIND, made.person_id),))
    with pytest.raises(NoSuchRecord):
        write_package(ends.researcher, plan, ends.stick)
    assert list(ends.stick.iterdir()) == []


def test_a_person_among_what_is_about_nobody_is_refused(ends: Ends) -> None:
    """A plan made by hand: neither as a person nor as a place."""
    made = interview(ends.researcher)
    plan = ends.plan()
    for item in (
        Item(PERSON_KIND, made.person_id),
        Item(INTERVIEW_KIND, made.id),
        Item(PLACE_KIND, place(ends.researcher).id, (made.id,)),
    ):
        with pytest.raises(ConsentRefused):
            write_package(ends.researcher, replace(plan, along=(item,)), ends.stick)
