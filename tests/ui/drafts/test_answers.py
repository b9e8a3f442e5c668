"""Answers about consent × every way of being interrupted: there again, and nothing was decided."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from desktop.i18n import set_language
from desktop.model.consent import Answer
from tests.ui.conftest import MakeProgram, Program, press
from tests.ui.drafts.asking import asked
from tests.ui.drafts.conftest import Ids
from tests.ui.drafts.forms import WORDS, answered
from tests.ui.drafts.test_every_form import WAYS, Interruption, decided
from ui.interviews.consent.phase import ConsentPhase

pytestmark = [pytest.mark.rare, pytest.mark.usefixtures("_english_again")]


@pytest.fixture
def _english_again() -> Iterator[None]:
    yield
    set_language("en")


def consent(program: Program, ids: Ids) -> ConsentPhase:
    shell = program.controller.shell
    assert shell is not None
    shell.navigate("interviews", interview=ids.interview, phase="consent")
    answered(program)
    found = program.controller.window.findChildren(ConsentPhase)
    [phase] = [each for each in found if each.isVisible()]
    return phase


@pytest.mark.parametrize("interruption", WAYS.values(), ids=WAYS)
def test_answers_are_there_again_and_no_decision_was_recorded(
    program: Program, make_program: MakeProgram, ids: Ids, interruption: Interruption
) -> None:
    phase = consent(program, ids)
    before = asked(program, decided)
    for row, said in ((0, Answer.NO), (3, Answer.YES), (5, Answer.ASK_AGAIN)):
        phase.form.matrix.choice_of(row).button(said.value).click()
    phase.form.for_all.choice_of("places").button("region").click()
    press(phase.form.interpreter, WORDS)
    typed = phase.form.consent
    again = interruption.and_back(program, make_program)
    assert asked(again, decided) == before, "something that nobody decided"
    phase = consent(again, ids)
    assert phase.form.consent == typed
    assert phase.undecided()
    assert phase.save_button.isEnabled()
