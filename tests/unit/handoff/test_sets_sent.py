"""A set goes whole or not at all: only where all of its files go, and everybody is named."""

from __future__ import annotations

from desktop.handoff.receiving.receive import receive_package
from desktop.model.consent import ConsentAnswer, Identification, Purpose
from desktop.model.set import SET_KIND, SetFile
from desktop.vault import Vault
from tests.unit.handoff.ends import USE, Vaults, decide, interview, yes
from tests.unit.vault.made import add

NAMED = yes(USE, Identification.FULL_NAME)
BY_CODE = yes(USE, Identification.CODE)
PHOTO = yes(Purpose.PHOTOGRAPH)


def told(vault: Vault, code: str, *answers: ConsentAnswer) -> str:
    """The photo of an interview with these answers."""
    made = interview(vault, code, files=[code.encode()])
    decide(vault, made, *answers)
    return vault.interviews.attachments(made.id)[0].media_id


def leaves(ends: Vaults) -> set[str]:
    return {item.id for item in ends.plan().items(SET_KIND)}


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


def test_an_empty_set_goes_nowhere(ends: Vaults) -> None:
    told(ends.researcher, "W-001", NAMED, PHOTO)
    ends.researcher.sets.new("From her brother's phone", (), "he must not be named")
    assert leaves(ends) == set()
