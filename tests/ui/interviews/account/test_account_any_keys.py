"""Whatever is pressed in an account, in any order: words stay, and stay whose they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication

from desktop.model.interview import CARRY_BASIS, Basis, Speaker, Utterance, UtteranceKind
from desktop.model.values.moment import Moment
from tests.examples import examples
from tests.ui.interviews.account.account_pages import ALT, CTRL, NONE, SHIFT, paste, put_cursor
from ui.interviews.account.blocks import blocks, id_of
from ui.interviews.account.editor import AccountEditor
from ui.interviews.account.reading import Reader
from ui.interviews.account.turns import Marks

Pressed = tuple[int, Qt.KeyboardModifier]
KEY = Qt.Key
SAID = Moment("2026-05-01T10:00:00.000Z", 180)
START = (
    Utterance("a", Speaker.INTERVIEWER, UtteranceKind.QUESTION, text="ab cd  ef?"),
    Utterance("b", text="gh \U0001f600\U0001f600 ij. k\u0301\u0306l m!\n\n  n \U0001f600 o "),
    Utterance("c", text="  rs. Tt u\u00a0v.", basis=Basis.SAW, said_at=SAID),
    Utterance("d", Speaker.INTERVIEWER, UtteranceKind.OBSERVATION, text="w x."),
    Utterance("e", Speaker.INTERVIEWER, UtteranceKind.BREAK),
    Utterance("f", kind=UtteranceKind.QUOTE, text="y\u2028\n\x85\u2029\r\n\r\ufdd0z"),
)
"""No letter stands in two of them: each says whose it is."""
JOINS = (ord("J"), 0x041E)
KEEPING: list[Pressed] = [(KEY.Key_Return, CTRL), (KEY.Key_Return, CTRL | SHIFT)]
KEEPING += [(ord(letter), ALT) for letter in "OBQSHTIN1234"] + [(key, ALT) for key in JOINS]
ERASING: list[Pressed] = [(KEY.Key_Return, NONE), (KEY.Key_Return, SHIFT)]
ERASING += [(key, held) for key in (KEY.Key_Backspace, KEY.Key_Delete) for held in (NONE, CTRL)]
ERASING += [(ord(letter), CTRL) for letter in "KXZZY"]

History = list[tuple[Callable[..., None], tuple[Any, ...]]]


def press(editor: AccountEditor, key: int, held: Qt.KeyboardModifier, typed: str = "") -> None:
    QApplication.sendEvent(editor, QKeyEvent(QEvent.Type.KeyPress, key, held, typed))


def go(editor: AccountEditor, start: int, end: int) -> None:
    document = editor.document()
    places = [min(at, document.characterCount() - 1) for at in (start, end)]
    whole = [at - ("\udc00" <= document.characterAt(at) <= "\udfff") for at in places]
    put_cursor(editor, *whole)


def propose(editor: AccountEditor, proposed: str, written: str) -> None:
    event = QInputMethodEvent(proposed, [])
    event.setCommitString(written)
    QApplication.sendEvent(editor, event)


def mark(editor: AccountEditor, marks: Marks) -> None:
    editor.mark(marks)


def converse(editor: AccountEditor) -> None:
    """Paste a conversation over what is selected, and make turns of it."""
    pasted: list[QTextCursor] = []
    editor.pasted.connect(pasted.append)
    paste(editor, "~\nQ: ~\n\nA: ~\n~\n ")
    editor.pasted.disconnect(pasted.append)
    editor.divide(pasted[0])


MARKS = [
    *map(Marks, UtteranceKind),
    *(Marks(speaker=speaker) for speaker in Speaker),
    *(Marks(basis=basis) for basis in Basis),
    Marks(source="x"),
    Marks(language="ru"),
]
PLACE = st.integers(0, 110)
STEPS = st.one_of(
    st.tuples(st.just(go), st.tuples(PLACE, PLACE)),
    st.tuples(st.just(go), PLACE.map(lambda at: (at, at))),
    st.tuples(st.just(press), st.sampled_from(KEEPING)),
    st.tuples(st.just(press), st.sampled_from(ERASING)),
    st.tuples(st.just(press), st.sampled_from("~ \u00a0\u200d").map(lambda c: (0, NONE, c))),
    st.tuples(st.just(propose), st.tuples(st.sampled_from(["", "~"]), st.sampled_from(["", "~"]))),
    st.tuples(
        st.just(paste),
        st.sampled_from(["~\n~", "\u2028\x85", " ~\r\n~\x00\u2029\ufdd0~ "]).map(lambda t: (t,)),
    ),
    st.tuples(st.just(converse), st.just(())),
    st.tuples(st.just(mark), st.sampled_from(MARKS).map(lambda marks: (marks,))),
)


@given(st.lists(STEPS, max_size=20))
@settings(
    max_examples=examples(12),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_whatever_is_pressed_words_stay_whose_they_are(
    editor: AccountEditor, history: History
) -> None:
    editor.show_account(START, "be")
    assert editor.account() == START
    for step, given_to_it in history:
        before = editor.account()
        step(editor, *given_to_it)
        see_one_of_each(editor)
        see_what_a_first_reading_sees(editor)
        if step in (go, mark) or given_to_it in KEEPING:
            assert letters(before) == letters(editor.account())
        key = given_to_it[0] if given_to_it else None
        if key not in (ord("Z"), ord("Y")):
            see_nobody_elses_words(before, editor.account(), key in JOINS)
    propose(editor, "", "")
    undo_and_redo(editor)


def undo_and_redo(editor: AccountEditor) -> None:
    while editor.document().isRedoAvailable():
        editor.redo()
    last = editor.account()
    while editor.document().isUndoAvailable():
        editor.undo()
    assert editor.account() == START
    while editor.document().isRedoAvailable():
        editor.redo()
    assert editor.account() == last


def see_what_a_first_reading_sees(editor: AccountEditor) -> None:
    """Only what changed is read again, in whatever way it changed."""
    found = editor.account()
    known = [block.userState() for block in blocks(editor.document())]
    said_at = {u.id: u.said_at for u in found}
    assert Reader(editor.document).read(said_at) == found
    for block, state in zip(blocks(editor.document()), known, strict=True):
        block.setUserState(state)


def letters(account: Iterable[Utterance]) -> Counter[str]:
    return Counter(c for u in account for c in u.text if c.isalpha())


def see_one_of_each(editor: AccountEditor) -> None:
    """Every id once, in the document too, and no basis where nobody could know."""
    lines = [id_of(block) for block in blocks(editor.document())]
    runs = [mine for number, mine in enumerate(lines) if number == 0 or lines[number - 1] != mine]
    assert all(runs)
    assert len(runs) == len(set(runs))
    for utterance in editor.account():
        assert utterance.kind in CARRY_BASIS or utterance.basis is Basis.NOT_STATED
        assert utterance.text.encode().decode() == utterance.text


def see_nobody_elses_words(
    before: tuple[Utterance, ...], after: tuple[Utterance, ...], joined: bool
) -> None:
    """In no utterance words of two, and none that was said at another time."""
    stood = {c: u for u in before for c in u.text if c.isalpha()}
    for utterance in after:
        of = [stood[c] for c in utterance.text if c in stood]
        assert len({(u.speaker, u.kind, u.language) for u in of}) <= 1
        assert joined or {u.said_at for u in of} <= {utterance.said_at}
