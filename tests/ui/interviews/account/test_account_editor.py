"""Writing an account: each person's words stay theirs, whatever keys are pressed."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QMimeData, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.model.interview import Basis, Speaker, Utterance, UtteranceKind
from desktop.model.values.plain_text import plain_text
from tests.ui.interviews.account.account_pages import (
    ALT,
    CTRL,
    RETURN,
    SHIFT,
    paste,
    put_cursor,
    turns,
    two_turns,
)
from ui.interviews.account.editor import AccountEditor
from ui.interviews.account.turns import Marks


def test_question_and_answer_by_keys_alone(editor: AccountEditor) -> None:
    QTest.keyClick(editor, RETURN, CTRL | SHIFT)
    QTest.keyClicks(editor, "When did they come?")
    QTest.keyClick(editor, RETURN, CTRL)
    QTest.keyClicks(editor, "At five.")
    QTest.keyClick(editor, RETURN)
    QTest.keyClicks(editor, "It was dark.")
    QTest.keyClick(editor, Qt.Key.Key_O, ALT)
    QTest.keyClicks(editor, "Long silence.")
    assert turns(editor) == [
        ("question", "When did they come?"),
        ("answer", "At five.\nIt was dark."),
        ("observation", "Long silence."),
    ]
    asked, answered, _ = editor.account()
    assert (asked.speaker, answered.speaker) == (Speaker.INTERVIEWER, Speaker.PERSON)
    assert answered.said_at is not None


def test_empty_turn_changes_its_kind_instead_of_leaving_a_hole(editor: AccountEditor) -> None:
    QTest.keyClick(editor, RETURN, CTRL)
    QTest.keyClick(editor, RETURN, CTRL | SHIFT)
    QTest.keyClicks(editor, "Only this?")
    assert turns(editor) == [("question", "Only this?")]


@pytest.mark.parametrize("key", [0x0429, 0x040E])
def test_quick_keys_work_on_cyrillic_keyboards(editor: AccountEditor, key: int) -> None:
    QTest.keyClicks(editor, "words")
    pressed = QKeyEvent(QEvent.Type.KeyPress, key, ALT, chr(key).lower())
    QApplication.sendEvent(editor, pressed)
    assert editor.current().kind is UtteranceKind.OBSERVATION


def test_basis_and_speaker_are_one_key_away(editor: AccountEditor) -> None:
    QTest.keyClicks(editor, "I saw it.")
    QTest.keyClick(editor, Qt.Key.Key_S, ALT)
    QTest.keyClick(editor, Qt.Key.Key_3, ALT)
    (utterance,) = editor.account()
    assert (utterance.basis, utterance.speaker) == (Basis.SAW, Speaker.INTERPRETER)
    assert utterance.text == "I saw it."


def test_backspace_never_joins_an_answer_to_the_question(editor: AccountEditor) -> None:
    two_turns(editor)
    before = editor.account()
    start = editor.toPlainText().index("At home.")
    put_cursor(editor, start)
    QTest.keyClick(editor, Qt.Key.Key_Backspace)
    put_cursor(editor, start - 1)
    QTest.keyClick(editor, Qt.Key.Key_Delete)
    assert editor.account() == before


def test_backspace_takes_an_empty_turn_away(editor: AccountEditor) -> None:
    two_turns(editor)
    QTest.keyClick(editor, Qt.Key.Key_O, ALT)
    QTest.keyClick(editor, Qt.Key.Key_Backspace)
    QTest.keyClicks(editor, " With mother.")
    assert turns(editor)[-1] == ("answer", "At home. With mother.")


def test_backspace_joins_paragraphs_of_one_answer(editor: AccountEditor) -> None:
    QTest.keyClicks(editor, "one")
    QTest.keyClick(editor, RETURN)
    QTest.keyClicks(editor, "two")
    put_cursor(editor, 4)
    QTest.keyClick(editor, Qt.Key.Key_Backspace)
    assert turns(editor) == [("answer", "onetwo")]


def test_deleting_over_two_turns_leaves_each_rest_with_its_speaker(
    editor: AccountEditor,
) -> None:
    two_turns(editor)
    whole = editor.toPlainText()
    put_cursor(editor, whole.index(" were"), whole.index("home"))
    QTest.keyClick(editor, Qt.Key.Key_Delete)
    assert turns(editor) == [("question", "Where"), ("answer", "home.")]


def test_typing_over_two_turns_keeps_them_apart(editor: AccountEditor) -> None:
    two_turns(editor)
    whole = editor.toPlainText()
    put_cursor(editor, whole.index(" were"), whole.index("home"))
    QTest.keyClicks(editor, "?")
    assert turns(editor) == [("question", "Where?"), ("answer", "home.")]


def test_undo_brings_back_words_and_whose_they_are(editor: AccountEditor) -> None:
    two_turns(editor)
    before = editor.account()
    editor.selectAll()
    QTest.keyClick(editor, Qt.Key.Key_Delete)
    assert editor.account() == ()
    QTest.keyClick(editor, Qt.Key.Key_Z, CTRL)
    assert editor.account() == before


def test_undo_of_a_mark_keeps_the_words(editor: AccountEditor) -> None:
    QTest.keyClicks(editor, "I heard it.")
    QTest.keyClick(editor, Qt.Key.Key_H, ALT)
    QTest.keyClick(editor, Qt.Key.Key_Z, CTRL)
    (utterance,) = editor.account()
    assert (utterance.basis, utterance.text) == (Basis.NOT_STATED, "I heard it.")


def test_a_line_of_a_paste_ends_where_its_program_ended_it(editor: AccountEditor) -> None:
    paste(editor, "a\vb\x85c\u2028d\fe")
    assert turns(editor) == [("answer", "a\nb\nc\nd\ne")]


def test_paste_keeps_paragraphs_and_letters_and_drops_formats(editor: AccountEditor) -> None:
    paste(editor, "першы ў\r\nдругі\u2029трэці\u00a0ґ\x00\n\nпяты i\u0306")
    assert turns(editor) == [("answer", "першы ў\nдругі\nтрэці\u00a0ґ\n\nпяты i\u0306")]


def test_cut_and_paste_of_a_whole_turn_makes_no_second_id(editor: AccountEditor) -> None:
    two_turns(editor)
    editor.selectAll()
    QTest.keyClick(editor, Qt.Key.Key_X, CTRL)
    QTest.keyClick(editor, Qt.Key.Key_V, CTRL)
    QTest.keyClick(editor, Qt.Key.Key_V, CTRL)
    ids = [utterance.id for utterance in editor.account()]
    assert len(ids) == len(set(ids))
    assert "At home." in editor.toPlainText()


def test_copied_words_are_plain_and_keep_their_spaces(editor: AccountEditor) -> None:
    paste(editor, "адзін\u00a0два\nтры")
    editor.selectAll()
    QTest.keyClick(editor, Qt.Key.Key_C, CTRL)
    assert QApplication.clipboard().text() == "адзін\u00a0два\nтры"
    assert not QApplication.clipboard().mimeData().hasHtml()


def test_what_is_shown_is_read_back_unchanged(editor: AccountEditor) -> None:
    account = (
        Utterance("a", Speaker.INTERVIEWER, UtteranceKind.QUESTION, "be", text="Хто?"),
        Utterance(
            "b", language="ru", basis=Basis.TOLD_BY, basis_source="брат", text="Двое.\n\nДа."
        ),
        Utterance("c", Speaker.INTERVIEWER, UtteranceKind.BREAK, "be"),
    )
    editor.show_account(account, "be")
    assert editor.account() == account


def texts_of(account: tuple[Utterance, ...]) -> list[str]:
    return [utterance.text for utterance in account]


LINE_ENDS = "\n\r\v\f\x1c\x85\u2028\u2029\ufdd0\ufdd1"


@given(st.lists(st.text("a \u00a0\t\x01\ufffc\ufdd2\U0001f600" + LINE_ENDS), max_size=3))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_others_wrote_is_read_back_whatever_ends_its_lines(
    editor: AccountEditor, texts: list[str]
) -> None:
    account = tuple(Utterance(f"u{n}", text=f"b{text}") for n, text in enumerate(texts))
    editor.show_account(account, "be")
    assert editor.account() == account
    if account:
        editor.show_utterance("u0")
        editor.mark(Marks(speaker=Speaker.INTERPRETER))
        QTest.keyClick(editor, Qt.Key.Key_C)
        assert texts_of(editor.account()) == ["c" + account[0].text, *texts_of(account[1:])]


def test_sealed_account_takes_no_key_at_all(editor: AccountEditor) -> None:
    two_turns(editor)
    before = editor.account()
    editor.setReadOnly(True)
    editor.selectAll()
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_A, RETURN):
        QTest.keyClick(editor, key)
    QTest.keyClick(editor, RETURN, CTRL)
    QTest.keyClick(editor, Qt.Key.Key_X, CTRL)
    QTest.keyClick(editor, Qt.Key.Key_S, ALT)
    assert editor.account() == before


def test_plain_words_touch_nothing_else() -> None:
    words = "«Ў» — ’так’\t1 ½ e\u0301 \u200f\U0001f600"
    assert plain_text(words) == words


def test_a_turn_begun_in_the_middle_of_a_text_splits_it(editor: AccountEditor) -> None:
    """Seen: Ctrl+Shift+Enter in the middle of a text appends instead of splitting."""
    paste(editor, "At home. And then? They came.")
    said = editor.account()[0].said_at
    put_cursor(editor, len("At home. "))
    QTest.keyClick(editor, RETURN, CTRL | SHIFT)
    put_cursor(editor, editor.toPlainText().index(" They"))
    QTest.keyClick(editor, RETURN, CTRL)
    split = [("answer", "At home."), ("question", "And then?"), ("answer", "They came.")]
    assert turns(editor) == split
    assert len({u.id for u in editor.account()}) == 3
    assert {u.said_at for u in editor.account()} == {said}
    assert [u.speaker for u in editor.account()][1] is Speaker.INTERVIEWER
    put_cursor(editor, 3)
    QTest.keyClick(editor, Qt.Key.Key_O, ALT)
    QTest.keyClicks(editor, "Weeps.")
    assert turns(editor)[:3] == [("answer", "At"), ("observation", "Weeps."), ("answer", "home.")]
    for _ in range(2):
        QTest.keyClick(editor, Qt.Key.Key_Z, CTRL)
    assert turns(editor) == split


def test_a_turn_begun_before_the_first_word_stands_above(editor: AccountEditor) -> None:
    two_turns(editor)
    put_cursor(editor, 0)
    QTest.keyClick(editor, Qt.Key.Key_B, ALT)
    assert [kind for kind, _ in turns(editor)] == ["break", "question", "answer"]


def test_the_kind_of_a_turn_is_changed_and_with_it_who_speaks(editor: AccountEditor) -> None:
    """Seen: a turn's kind cannot be changed."""
    QTest.keyClicks(editor, "I saw him.")
    QTest.keyClick(editor, Qt.Key.Key_S, ALT)
    editor.mark(Marks(kind=UtteranceKind.QUESTION))
    (asked,) = editor.account()
    assert (asked.kind, asked.speaker) == (UtteranceKind.QUESTION, Speaker.INTERVIEWER)
    assert asked.basis is Basis.NOT_STATED
    editor.mark(Marks(speaker=Speaker.INTERPRETER))
    editor.mark(Marks(kind=UtteranceKind.QUOTE))
    assert editor.account()[0].speaker is Speaker.INTERPRETER


def test_a_question_is_not_something_that_somebody_saw(editor: AccountEditor) -> None:
    """Seen: Alt+S marks a question "saw it"; Ctrl+A and a basis key marks one turn."""
    two_turns(editor)
    QTest.keyClick(editor, Qt.Key.Key_O, ALT)
    QTest.keyClicks(editor, "Calm.")
    QTest.keyClick(editor, RETURN, CTRL)
    QTest.keyClicks(editor, "With mother.")
    QTest.keyClick(editor, Qt.Key.Key_A, CTRL)
    QTest.keyClick(editor, Qt.Key.Key_S, ALT)
    stated = [utterance.basis for utterance in editor.account()]
    assert stated == [Basis.NOT_STATED, Basis.SAW, Basis.NOT_STATED, Basis.SAW]
    QTest.keyClick(editor, Qt.Key.Key_Z, CTRL)
    assert {utterance.basis for utterance in editor.account()} == {Basis.NOT_STATED}


def test_how_one_sentence_is_known_is_said_of_it_alone(editor: AccountEditor) -> None:
    """What is selected becomes a turn of its own, by whole sentences where it is the basis."""
    paste(editor, "We stood there. They say he fell. I went on.")
    fell = editor.toPlainText().index("he fell")
    put_cursor(editor, fell, fell + 4)
    QTest.keyClick(editor, Qt.Key.Key_H, ALT)
    said = [(utterance.text, utterance.basis) for utterance in editor.account()]
    assert said == [
        ("We stood there.", Basis.NOT_STATED),
        ("They say he fell.", Basis.HEARD),
        ("I went on.", Basis.NOT_STATED),
    ]
    assert len({utterance.id for utterance in editor.account()}) == 3
    went = editor.toPlainText().index("went")
    put_cursor(editor, went, went + 4)
    QTest.keyClick(editor, Qt.Key.Key_2, ALT)
    assert [u.text for u in editor.account()][2:] == ["I", "went", "on."]


def test_a_turn_begun_behind_a_paragraph_takes_the_next_ones(editor: AccountEditor) -> None:
    paste(editor, "One two.\nThree four.\nFive.")
    put_cursor(editor, len("One two."))
    QTest.keyClick(editor, RETURN, CTRL)
    assert turns(editor) == [("answer", "One two."), ("answer", "Three four.\nFive.")]


def test_from_whom_is_said_of_the_whole_turn(editor: AccountEditor) -> None:
    paste(editor, "Four five six.")
    editor.mark(Marks(basis=Basis.TOLD_BY))
    put_cursor(editor, 5, 9)
    for typed in ("I", "Iv"):
        editor.mark(Marks(source=typed))
    assert [(u.text, u.basis_source) for u in editor.account()] == [("Four five six.", "Iv")]


def test_turns_of_one_speaker_are_joined_and_no_others(editor: AccountEditor) -> None:
    two_turns(editor)
    before = editor.account()
    QTest.keyClick(editor, Qt.Key.Key_J, ALT)
    assert editor.account() == before
    QTest.keyClick(editor, Qt.Key.Key_S, ALT)
    QTest.keyClick(editor, RETURN, CTRL)
    QTest.keyClicks(editor, "Alone.")
    QTest.keyClick(editor, Qt.Key.Key_J, ALT)
    _asked, answered = editor.account()
    assert (answered.text, answered.basis) == ("At home.\nAlone.", Basis.NOT_STATED)
    assert answered.id == before[1].id


def test_undo_takes_a_word_and_redo_brings_it_back(editor: AccountEditor) -> None:
    """Seen: undo takes a whole answer in one step; Ctrl+Y does not redo."""
    QTest.keyClicks(editor, "one two three")
    QTest.keyClick(editor, Qt.Key.Key_Z, CTRL)
    assert turns(editor) == [("answer", "one two")]
    QTest.keyClick(editor, Qt.Key.Key_Z, CTRL)
    assert turns(editor) == [("answer", "one")]
    QTest.keyClick(editor, Qt.Key.Key_Y, CTRL)
    QTest.keyClick(editor, Qt.Key.Key_Z, CTRL | SHIFT)
    assert turns(editor) == [("answer", "one two three")]


def test_rich_text_is_pasted_as_plain_paragraphs(editor: AccountEditor) -> None:
    data = QMimeData()
    data.setHtml("<p style='color:red'>Адзін <b>два</b></p><p>Тры</p>")
    editor.insertFromMimeData(data)
    assert turns(editor) == [("answer", "Адзін два\nТры")]
