"""What stands beside an utterance is read whole, in every language of the program."""

from __future__ import annotations

from datetime import datetime

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication

from desktop.i18n import set_language
from desktop.model.interview import Basis, Speaker, Utterance, UtteranceKind
from desktop.model.values.moment import Moment
from ui.interviews.account.look import gutter
from ui.theme import current

NOON = Moment.of(datetime.fromisoformat("2026-11-22T14:00:00+02:00"))


def said(kind: UtteranceKind, speaker: Speaker, basis: Basis) -> Utterance:
    return Utterance("u1", speaker, kind, "be", basis, text="Словы.")


@pytest.mark.parametrize("language", ["en", "be", "ru"])
@pytest.mark.parametrize("basis", list(Basis))
def test_how_it_is_known_is_never_cut(qapp: QApplication, language: str, basis: Basis) -> None:
    set_language(language)
    beside = gutter(current(), "be")
    told = said(UtteranceKind.ANSWER, Speaker.PERSON, basis)
    first, second = beside.lines(beside.describe(told, NOON))
    assert first.startswith("14:00 · ")
    assert QFontMetrics(beside.font).horizontalAdvance(first) <= beside.room
    assert QFontMetrics(beside.small_font).horizontalAdvance(second) <= beside.room


@pytest.mark.parametrize("language", ["en", "be", "ru"])
@pytest.mark.parametrize("speaker", list(Speaker))
def test_whose_words_they_are_is_never_cut(
    qapp: QApplication, language: str, speaker: Speaker
) -> None:
    set_language(language)
    beside = gutter(current(), "be")
    for kind in UtteranceKind:
        first, second = beside.lines(beside.describe(said(kind, speaker, Basis.SAW), NOON))
        assert QFontMetrics(beside.font).horizontalAdvance(first) <= beside.room
        assert QFontMetrics(beside.small_font).horizontalAdvance(second) <= beside.room


def test_the_time_goes_below_a_long_label(qapp: QApplication) -> None:
    beside = gutter(current(), "be")
    other = said(UtteranceKind.QUESTION, Speaker.OTHER, Basis.NOT_STATED)
    assert beside.lines(beside.describe(other, NOON)) == ("Somebody else present", "14:00")
