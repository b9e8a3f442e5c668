"""What travels as it was told is looked through itself: no version of it goes with a kept name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from desktop.errors import ConsentRefused, NamesUndecided
from desktop.handoff.receiving.receive import receive_package
from desktop.handoff.sending.write import write_package
from desktop.model.ids import new_id
from desktop.model.interview import INTERVIEW_KIND, Interview, Utterance
from desktop.model.place import PlaceName
from desktop.model.protected import From
from desktop.progress import Progress
from tests.unit.handoff.ends import Vaults, interview, receipted

NAME = "Пётр Клімовіч"
SAID = "Потым забралі Пятра Клімовіча."


@pytest.fixture
def told(ends: Vaults) -> Interview:
    """An interview that goes as it was told, beside a name that is kept from everybody."""
    made = interview(ends.researcher)
    ends.researcher.protected.new([NAME], "N-1", kept_from=From.EVERYONE)
    return made


def say(ends: Vaults, made: Interview, *said: str) -> None:
    turns = tuple(Utterance(new_id(), text=each) for each in said)
    ends.researcher.interviews.save_utterances(made.id, turns)


def at_the_records(write: Callable[[], object]) -> Progress:
    """A progress during which somebody writes: once the gate has looked, before anything is cut."""
    met: list[str] = []

    def progress(done: int, total: int, what: str) -> None:
        if what == "Preparing the records" and "Checking consent" in met:
            met.clear()
            write()
        met.append(what)

    return progress


def received(ends: Vaults) -> bytes:
    rows = ends.office._db.all("SELECT data FROM record_version")
    return b"\n".join(data for (data,) in rows)


def test_a_name_that_was_typed_behind_the_gate_does_not_leave(
    ends: Vaults, told: Interview
) -> None:
    writes = at_the_records(lambda: say(ends, told, SAID))
    with pytest.raises(NamesUndecided) as waits:
        write_package(ends.researcher, ends.plan(), ends.stick, writes)
    assert list(waits.value.interviews) == [told.id]
    assert not list(ends.stick.iterdir())
    assert ends.plan().going[0].decision.hidden, "it is asked about from then on"


def test_what_else_is_typed_there_leaves(ends: Vaults, told: Interview) -> None:
    writes = at_the_records(lambda: say(ends, told, "Быў дождж."))
    written = write_package(ends.researcher, ends.plan(), ends.stick, writes)
    receive_package(ends.office, written.path)
    assert "дождж" in received(ends).decode()


def test_nor_into_what_is_about_nobody(ends: Vaults, told: Interview) -> None:
    place = ends.researcher.places.new([PlaceName("Дом")])
    named = replace(place, note=SAID)
    writes = at_the_records(lambda: ends.researcher.places.save(named))
    with pytest.raises(ConsentRefused):
        write_package(ends.researcher, ends.plan(), ends.stick, writes)


def test_a_version_in_which_a_name_stood_for_a_while_stays(ends: Vaults, told: Interview) -> None:
    receipted(ends, ends.write())
    say(ends, told, SAID)
    ends.researcher.versions.cut(INTERVIEW_KIND, told.id, "printed")
    say(ends, told, "Потым забралі аднаго хлопца.")
    receive_package(ends.office, ends.write().path)
    assert "Клімовіч" not in received(ends).decode()
    [turn] = ends.office.interviews.utterances(told.id)
    assert turn.text == "Потым забралі аднаго хлопца."
