"""The room of protected names, the switch on a person's page, and the key while writing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from desktop.i18n import set_language
from desktop.model.interview import Utterance
from desktop.model.person import NameForm
from desktop.model.phases import Phase
from desktop.model.protected import NameOf, ProtectedName
from tests import every_field
from tests.support import open_interview
from tests.ui.each_language import EACH_LANGUAGE
from tests.ui.interviews.account.account_pages import put_cursor
from tests.ui.keyboard import Keyboard
from tests.ui.room_bench import Bench, dialog, type_into
from tests.ui.whole_page import shown, written_on
from ui.interviews.account.phase import WritingPage
from ui.people.page import PeoplePage
from ui.people.profile import Profile
from ui.protected.new_protected import NewProtectedDialog
from ui.protected.page import ProtectedPage
from ui.protected.protected_form import Known, ProtectedForm
from ui.widgets.dialogs.confirm import ConfirmDialog

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton

_NOT_SHOWN = {
    "ProtectedName.id": "an id; people see names",
    "ProtectedName.created_at": "when a name was protected says nothing of it",
}
_NOT_WRITTEN = _NOT_SHOWN | {
    "ProtectedName.person_id": "by the switch of the person: test_the_switch_protects_a_person…",
}


def register(bench: Bench) -> list[tuple[tuple[str, ...], str]]:
    return bench.ask(lambda vault: [(each.names, each.instead) for each in vault.protected.all()])


def protected_page(bench: Bench) -> ProtectedPage:
    bench.shell.navigate("protected")
    page = bench.shell.page("protected")
    assert isinstance(page, ProtectedPage)
    bench.settle()
    return page


def form_of(bench: Bench, entry: ProtectedName) -> ProtectedForm:
    page = protected_page(bench)
    page.open(entry.id)
    bench.settle()
    assert page.entry is not None
    return page.entry


def lines_of(form: ProtectedForm) -> QPlainTextEdit:
    assert isinstance(form.forms.editor, QPlainTextEdit)
    return form.forms.editor


# -- the room --------------------------------------------------------------------------------


def test_a_name_is_protected_by_keys_and_opened(bench: Bench) -> None:
    page = protected_page(bench)
    kb = Keyboard(bench.qtbot, bench.shell)
    kb.press(Qt.Key.Key_N, CTRL)
    form = dialog(NewProtectedDialog)
    assert kb.here is form.name
    assert not form.create_button.isEnabled()
    kb.type("Ядвіга")
    kb.press(Qt.Key.Key_Return)
    bench.qtbot.waitUntil(lambda: page.entry is not None)
    bench.settle()
    assert register(bench) == [(("Ядвіга",), "N-1")]
    [entry] = bench.ask(lambda vault: vault.protected.all())
    assert page.location() == {"protected": entry.id}
    assert page.list.list.chosen_key == entry.id


def test_a_name_that_is_protected_already_is_opened(bench: Bench) -> None:
    entry = bench.ask(lambda vault: vault.protected.new(["Ядвіга"]))
    page = protected_page(bench)
    page.new()
    form = dialog(NewProtectedDialog)
    type_into(form.name, "ядвіга")
    QTest.mouseClick(form.create_button, LEFT)
    bench.settle()
    assert page.location() == {"protected": entry.id}
    assert len(register(bench)) == 1


def test_what_is_typed_is_saved_and_an_entry_is_never_without_a_form(bench: Bench) -> None:
    entry = bench.ask(lambda vault: vault.protected.new(["Ядвіга"]))
    form = form_of(bench, entry)
    lines_of(form).setPlainText("")
    assert form.forms.error
    form.instead.editor.setFocus()
    form.save_now()
    assert register(bench) == [(("Ядвіга",), "N-1")]
    lines_of(form).setPlainText(" Ядзя \n\nЯдвіга\nЯдзя")
    assert not form.forms.error
    form.of.changed.emit("other")
    form.save_now()
    bench.settle()
    [stored] = bench.ask(lambda vault: vault.protected.all())
    assert (stored.names, stored.of) == (("Ядзя", "Ядвіга"), NameOf.OTHER)
    assert protected_page(bench).entry is form, "the form stays while one types"


def test_a_form_added_by_the_key_meanwhile_is_kept(bench: Bench) -> None:
    entry = bench.ask(lambda vault: vault.protected.new(["Ядвіга"]))
    form = form_of(bench, entry)
    lines_of(form).setPlainText("Ядвіга\nЯдзя")
    bench.ask(lambda vault: vault.protected.save(replace(entry, names=("Ядвіга", "Ядвіні"))))
    form.save_now()
    bench.settle()
    [(names, _instead)] = register(bench)
    assert set(names) == {"Ядвіга", "Ядзя", "Ядвіні"}


def test_a_protection_is_ended_after_a_question(bench: Bench) -> None:
    entry = bench.ask(lambda vault: vault.protected.new(["Ядвіга"]))
    page = protected_page(bench)
    form_of(bench, entry)
    page.list.take_focus()
    for answer in ("back_button", "action_button"):
        page.remove(entry.id)
        bench.settle()
        asked = dialog(ConfirmDialog)
        QTest.mouseClick(getattr(asked, answer), LEFT)
        bench.settle()
        assert bool(register(bench)) == (answer == "back_button")
    assert page.entry is None


def test_every_field_of_an_entry_is_shown_and_written(bench: Bench) -> None:
    protected_page(bench)
    context = bench.shell.page("protected")._context  # type: ignore[attr-defined]
    entry = replace(every_field.filled(ProtectedName), person_id="")

    def opened(each: ProtectedName) -> QWidget:
        form = ProtectedForm(context, Known(each))
        bench.qtbot.addWidget(form)
        return form

    missing = every_field.unchanged(entry, lambda each: shown(opened(each)))
    every_field.check("The form of a protected name (ui/protected)", missing, _NOT_SHOWN)
    form = opened(entry)
    assert isinstance(form, ProtectedForm)
    written = written_on(form, lambda: _as_typed(form.draft.now))
    left = set(every_field.values(entry)) - written
    every_field.check("What can be written of a protected name", left, _NOT_WRITTEN)


def _as_typed(entry: ProtectedName) -> Any:
    """With its forms as they stand in their field, one on each line."""
    return replace(entry, names="\n".join(entry.names))  # type: ignore[arg-type]


def test_a_person_s_names_are_shown_and_follow_the_record(bench: Bench) -> None:
    person = bench.ask(lambda vault: vault.people.new("P-0004", [NameForm("Ядвіга")]))
    entry = bench.ask(lambda vault: vault.protected.new(["Ядзя"], person_id=person.id))
    form = form_of(bench, entry)
    assert form.title() == "Ядвіга"
    assert lines_of(form).toPlainText() == "Ядзя"
    changed = replace(person, names=(NameForm("Ядвіга Ручаінская"),))
    bench.ask(lambda vault: vault.people.save(changed))
    bench.settle()
    page = protected_page(bench)
    assert page.entry is not None
    assert "Ядвіга Ручаінская" in shown(page.entry)
    assert lines_of(page.entry).toPlainText() == "Ядзя"


# -- the switch ------------------------------------------------------------------------------


def profile_of(bench: Bench, person_id: str) -> Profile:
    bench.shell.navigate("people", person=person_id)
    bench.settle()
    page = bench.shell.page("people")
    assert isinstance(page, PeoplePage)
    assert page.profile is not None
    return page.profile


def test_the_switch_protects_a_person_and_asks_before_it_ends(bench: Bench) -> None:
    person = bench.ask(lambda vault: vault.people.new("P-0004", [NameForm("Ядвіга")]))
    switch = profile_of(bench, person.id).protect
    assert not switch.box.isChecked()
    switch.box.click()
    bench.settle()
    assert register(bench) == [(("Ядвіга",), "P-0004")]
    assert switch.open_button.isVisible()
    switch.box.click()
    assert switch.box.isChecked(), "until it is confirmed"
    QTest.mouseClick(dialog(ConfirmDialog).action_button, LEFT)
    bench.settle()
    assert register(bench) == []
    assert not switch.box.isChecked()
    bench.ask(lambda vault: vault.protected.new([], person_id=person.id))
    bench.settle()
    assert switch.box.isChecked(), "what is done elsewhere is seen"


# -- while writing ---------------------------------------------------------------------------

SAID = "Потым прыйшла Ядвіга з дому."


def writing(bench: Bench, said: str = SAID) -> WritingPage:
    record = bench.ask(lambda vault: open_interview(vault).id)
    bench.ask(lambda vault: vault.interviews.save_utterances(record, (Utterance("u", text=said),)))
    page = bench.open(record, Phase.ACCOUNT)
    bench.settle()
    [found] = page.findChildren(WritingPage)
    found.editor.setFocus()
    return found


def press(bench: Bench, page: WritingPage, key: int = Qt.Key.Key_P) -> None:
    for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
        QApplication.sendEvent(page.editor, QKeyEvent(kind, key, CTRL | SHIFT, ""))
    bench.settle()


def told(page: WritingPage) -> str:
    return page.protecting.accessibleName() if page.protecting.isVisible() else ""


@pytest.mark.parametrize("key", [Qt.Key.Key_P, ord("З")], ids=["latin", "cyrillic"])
def test_one_key_protects_the_word_at_the_cursor_and_again_writes_its_code(
    bench: Bench, key: int
) -> None:
    page = writing(bench)
    put_cursor(page.editor, SAID.index("віга"))
    press(bench, page, key)
    assert register(bench) == [(("Ядвіга",), "N-1")]
    assert told(page) == "“Ядвіга” is protected: N-1."
    assert page.editor.account()[0].text == SAID, "nothing is written yet"
    assert page.editor.hasFocus()
    press(bench, page, key)
    assert page.editor.account()[0].text == "Потым прыйшла N-1 з дому."
    assert told(page) == ""
    page.editor.undo()
    assert page.editor.account()[0].text == SAID
    assert register(bench) == [(("Ядвіга",), "N-1")]


def test_what_is_marked_is_protected_without_the_blanks_around_it(bench: Bench) -> None:
    said = "😀 Там быў Алесь Ветравы, сусед."
    page = writing(bench, said)
    at = page.editor.toPlainText().index("Алесь") + 1  # the document counts the smile as two
    put_cursor(page.editor, at - 1, at + len("Алесь Ветравы"))
    press(bench, page)
    assert register(bench) == [(("Алесь Ветравы",), "N-1")]
    press(bench, page)
    assert page.editor.account()[0].text == "😀 Там быў N-1, сусед."


def test_another_case_goes_to_its_entry_unless_it_is_somebody_else(bench: Bench) -> None:
    bench.ask(lambda vault: vault.protected.new(["Ядвіга Ручаінская"], "her sister"))
    said = "Бачыў Ядвігу Ручаінскую там."
    page = writing(bench, said)
    start = said.index("Ядвігу")
    put_cursor(page.editor, start, start + len("Ядвігу Ручаінскую"))
    press(bench, page)
    assert register(bench) == [(("Ядвіга Ручаінская", "Ядвігу Ручаінскую"), "her sister")]
    assert "together with “Ядвіга Ручаінская”: her sister" in told(page)
    QTest.mouseClick(page.protecting.other_button, LEFT)
    bench.settle()
    assert register(bench) == [
        (("Ядвіга Ручаінская",), "her sister"),
        (("Ядвігу Ручаінскую",), "N-1"),
    ]
    QTest.mouseClick(page.protecting.undo_button, LEFT)
    bench.settle()
    assert register(bench) == [(("Ядвіга Ручаінская",), "her sister")]
    assert told(page) == ""


def test_a_given_name_alone_is_protected_by_the_only_entry_that_has_it(bench: Bench) -> None:
    bench.ask(lambda vault: vault.protected.new(["Ядвіга Ручаінская"]))
    page = writing(bench)
    put_cursor(page.editor, SAID.index("віга"))
    press(bench, page)
    assert register(bench) == [(("Ядвіга Ручаінская",), "N-1")]
    assert "together with “Ядвіга Ручаінская”: N-1" in told(page)
    assert not page.protecting.undo_button.isVisible()


def test_typing_closes_the_row_and_so_does_escape(bench: Bench) -> None:
    page = writing(bench)
    put_cursor(page.editor, SAID.index("віга"))
    press(bench, page)
    QTest.keyClick(page.editor, Qt.Key.Key_Escape)
    assert told(page) == ""
    press(bench, page)
    assert told(page) == "“Ядвіга” is protected already: N-1."
    put_cursor(page.editor, 0)
    QTest.keyClicks(page.editor, "A")
    assert told(page) == ""


def test_nothing_happens_without_a_name(bench: Bench) -> None:
    page = writing(bench, "… 12")
    put_cursor(page.editor, 1)
    press(bench, page)
    page.editor.moveCursor(QTextCursor.MoveOperation.End)
    press(bench, page)
    assert register(bench) == []
    assert told(page) == ""


def test_a_sealed_account_is_protected_and_not_written(bench: Bench) -> None:
    page = writing(bench)
    page.set_sealed(sealed=True)
    put_cursor(page.editor, SAID.index("віга"))
    press(bench, page)
    assert told(page) == "“Ядвіга” is protected: N-1."
    assert not page.protecting.write_button.isVisible()
    press(bench, page)
    assert page.editor.account()[0].text == SAID


@pytest.mark.parametrize("kind", [QPlainTextEdit, QLineEdit])
def test_the_key_works_in_every_field_of_an_interview(
    bench: Bench, kind: type[QPlainTextEdit | QLineEdit]
) -> None:
    record = bench.ask(lambda vault: vault.interviews.new("W-1", vault.people.new("P-1").id, "be"))
    page = bench.open(record.id, Phase.PLAN)
    bench.settle()
    field = next(each for each in page.findChildren(kind) if each.isVisible())
    field.clear()
    type_into(field, "Ад Ядвігі, учора.")
    if isinstance(field, QPlainTextEdit):
        cursor = field.textCursor()
        cursor.setPosition(5)
        field.setTextCursor(cursor)
    else:
        field.setCursorPosition(5)
    for written in ("Ад Ядвігі, учора.", "Ад N-1, учора."):
        QTest.keyClick(field, Qt.Key.Key_P, CTRL | SHIFT)
        bench.settle()
        stands = field.toPlainText() if isinstance(field, QPlainTextEdit) else field.text()
        assert stands == written
        assert register(bench) == [(("Ядвігі",), "N-1")]
    page.draft.save_now()
    bench.settle()
    stored = bench.ask(lambda vault: vault.interviews.document(record.id))
    assert "Ад N-1, учора." in str(stored), "what the key wrote is saved"


def test_the_key_protects_once_in_the_account_under_the_page_s_key(bench: Bench) -> None:
    page = writing(bench)
    put_cursor(page.editor, SAID.index("віга"))
    QTest.keyClick(page.editor, Qt.Key.Key_P, CTRL | SHIFT)
    bench.settle()
    assert told(page) == "“Ядвіга” is protected: N-1."
    assert page.editor.account()[0].text == SAID


@pytest.mark.parametrize("language", EACH_LANGUAGE)
def test_the_row_and_the_form_fit_a_small_window(bench: Bench, language: str) -> None:
    set_language(language)
    bench.shell.resize(1024, 680)
    page = writing(bench)
    bench.ask(lambda vault: vault.protected.new(["Ядвіга Ручаінская"]))
    put_cursor(page.editor, SAID.index("віга"))
    press(bench, page)
    row = page.protecting
    assert row.minimumSizeHint().width() <= page.width()
    for button in (row.write_button, row.other_button):
        assert button.width() >= button.sizeHint().width()
