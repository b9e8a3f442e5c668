"""A consent with codes of a later release can be read, and decided anew."""

from __future__ import annotations

from dataclasses import replace

from desktop.model.consent import Answer, Purpose
from desktop.vocabulary.consent_matrix import cells
from tests.support import consent_to
from tests.ui.interviews.consent.test_consent import ANALYSE, answer, consent_page, new_interview
from tests.ui.room_bench import Bench


def test_an_answer_of_a_later_release_is_shown_as_its_code(bench: Bench) -> None:
    """It came from whoever has that release: a consent with one could not be opened."""
    record, later = new_interview(bench), Answer("only-after-2030")
    made = consent_to(record, Purpose.ANALYSE)
    row = replace(made.answers[0], answer=later)
    bench.ask(lambda vault: vault.consents.save(replace(made, answers=(row,)), "asked"))
    _page, phase = consent_page(bench, record)
    said = phase.form.matrix.choice_of(cells().index(ANALYSE))
    assert said.value == later.value
    assert said.button(later.value).text() == later.value
    answer(phase, ANALYSE, Answer.NO)
    assert said.value == Answer.NO.value
