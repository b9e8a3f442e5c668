"""A pasted conversation is offered as turns: never done by itself, and one undo takes it back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.model.dialogue import conversation
from desktop.model.interview import Utterance, UtteranceKind
from tests.ui.interviews.account.account_pages import CTRL, paste, put_cursor, turns
from ui.interviews.account.editor import AccountEditor
from ui.interviews.account.paste_offer import PasteOffer

Q, A = "question", "answer"


def spoken(text: str) -> list[tuple[str, str]]:
    lines = text.split("\n")
    found = []
    for each in conversation(lines):
        first, *rest = lines[each.first : each.end]
        found.append((Q if each.asks else A, "\n".join([first[each.skipped :], *rest])))
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I: Who?\nA: Two men.\nOne was tall.", [(Q, "Who?"), (A, "Two men.\nOne was tall.")]),
        ("Q: Who?\nA:They.", [(Q, "Who?"), (A, "They.")]),
        ("В: Кто?\nО: Двое.\nО: Нет, трое.", [(Q, "Кто?"), (A, "Двое."), (A, "Нет, трое.")]),
        ("П: Хто?\n  А : Двое.", [(Q, "Хто?"), (A, "Двое.")]),
        ("Пытанне: Хто?\nадказ: Двое: Ян.", [(Q, "Хто?"), (A, "Двое: Ян.")]),
        ("I: Who?\nA: He said:\nNo: not me.\n", [(Q, "Who?"), (A, "He said:\nNo: not me.\n")]),
        ("Ян К.: Так.\nВольга: Хто?\nЯн К.: Двое.", []),
        ("Ян: Так.\nВольга: Хто?\nЯн: Двое.", [(A, "Так."), (Q, "Хто?"), (A, "Двое.")]),
        ("Ян: Адно.\nВольга: Два.\nЯн: Тры.", [(Q, "Адно."), (A, "Два."), (Q, "Тры.")]),
    ],
    ids="abcdefghi",
)
def test_a_conversation_is_known_by_its_labels(text: str, expected: list[tuple[str, str]]) -> None:
    assert spoken(text) == expected


@pytest.mark.parametrize(
    "text",
    ["", "At home: two men.", "A: one\nA: two", "When: at 5:30.\nWhere: here.", "http://a\nA: b"],
    ids="abcde",
)
def test_other_words_with_colons_are_no_conversation(text: str) -> None:
    assert spoken(text) == []


def test_it_is_offered_taken_in_one_step_and_taken_back(
    qtbot: QtBot, editor: AccountEditor
) -> None:
    offer = PasteOffer(editor)
    qtbot.addWidget(offer)
    editor.show_account((Utterance("a", text="Before. After."),), "be")
    put_cursor(editor, len("Before."))
    paste(editor, "Notes.\nI: Who?\n\nA: \U0001f600 Two.\nAnd one.\n\nI: When?\n")
    plain = turns(editor)
    assert plain == [
        (A, "Before.Notes.\nI: Who?\n\nA: \U0001f600 Two.\nAnd one.\n\nI: When?\n After.")
    ]
    assert not offer.isHidden()
    offer.divide.click()
    assert turns(editor) == [
        (A, "Before.Notes."),
        (Q, "Who?"),
        (A, "\U0001f600 Two.\nAnd one."),
        (Q, "When?"),
        (A, "After."),
    ]
    assert offer.isHidden()
    made = editor.account()
    assert [u.said_at for u in made[1:4]] == [None] * 3
    assert made[4].said_at == made[0].said_at
    assert len({u.id for u in made}) == len(made)
    QTest.keyClick(editor, Qt.Key.Key_Z, CTRL)
    assert turns(editor) == plain
    QTest.keyClick(editor, Qt.Key.Key_Z, CTRL)
    assert turns(editor) == [(A, "Before. After.")]


def test_the_offer_goes_with_the_next_key_and_an_empty_account_is_filled(
    qtbot: QtBot, editor: AccountEditor
) -> None:
    offer = PasteOffer(editor)
    qtbot.addWidget(offer)
    paste(editor, "П: Хто?\nА: Двое.")
    offer.show()
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert offer.isHidden()
    offer.show()
    QTest.keyClicks(editor, "!")
    assert offer.isHidden()
    assert turns(editor) == [(A, "П: Хто?\nА: Двое.!")]
    editor.show_account((), "be")
    paste(editor, "no conversation")
    assert offer.isHidden()
    editor.show_account((), "be")
    paste(editor, "П: Хто?\nА: Двое.")
    offer.divide.click()
    assert turns(editor) == [(Q, "Хто?"), (A, "Двое.")]
    assert editor.current().kind is UtteranceKind.ANSWER
    assert editor.textCursor().atEnd()
