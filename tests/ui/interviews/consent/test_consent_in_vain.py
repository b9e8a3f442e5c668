"""Beneath a yes that nothing follows from stands why, in its row."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.model.consent import Answer, Consent, Identification, Purpose, RecipientKind
from desktop.model.consent.in_vain import HeardBeside
from desktop.vocabulary.consent_matrix import cells
from tests.support import consent_to
from tests.ui.interviews.asked import ask_the_rest
from tests.ui.interviews.consent.test_consent import (
    ANALYSE,
    KEEP,
    PUBLISH,
    answer,
    consent_page,
    new_interview,
)
from tests.ui.room_bench import Bench, words_seen
from ui.interviews.consent.phase import ConsentPhase

CONTACT: Final = (Purpose.CONTACT_AGAIN, RecipientKind.ORGANISATION)


def said(phase: ConsentPhase) -> dict[tuple[Purpose, RecipientKind], str]:
    """What stands beneath an answer, by row, where anything does."""
    rows = {cell: phase.form.matrix.question(row).in_vain for row, cell in enumerate(cells())}
    seen = words_seen(phase)
    assert {words for words in rows.values() if words} <= seen
    return {cell: words for cell, words in rows.items() if words}


def unasked(consent: Consent) -> Consent:
    """Nobody asked how the person is named where something would be sent."""
    keep, analyse = consent.answers
    analyse = replace(analyse, identification=Identification.NOT_ASKED)
    return replace(consent, answers=(keep, analyse))


def test_each_yes_that_nothing_follows_from_says_why_until_it_is_mended(bench: Bench) -> None:
    record = new_interview(bench)
    consent = unasked(consent_to(record, Purpose.KEEP, Purpose.ANALYSE))
    bench.ask(lambda vault: vault.consents.save(consent, "asked"))
    _page, phase = consent_page(bench, record)
    bench.settle()
    assert list(said(phase)) == [ANALYSE], "it is kept here all the same"
    assert said(phase)[ANALYSE].startswith("Not sent")
    assert phase.not_in_force.text() == "1 not in force"
    QTest.mouseClick(phase.not_in_force, Qt.MouseButton.LeftButton)
    assert phase.form.matrix.choice_of(cells().index(ANALYSE)).button("yes").hasFocus()
    answer(phase, PUBLISH, Answer.YES)
    answer(phase, CONTACT, Answer.YES)
    assert not phase.not_in_force.isVisible(), "other answers stand here"
    assert said(phase)[CONTACT].startswith("This use needs the full name"), "before it is saved"
    assert PUBLISH not in said(phase), "not recorded yet, and the rest is asked below"
    phase.form.for_all.choice_of("identification").button("code").click()
    assert said(phase)[CONTACT].endswith("What is chosen: by code.")
    ask_the_rest(bench, phase)
    assert not said(phase), "shown as told, by the full name"
    phase.form.for_all.choice_of("places").button("country").click()
    assert not said(phase), "it goes in other words"
    QTest.mouseClick(phase.save_button, Qt.MouseButton.LeftButton)
    bench.settle()
    assert not said(phase)
    beside = HeardBeside((replace(consent, withdrawn_at=consent.given_at),))
    phase.form.stand_over(phase.form.consent, beside)
    assert set(said(phase)) == {KEEP, ANALYSE, PUBLISH, CONTACT}
    assert said(phase)[KEEP].startswith("Not sent: others decided")
    phase.form._choose_language("ru")
    assert set(said(phase)) == {KEEP, ANALYSE, PUBLISH, CONTACT}
