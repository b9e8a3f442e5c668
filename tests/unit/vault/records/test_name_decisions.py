"""What was decided about places in a text is kept for the form it was decided for."""

from __future__ import annotations

from desktop.model.name_decision import Choice, Decided
from desktop.vault import Vault
from tests.support import open_interview

UN, PRESS = "un-mechanism/code/as-said/as-said", "public/code/nothing/nothing"
ONE = Decided("1" * 32, Choice.REPLACE, "N-3")
TWO = Decided("2" * 32, Choice.KEEP)


def test_a_decision_is_of_its_record_and_form(vault: Vault) -> None:
    there = vault.name_decisions
    there.decide_each("i", UN, [ONE, TWO])
    assert there.of("i", UN) == {ONE.key: ONE, TWO.key: TWO}
    assert there.of("i", PRESS) == there.of("other", UN) == {}
    assert (there.forms("i"), there.forms("other")) == ([UN], [])


def test_the_last_one_counts_and_may_be_taken_back(vault: Vault) -> None:
    there = vault.name_decisions
    there.decide("i", UN, ONE, Choice.ASK)
    there.decide("i", UN, ONE, Choice.REPLACE, "her brother")
    assert there.of("i", UN)[ONE.key] == Decided(ONE.key, Choice.REPLACE, "her brother")
    there.forget("i", UN, ONE)
    assert there.of("i", UN) == {}


def test_what_was_decided_for_another_form_is_found_apart(vault: Vault) -> None:
    there = vault.name_decisions
    there.decide_each("i", UN, [ONE, Decided(TWO.key, Choice.ASK)])
    assert there.elsewhere("i", PRESS) == {ONE.key: ONE}, "what is open is proposed to nobody"
    assert there.elsewhere("i", UN) == {}


def test_the_log_tells_how_many_and_no_word(vault: Vault) -> None:
    interview = open_interview(vault)
    vault.name_decisions.decide_each(interview.id, UN, [ONE, TWO])
    event = vault.custody.events(interview.id)[-1]
    assert event.detail == {"what": "names", "form": UN, "replace": "1", "keep": "1"}
    before = vault.custody.head()
    vault.name_decisions.decide_each(interview.id, UN, [])
    assert vault.custody.head() == before
