"""The people room: profiles that save themselves, every form of a name, the way to interviews."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QPushButton,
    QStyle,
    QStyleOptionComboBox,
    QWidget,
)

from desktop.i18n import LANGUAGES, set_language
from desktop.model.person import PERSON_KIND, NameForm, NameKind, Person
from desktop.vault import Vault
from tests.support import open_interview
from tests.ui.elsewhere import arrive_changed
from tests.ui.room_bench import Bench, child, dialog, type_into, words_seen
from ui.people.new_person import NewPersonDialog
from ui.people.page import PeoplePage
from ui.people.profile import Profile
from ui.widgets.editors import select

LEFT = Qt.MouseButton.LeftButton


def people_page(bench: Bench) -> PeoplePage:
    bench.shell.navigate("people")
    page = bench.shell.page("people")
    assert isinstance(page, PeoplePage)
    bench.settle()
    return page


def profile_of(bench: Bench, person: Person) -> Profile:
    page = people_page(bench)
    page.open(person.id)
    bench.qtbot.waitUntil(lambda: page.profile is not None and page.profile.record_id == person.id)
    assert page.profile is not None
    return page.profile


def test_a_new_person_gets_a_free_code(bench: Bench) -> None:
    bench.ask(lambda vault: vault.people.new("P-0041"))
    page = people_page(bench)
    page.new()
    form = dialog(NewPersonDialog)
    bench.qtbot.waitUntil(lambda: form.code.text() == "P-0042")
    assert form.code.selectedText() == "P-0042"
    type_into(form.name, "Вольга Крыніца")
    QTest.mouseClick(form.create_button, LEFT)
    bench.qtbot.waitUntil(lambda: page.profile is not None)
    bench.settle()
    [new] = bench.ask(lambda vault: vault.people.all())[1:]
    assert new.names == (NameForm("Вольга Крыніца", "Cyrl", "be"),)
    names = {person.code: person.display_name for person in bench.ask(lambda v: v.people.all())}
    assert names == {"P-0041": "P-0041", "P-0042": "Вольга Крыніца"}
    assert page.list.model.rowCount() == 2


def test_a_person_changed_elsewhere_is_shown_in_the_open_profile(
    bench: Bench, tmp_path: Path
) -> None:
    person = bench.ask(lambda vault: vault.people.new("P-0001", [NameForm("Алена")]))
    profile_of(bench, person)

    def rename(vault: Vault) -> None:
        there = vault.people.get(person.id)
        vault.people.save(replace(there, names=(NameForm("Алена Выдуманая"),)))

    arrive_changed(bench, tmp_path, PERSON_KIND, person.id, rename)
    bench.settle()
    profile = people_page(bench).profile
    assert profile is not None
    assert profile.draft.now.names == (NameForm("Алена Выдуманая"),)


def test_a_new_interview_stands_in_the_open_profile(bench: Bench) -> None:
    person = bench.ask(lambda vault: vault.people.new("P-0001", [NameForm("Алена")]))
    profile = profile_of(bench, person)
    bench.ask(lambda vault: vault.interviews.new("I-0007", person.id, "be"))
    bench.settle()
    assert "I-0007" in [button.text() for button in profile.findChildren(QPushButton)]


def test_a_late_click_on_the_profile_that_is_open_wins(bench: Bench) -> None:
    first = bench.ask(lambda vault: vault.people.new("P-0001"))
    second = bench.ask(lambda vault: vault.people.new("P-0002"))
    profile_of(bench, first)
    page = people_page(bench)
    page.open(second.id)
    page.open(first.id)
    bench.settle()
    assert page.location() == {"person": first.id}


def test_names_are_added_changed_and_saved_with_script_and_kind(bench: Bench) -> None:
    person = bench.ask(lambda vault: vault.people.new("P-0001", [NameForm("Алена")]))
    profile = profile_of(bench, person)
    QTest.mouseClick(profile.names.add_button, LEFT)
    rows = [e for e in profile.names.findChildren(QLineEdit) if e.accessibleName() == "Name"]
    type_into(rows[-1], "Alena")
    for name, code in (("Script", "Latn"), ("Where the form comes from", "passport")):
        boxes = [b for b in profile.names.findChildren(QComboBox) if b.accessibleName() == name]
        select(boxes[-1], code)
        boxes[-1].activated.emit(boxes[-1].currentIndex())
    profile.save_now()
    stored = bench.ask(lambda vault: vault.people.get(person.id))
    assert stored.names == (
        NameForm("Алена"),
        NameForm("Alena", "Latn", "be", NameKind.PASSPORT),
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_said_about_a_name_stands_whole_on_a_small_window(
    bench: Bench, language: str
) -> None:
    set_language(language)
    names = [NameForm("Аляксандра Прыдуманая", kind=kind) for kind in NameKind]
    person = bench.ask(lambda vault: vault.people.new("P-0001", names))
    bench.shell.resize(1024, 640)
    profile = profile_of(bench, person)
    QApplication.processEvents()
    content = profile.scrolled.widget()
    assert content is not None
    assert content.width() <= profile.scrolled.viewport().width()
    boxes = profile.names.findChildren(QComboBox)
    assert len(boxes) == 3 * len(names)
    for box in boxes:
        room = box.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox,
            _option(box),
            QStyle.SubControl.SC_ComboBoxEditField,
            box,
        )
        assert box.fontMetrics().horizontalAdvance(box.currentText()) <= room.width()


def test_an_empty_form_of_a_name_is_not_kept(bench: Bench) -> None:
    person = bench.ask(lambda vault: vault.people.new("P-0001", [NameForm("Алена")]))
    profile = profile_of(bench, person)
    QTest.mouseClick(profile.names.add_button, LEFT)
    type_into(child(profile, QLineEdit, "Born"), "1985-03")
    profile.save_now()
    stored = bench.ask(lambda vault: vault.people.get(person.id))
    assert (stored.names, stored.born) == ((NameForm("Алена"),), "1985-03")


def test_typing_in_an_open_profile_keeps_what_arrived_meanwhile(bench: Bench) -> None:
    person = bench.ask(lambda vault: vault.people.new("P-0001"))
    profile = profile_of(bench, person)
    bench.ask(lambda vault: vault.people.save(replace(person, note="arrived meanwhile")))
    type_into(child(profile, QLineEdit, "Born"), "1985")
    profile.save_now()
    stored = bench.ask(lambda vault: vault.people.get(person.id))
    assert (stored.note, stored.born) == ("arrived meanwhile", "1985")


def test_forms_of_a_name_that_arrive_while_one_is_typed_are_kept_and_shown(
    bench: Bench, tmp_path: Path
) -> None:
    person = bench.ask(lambda vault: vault.people.new("P-0001", [NameForm("Алена")]))
    page = people_page(bench)
    typed = (*person.names, NameForm("Елена", "Cyrl", "ru"))
    profile_of(bench, person).draft.set(replace(person, names=typed))
    arrived = replace(person, names=(*person.names, NameForm("Alena", "Latn")))
    arrive_changed(
        bench, tmp_path, PERSON_KIND, person.id, lambda vault: vault.people.save(arrived)
    )
    bench.settle()
    assert page.profile is not None
    page.profile.save_now()
    bench.settle()
    stored = bench.ask(lambda vault: vault.people.get(person.id))
    assert {name.text for name in stored.names} == {"Алена", "Елена", "Alena"}
    assert page.profile.names.names == stored.names


def test_whoever_types_over_a_note_that_arrived_is_told(bench: Bench) -> None:
    person = bench.ask(lambda vault: vault.people.new("P-0001"))
    page = people_page(bench)
    profile = profile_of(bench, person)
    profile.draft.set(replace(person, note="typed", born="1985"))
    bench.ask(lambda vault: vault.people.save(replace(person, note="arrived", code="P-2")))
    profile.save_now()
    bench.settle()
    assert "Others changed the same text" in page.banner.title
    assert page.profile is not None
    assert page.profile.draft.now.code == "P-2"
    stored = bench.ask(lambda vault: vault.people.get(person.id))
    assert (stored.note, stored.code) == ("typed", "P-2")
    (kept,) = bench.ask(lambda vault: vault.versions.heads(person.id))
    assert kept.document.body["note"] == "arrived"


def test_what_is_taken_back_while_it_is_being_saved_is_saved_as_taken_back(bench: Bench) -> None:
    person = bench.ask(lambda vault: vault.people.new("P-0001"))
    draft = profile_of(bench, person).draft
    for note in ("typed by mistake", ""):
        draft.set(replace(draft.now, note=note))
        draft.save_now()
    assert bench.ask(lambda vault: vault.people.get(person.id)).note == ""


def test_the_list_follows_a_changed_code(bench: Bench) -> None:
    person = bench.ask(lambda vault: vault.people.new("P-0001"))
    profile = profile_of(bench, person)
    type_into(child(profile, QLineEdit, "Code"), "-B")
    profile.save_now()
    bench.settle()
    row = people_page(bench).list.model.row_at(0)
    assert row is not None
    assert row.title == "P-0001-B"


def test_the_filter_takes_spellings_as_one(bench: Bench) -> None:
    bench.ask(lambda vault: vault.people.new("P-0001", [NameForm("Алёна Ветравая")]))
    bench.ask(lambda vault: vault.people.new("P-0002", [NameForm("Ян Зорка")]))
    page = people_page(bench)
    type_into(page.list.search, "алена")
    bench.qtbot.waitUntil(lambda: page.list.model.rowCount() == 1)


def test_an_empty_room_and_a_search_without_a_hit_are_not_the_same(bench: Bench) -> None:
    page = people_page(bench)
    bench.settle()
    assert "Nobody here" in words_seen(page)
    assert "Choose a person on the left." not in words_seen(page)
    bench.ask(lambda vault: vault.people.new("P-0001", [NameForm("Ян Зорка")]))
    page.entered()
    bench.settle()
    assert "Choose a person on the left." in words_seen(page)
    type_into(page.list.search, "алена")
    bench.qtbot.waitUntil(lambda: "No people match." in words_seen(page))
    assert "Nobody here" not in words_seen(page)


def test_the_profile_leads_to_the_interview_and_back(bench: Bench) -> None:
    record = bench.ask(open_interview)
    person = bench.ask(lambda vault: vault.people.get(record.person_id))
    profile = profile_of(bench, person)
    QTest.mouseClick(_button(profile, "W-001"), LEFT)
    bench.settle()
    assert bench.shell.whereabouts().location["interview"] == record.id
    page = bench.interviews().open_page
    assert page is not None
    QTest.mouseClick(_button(page, person.display_name), LEFT)
    bench.settle()
    assert bench.shell.whereabouts().location == {"person": person.id}


def _option(box: QComboBox) -> QStyleOptionComboBox:
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    return option


def _button(parent: QWidget, text: str) -> QPushButton:
    found = [b for b in parent.findChildren(QPushButton) if b.text() == text]
    assert found, text
    return found[0]
