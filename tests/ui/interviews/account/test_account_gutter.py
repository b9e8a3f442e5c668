"""What stands beside an utterance is read whole, in every language of the program."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.i18n import set_language
from desktop.model.interview import Basis, Speaker, Utterance, UtteranceKind
from desktop.model.values.moment import Moment
from ui.interviews.account.editor import AccountEditor
from ui.interviews.account.gutter import baselines, told
from ui.interviews.account.look import account_look, gutter
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


def test_the_basis_of_a_turn_of_one_line_does_not_touch_the_next(qtbot: QtBot) -> None:
    """Seen: a one-line turn's basis touches the next turn."""
    beside = gutter(current(), "be")
    editor = AccountEditor(account_look(current()), beside)
    qtbot.addWidget(editor)
    editor.resize(900, 600)
    kinds = (UtteranceKind.ANSWER, UtteranceKind.QUESTION, UtteranceKind.ANSWER)
    turns = [said(kind, Speaker.PERSON, Basis.SAW) for kind in kinds]
    numbered = tuple(replace(each, id=f"u{n}") for n, each in enumerate(turns))
    editor.show_account(numbered, "be")
    editor.show()
    layout = editor.document().documentLayout()
    small, label = QFontMetrics(beside.small_font), QFontMetrics(beside.font)
    block = editor.document().begin()
    while block.next().isValid():
        following = block.next()
        _, lower = baselines(block, layout.blockBoundingRect(block), beside)
        upper, _ = baselines(following, layout.blockBoundingRect(following), beside)
        assert upper - label.ascent() - lower - small.descent() >= 6
        block = following


def test_the_time_is_told_where_it_changes(qtbot: QtBot) -> None:
    beside = gutter(current(), "be")
    editor = AccountEditor(account_look(current()), beside)
    qtbot.addWidget(editor)
    later = Moment.of(datetime.fromisoformat("2026-11-22T14:01:00+02:00"))
    moments = {"u0": NOON, "u1": NOON, "u2": later}
    turn = said(UtteranceKind.ANSWER, Speaker.PERSON, Basis.SAW)
    editor.show_account(tuple(replace(turn, id=id_) for id_ in moments), "be")
    found, block = [], editor.document().begin()
    while block.isValid():
        found.append(told(block, beside, moments).time)
        block = block.next()
    assert found == ["14:00", "", "14:01"]
