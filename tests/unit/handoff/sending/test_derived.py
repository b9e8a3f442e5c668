"""What goes to who is not to read it as it was told: interviews of their own, without the names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.errors import NamesUndecided, NotWritable, RecordSealed
from desktop.handoff.receiving.receive import receive_package
from desktop.handoff.sending import gate
from desktop.handoff.sending.selection import plan_package
from desktop.handoff.sending.write import WrittenPackage, write_package
from desktop.model.consent import Identification, Purpose
from desktop.model.ids import new_id
from desktop.model.interview import INTERVIEW_KIND, Interview, State, Utterance
from desktop.model.owned_id import consent_id_of
from desktop.model.version import PSEUDONYMISED
from desktop.showing import Choice, Form, form_of
from desktop.showing.deciding import decide as decide_about
from desktop.showing.looking import look
from tests.unit.handoff.ends import USE, Vaults, decide, interview, make_ends, receipted, yes

TOLD = "Мяне клічуць Алеся Выдуманая. Потым прыйшла Алеся з Мінска."
CODE = Identification.CODE


@pytest.fixture
def ends(tmp_path: Path) -> Iterator[Vaults]:
    made = make_ends(tmp_path)
    yield made
    made.close()


def told(ends: Vaults, named: Identification = CODE, files: tuple[bytes, ...] = ()) -> Interview:
    """An interview in which the person is named, and may be shown so."""
    made = interview(ends.researcher, files=files)
    ends.researcher.interviews.save_utterances(made.id, (Utterance(new_id(), text=TOLD),))
    decide(ends.researcher, made, yes(Purpose.KEEP), yes(USE, named), yes(Purpose.PHOTOGRAPH))
    return made


def form(ends: Vaults, made: Interview) -> Form:
    to = ends.researcher.cards.get(ends.office.identity.fingerprint).recipient_kind
    verdict = gate.ask(ends.researcher, [made.id], USE, to)[made.id]
    return form_of(verdict.decision, to)


def looked_through(ends: Vaults, made: Interview, choice: Choice = Choice.REPLACE) -> None:
    """Decide the same about every place that is open."""
    looked = look(ends.researcher, made.id, form(ends, made))
    texts = [each for each in looked.open if each not in looked.files]
    looked = decide_about(ends.researcher, looked, texts, choice)
    decide_about(ends.researcher, looked, looked.open, Choice.KEEP)


def arrived(ends: Vaults, written: WrittenPackage) -> Interview:
    """The only interview at the office, once it took the package in."""
    receive_package(ends.office, written.path)
    [found] = ends.office.outlines.interview_ids()
    return ends.office.interviews.get(found)


def test_what_waits_for_somebody_does_not_leave(ends: Vaults) -> None:
    made = told(ends)
    with pytest.raises(NamesUndecided) as waits:
        ends.write()
    assert waits.value.interviews[made.id] > 0
    assert not list(ends.stick.iterdir())


def test_an_interview_by_code_goes_under_ids_of_its_own_and_without_the_name(ends: Vaults) -> None:
    made = told(ends)
    looked_through(ends, made)
    there = arrived(ends, ends.write())
    assert there.id != made.id
    assert there.person_id != made.person_id
    assert (there.derived_from, there.shown_as) == (made.id, PSEUDONYMISED)
    [said] = ends.office.interviews.utterances(there.id)
    assert "Алеся" not in said.text
    assert "P-W-001" in said.text
    assert ends.office.people.find(made.person_id) is None
    for data in _all_versions(ends):
        assert "Выдуман" not in data


def _all_versions(ends: Vaults) -> list[str]:
    rows = ends.office._db.all("SELECT data FROM record_version")
    return [data.decode() for (data,) in rows]


def test_it_lies_at_the_sender_and_is_shown_to_nobody_there(ends: Vaults) -> None:
    made = told(ends)
    looked_through(ends, made)
    written = ends.write()
    assert ends.researcher.outlines.interview_ids() == [made.id]
    assert ends.researcher.interviews.get(made.id) == made
    [sent] = ends.researcher.packages.sent_with(made.id)
    assert sent.package_id == written.package_id
    assert ends.researcher.check().intact


def test_who_received_it_changes_no_word_of_it(ends: Vaults) -> None:
    made = told(ends)
    looked_through(ends, made)
    there = arrived(ends, ends.write())
    with pytest.raises(RecordSealed):
        ends.office.interviews.save(replace(there, purpose="another"))


def test_a_sealed_interview_goes_unsealed(ends: Vaults) -> None:
    made = told(ends)
    ends.researcher.interviews.seal(made.id)
    looked_through(ends, made)
    there = arrived(ends, ends.write())
    assert there.state is State.UNDER_WAY
    assert ends.researcher.interviews.get(made.id).state is State.SEALED


def test_what_was_confirmed_is_no_news_until_something_changes(ends: Vaults) -> None:
    made = told(ends)
    looked_through(ends, made)
    receipted(ends, ends.write())
    assert ends.plan().empty
    changed = (Utterance(new_id(), text=TOLD + " Быў дождж."),)
    ends.researcher.interviews.save_utterances(made.id, changed)
    assert [each.interview_id for each in ends.plan().going] == [made.id]
    looked_through(ends, made)
    written = ends.write()
    receive_package(ends.office, written.path)
    [there] = ends.office.outlines.interview_ids()
    [said] = ends.office.interviews.utterances(there)
    assert "дождж" in said.text
    receipted(ends, written)
    assert ends.plan().empty


def decide_all(ends: Vaults, made: Interview, choice: Choice) -> None:
    """Decide the same about every place, open or not."""
    looked = look(ends.researcher, made.id, form(ends, made))
    decide_about(ends.researcher, looked, looked.texts, choice)


def add(ends: Vaults, made: Interview, more: str) -> None:
    turns = ends.researcher.interviews.utterances(made.id)
    added = Utterance(new_id(), text=more)
    ends.researcher.interviews.save_utterances(made.id, (*turns, added))


def test_a_name_that_was_taken_back_before_it_left_never_follows(ends: Vaults) -> None:
    """It was kept in a version that was cut for a package nobody finished."""
    made = told(ends)
    looked_through(ends, made)
    receipted(ends, ends.write())
    add(ends, made, "Там быў Пётр Клімовіч.")
    looked_through(ends, made, Choice.KEEP)
    with pytest.raises(NotWritable):
        write_package(ends.researcher, ends.plan(), ends.stick / "pulled out")
    decide_all(ends, made, Choice.REPLACE)
    receive_package(ends.office, ends.write().path)
    assert not any("Клімовіч" in each for each in _all_versions(ends))
    [there] = ends.office.outlines.interview_ids()
    assert len(ends.office.interviews.utterances(there)) == 2, "it follows what was sent"
    assert ends.office.versions.head_ids(there) == {
        each.id for each in ends.office.versions.history(there)[-1:]
    }


def test_its_consent_says_no_more_and_holds_no_words(ends: Vaults) -> None:
    made = told(ends)
    looked_through(ends, made)
    there = arrived(ends, ends.write())
    ours = ends.researcher.consents.for_interview(made.id)
    theirs = ends.office.consents.for_interview(there.id)
    assert ours is not None
    assert theirs is not None
    assert theirs.id == consent_id_of(there.id)
    assert theirs.answers == ours.answers
    assert theirs.text_read == ""


def test_a_withdrawal_reaches_who_was_sent_it_in_another_form(ends: Vaults) -> None:
    made = told(ends)
    looked_through(ends, made)
    there = arrived(ends, ends.write())
    ends.researcher.consents.withdraw(made.id, "Алеся Выдуманая не хоча")
    plan = ends.plan()
    assert [each.interview_id for each in plan.notices] == [made.id]
    received = receive_package(ends.office, write_package(ends.researcher, plan, ends.stick).path)
    assert [each.interview_id for each in received.withdrawals] == [there.id]
    theirs = ends.office.consents.for_interview(there.id)
    assert theirs is not None
    assert theirs.withdrawn_at is not None
    assert "Выдуманая" not in theirs.withdrawn_reason
    assert not any("Выдуман" in each for each in _all_versions(ends))


def test_files_go_as_they_are_where_somebody_looked_at_them(ends: Vaults) -> None:
    made = told(ends, files=(b"a photo",))
    looked_through(ends, made)
    written = ends.write()
    there = arrived(ends, written)
    [file] = ends.office.interviews.attachments(there.id)
    assert ends.office.media.find(file.media_id) is not None
    assert there.id in written_grounds(ends, written)


def written_grounds(ends: Vaults, written: WrittenPackage) -> set[str]:
    document = ends.researcher.packages.get_sent(written.package_id).document
    return {each for entry in document.media for each in entry.grounds}


def test_after_a_name_was_taken_back_the_original_is_told_of_it(ends: Vaults) -> None:
    made = told(ends, Identification.FULL_NAME)
    receipted(ends, ends.write())
    decide(ends.researcher, made, yes(Purpose.KEEP), yes(USE, CODE), yes(Purpose.PHOTOGRAPH))
    looked_through(ends, made)
    receive_package(ends.office, ends.write().path)
    assert _ids(ends) == [made.id], "who holds what was said is shown that"
    consent = ends.office.consents.for_interview(made.id)
    assert consent is not None
    assert {each.identification for each in consent.answers if each.purpose is USE} == {CODE}


def _ids(ends: Vaults) -> list[str]:
    return ends.office.outlines.interview_ids()


def test_a_protected_name_makes_what_may_be_told_go_derived(ends: Vaults) -> None:
    made = told(ends, Identification.FULL_NAME)
    from desktop.model.protected import From

    ends.researcher.protected.new(["Мінск"], kept_from=From.EVERYONE)
    plan = plan_package(ends.researcher, ends.office.identity.fingerprint, USE)
    assert plan.going[0].decision.hidden
    with pytest.raises(NamesUndecided):
        write_package(ends.researcher, plan, ends.stick)
    looked_through(ends, made)
    there = arrived(ends, ends.write())
    assert there.derived_from == made.id
    [said] = ends.office.interviews.utterances(there.id)
    assert "Мінск" not in said.text
    assert "Алеся Выдуманая" in said.text
    assert INTERVIEW_KIND in ends.office.counts()
