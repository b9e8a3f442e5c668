"""The room of places: a form that saves itself, coordinates, what lies in what, new places."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QWidget

from desktop.i18n import set_language
from desktop.model.place import PLACE_KIND, Place, PlaceName
from desktop.vault import Vault
from tests.ui.each_language import EACH_LANGUAGE
from tests.ui.elsewhere import arrive_changed
from tests.ui.keyboard import Keyboard
from tests.ui.room_bench import Bench, child, dialog, type_into, words_seen
from ui.places.new_place import NewPlaceDialog
from ui.places.page import PlacesPage
from ui.places.place_chooser import PartOfDialog
from ui.places.place_form import PlaceForm
from ui.widgets.editors import select
from ui.widgets.elided import ElidedButton

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier


def places_page(bench: Bench) -> PlacesPage:
    bench.shell.navigate("places")
    page = bench.shell.page("places")
    assert isinstance(page, PlacesPage)
    bench.settle()
    return page


def form_of(bench: Bench, place: Place) -> PlaceForm:
    page = places_page(bench)
    page.open(place.id)
    bench.qtbot.waitUntil(lambda: page.place is not None and page.place.record_id == place.id)
    bench.settle()
    assert page.place is not None
    return page.place


def made(bench: Bench, name: str, part_of: str = "", kind: str = "unknown") -> Place:
    def make(vault: Vault) -> Place:
        place = replace(vault.places.new([PlaceName(name)], kind), part_of=part_of)
        vault.places.save(place)
        return place

    return bench.ask(make)


def stored(bench: Bench, place: Place) -> Place:
    return bench.ask(lambda vault: vault.places.get(place.id))


def links(parent: QWidget) -> list[str]:
    """Places that can be gone to, in the order they stand in."""
    return [
        link.accessibleName()
        for link in parent.findChildren(ElidedButton)
        if link.isVisibleTo(parent)
    ]


def press_link(form: PlaceForm, name: str) -> None:
    found = [link for link in form.findChildren(ElidedButton) if link.accessibleName() == name]
    QTest.mouseClick(found[0], LEFT)


def _found_few(form: NewPlaceDialog) -> bool:
    return 0 < form.facility.model.rowCount() < 5


def leave(form: PlaceForm) -> None:
    child(form, QLineEdit, "Address").setFocus()


def test_a_new_place_is_made_by_keys_and_opened(bench: Bench) -> None:
    page = places_page(bench)
    kb = Keyboard(bench.qtbot, bench.shell)
    kb.press(Qt.Key.Key_N, CTRL)
    form = dialog(NewPlaceDialog)
    assert kb.here is form.name
    assert not form.create_button.isEnabled()
    kb.type("Viazyn")
    kb.choose("Kind of place", "locality")
    kb.press(Qt.Key.Key_Return)
    bench.qtbot.waitUntil(lambda: page.place is not None)
    bench.settle()
    [place] = bench.ask(lambda vault: [vault.places.get(p.id) for p in vault.places.summaries()])
    assert (place.names, place.kind) == ((PlaceName("Viazyn", "Latn", "en"),), "locality")
    assert page.location() == {"place": place.id}
    assert page.list.list.chosen_key == place.id


def test_a_known_facility_has_its_names_kind_and_town_and_is_made_once(bench: Bench) -> None:
    town = made(bench, "Zhodzina", kind="locality")
    made(bench, "Zhodzina", kind="street")
    page = places_page(bench)
    opened = []
    for typed in ("жодино", "prison no. 8"):
        page.new()
        form = dialog(NewPlaceDialog)
        QTest.mouseClick(form.way.button("listed"), LEFT)
        bench.settle()
        assert not form.create_button.isEnabled()
        type_into(form.facility.search, typed)
        bench.qtbot.waitUntil(partial(_found_few, form))
        bench.settle()
        rows = [form.facility.model.row_at(n) for n in range(form.facility.model.rowCount())]
        at = next(n for n, row in enumerate(rows) if row is not None and row.key == "prison-8")
        form.facility.list.setCurrentIndex(form.facility.model.index(at))
        QTest.mouseClick(form.create_button, LEFT)
        bench.qtbot.waitUntil(lambda: page.place is not None)
        bench.settle()
        opened.append(page.location()["place"])
    assert opened[0] == opened[1]
    place = bench.ask(lambda vault: vault.places.get(opened[0]))
    assert [(n.text, n.script, n.language) for n in place.names] == [
        ("Prison No. 8, Zhodzina", "Latn", "en"),
        ("Турма № 8, Жодзіна", "Cyrl", "be"),
        ("Тюрьма № 8, Жодино", "Cyrl", "ru"),
    ]
    assert (place.kind, place.part_of, place.note) == ("prison", town.id, "")


def test_words_and_choices_of_a_place_are_saved(bench: Bench) -> None:
    place = made(bench, "Вязынь")
    form = form_of(bench, place)
    type_into(child(form, QLineEdit, "Address"), "Лясная, 3")
    kind = child(form, QComboBox, "Kind of place")
    select(kind, "police")
    kind.activated.emit(kind.currentIndex())
    QTest.mouseClick(form.names.add_button, LEFT)
    rows = [e for e in form.names.findChildren(QLineEdit) if e.accessibleName() == "Name"]
    type_into(rows[-1], "Viazyn")
    form.save_now()
    there = stored(bench, place)
    assert (there.address, there.kind) == ("Лясная, 3", "police")
    assert there.names == (PlaceName("Вязынь"), PlaceName("Viazyn"))


def test_coordinates_are_put_into_one_form_on_leaving_the_field(bench: Bench) -> None:
    place = made(bench, "Вязынь")
    form = form_of(bench, place)
    type_into(form.coordinates.editor, "53°54′02″N 27°33′32″E")
    assert child(form, QLineEdit, "Coordinates").text() == "53°54′02″N 27°33′32″E"
    assert form.coordinates.error == ""
    leave(form)
    assert child(form, QLineEdit, "Coordinates").text() == "53.90056, 27.55889"
    form.save_now()
    assert stored(bench, place).coordinates == "53.90056, 27.55889"


def test_coordinates_that_cannot_be_read_stay_as_typed_until_they_are_corrected(
    bench: Bench,
) -> None:
    place = made(bench, "Вязынь")
    form = form_of(bench, place)
    field = child(form, QLineEdit, "Coordinates")
    type_into(field, "53.9, 270")
    assert form.coordinates.error == ""
    leave(form)
    assert "cannot be read as coordinates" in form.coordinates.error
    assert form.coordinates.error in words_seen(form)
    assert field.accessibleDescription().startswith(form.coordinates.error)
    assert field.text() == "53.9, 270"
    form.save_now()
    bench.settle()
    assert stored(bench, place).coordinates == "53.9, 270"
    form_of(bench, made(bench, "Іншае"))
    form = form_of(bench, place)
    field = child(form, QLineEdit, "Coordinates")
    assert field.text() == "53.9, 270"
    assert form.coordinates.error in words_seen(form)
    field.setCursorPosition(len(field.text()))
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    assert form.coordinates.error == ""
    leave(form)
    form.save_now()
    assert stored(bench, place).coordinates == "53.90000, 27.00000"


def test_where_a_place_lies_is_chosen_in_a_dialog(bench: Bench) -> None:
    town = made(bench, "Вязынь", kind="locality")
    colony = made(bench, "Калонія", town.id, "colony")
    barrack = made(bench, "Барак")
    form = form_of(bench, barrack)
    assert links(form.lies_in) == []
    assert not form.lies_in.leave_button.isVisible()
    kb = Keyboard(bench.qtbot, bench.shell)
    kb.do("Choose the place…")
    asked = dialog(PartOfDialog)
    bench.settle()
    kb.type("кало")
    bench.qtbot.waitUntil(lambda: asked.place.model.rowCount() == 1)
    bench.settle()
    kb.press(Qt.Key.Key_Down)
    kb.press(Qt.Key.Key_Return)
    bench.settle()
    assert links(form.lies_in) == ["Вязынь", "Калонія"]
    form.save_now()
    assert stored(bench, barrack).part_of == colony.id
    QTest.mouseClick(form.lies_in.leave_button, LEFT)
    bench.settle()
    assert links(form.lies_in) == []
    form.save_now()
    assert stored(bench, barrack).part_of == ""


def test_a_place_is_never_offered_itself_nor_what_lies_in_it(bench: Bench) -> None:
    town = made(bench, "Вязынь")
    colony = made(bench, "Калонія", town.id)
    made(bench, "Карантын", made(bench, "Барак", colony.id).id)
    form = form_of(bench, colony)
    QTest.mouseClick(form.lies_in.choose_button, LEFT)
    asked = dialog(PartOfDialog)
    bench.settle()
    rows = [asked.place.model.row_at(n) for n in range(asked.place.model.rowCount())]
    assert [row.key for row in rows if row] == [town.id]
    asked.reject()


def test_the_way_and_the_parts_lead_to_other_places(bench: Bench) -> None:
    town = made(bench, "Вязынь")
    colony = made(bench, "Калонія", town.id)
    made(bench, "Барак", colony.id)
    page, form = places_page(bench), form_of(bench, colony)
    assert links(form) == ["Вязынь", "Барак"]
    press_link(form, "Барак")
    bench.settle()
    assert page.place is not None
    assert links(page.place) == ["Вязынь", "Калонія"]
    press_link(page.place, "Вязынь")
    bench.settle()
    assert page.location() == {"place": town.id}
    assert page.list.list.chosen_key == town.id


def test_a_place_that_is_not_here_yet_is_said_and_keeps_its_id(bench: Bench) -> None:
    place = made(bench, "Барак", "an id from elsewhere")
    form = form_of(bench, place)
    assert "It is in a place that is not in this vault yet." in words_seen(form)
    type_into(child(form, QLineEdit, "Address"), "3")
    form.save_now()
    assert stored(bench, place).part_of == "an id from elsewhere"


def test_a_place_around_the_open_one_is_shown_under_its_new_name(bench: Bench) -> None:
    town = made(bench, "Вязынь")
    form = form_of(bench, made(bench, "Калонія", town.id))
    type_into(child(form, QLineEdit, "Address"), "typed, not saved")
    bench.ask(lambda vault: vault.places.save(replace(town, names=(PlaceName("Вязынка"),))))
    made(bench, "Новы барак", form.record_id)
    form.save_now()
    bench.settle()
    assert links(form) == ["Вязынка", "Новы барак"]
    assert places_page(bench).place is form


def test_a_place_that_arrives_is_shown_in_the_open_form(bench: Bench, tmp_path: Path) -> None:
    place = made(bench, "Вязынь")
    form_of(bench, place)

    def rename(vault: Vault) -> None:
        vault.places.save(replace(place, names=(PlaceName("Вязынка"),), coordinates="nowhere"))

    arrive_changed(bench, tmp_path, PLACE_KIND, place.id, rename)
    bench.settle()
    form = places_page(bench).place
    assert form is not None
    assert form.names.names == (PlaceName("Вязынка"),)
    assert form.coordinates.error
    row = places_page(bench).list.model.row_at(0)
    assert row is not None
    assert row.title == "Вязынка"


def test_what_is_typed_and_what_arrives_meanwhile_are_both_kept(
    bench: Bench, tmp_path: Path
) -> None:
    place = made(bench, "Вязынь")
    form = form_of(bench, place)
    type_into(child(form, QLineEdit, "Address"), "Лясная")
    arrive_changed(
        bench,
        tmp_path,
        PLACE_KIND,
        place.id,
        lambda vault: vault.places.save(replace(place, note="arrived")),
    )
    bench.settle()
    form.save_now()
    bench.settle()
    there = stored(bench, place)
    assert (there.address, there.note) == ("Лясная", "arrived")
    page = places_page(bench)
    assert page.place is not None
    assert page.place.draft.now == there


def test_typing_on_while_a_place_is_saved_keeps_form_and_cursor(bench: Bench) -> None:
    place = made(bench, "Вязынь")
    page, form = places_page(bench), form_of(bench, place)
    field = child(form, QLineEdit, "Address")
    for word in ("Лясная", ", 3", ", 2 пад’езд"):
        go_on = bench.busy()
        type_into(field, word)
        form.save_now()
        type_into(field, ".")
        go_on.set()
        bench.settle()
        assert page.place is form
        assert field.hasFocus()
    form.save_now()
    bench.settle()
    assert stored(bench, place).address == field.text() == "Лясная., 3., 2 пад’езд."


def test_search_opens_the_place(bench: Bench) -> None:
    place = made(bench, "Вязынь")
    kb = Keyboard(bench.qtbot, bench.shell)
    kb.press(Qt.Key.Key_K, CTRL)
    kb.type("вязы")
    bench.qtbot.waitUntil(bench.shell.search.found.isVisible)
    kb.press(Qt.Key.Key_Return)
    bench.settle()
    assert bench.shell.whereabouts().room == "places"
    assert bench.shell.whereabouts().location == {"place": place.id}


@pytest.mark.qt_log_ignore("event not accepted")
def test_tab_reaches_every_control_of_an_open_place(bench: Bench) -> None:
    town = made(bench, "Вязынь")
    colony = made(bench, "Калонія", town.id)
    made(bench, "Барак", colony.id)
    form = form_of(bench, colony)
    wanted = {
        each
        for each in form.findChildren(QWidget)
        if each.isVisible()
        and each.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
        and each.focusProxy() is None
    }
    kb, reached = Keyboard(bench.qtbot, bench.shell), set()
    for _ in range(60):
        kb.press(Qt.Key.Key_Tab)
        reached.add(kb.here)
    assert wanted <= reached


@pytest.mark.parametrize(
    "language",
    EACH_LANGUAGE,
)
@pytest.mark.parametrize("size", [(952, 500), (1024, 640), (1366, 768)])
def test_overlong_names_of_places_leave_the_form_its_width(
    bench: Bench, language: str, size: tuple[int, int]
) -> None:
    set_language(language)
    outer = made(bench, "Щ" * 300, made(bench, "Ы" * 300).id, "ltp")
    place = made(bench, "Ж" * 300, outer.id, "tsip")
    made(bench, "W" * 300, place.id, "tsip")
    bench.shell.resize(*size)
    form = form_of(bench, place)
    QApplication.processEvents()
    assert bench.shell.minimumSizeHint().width() <= size[0]
    content = form.scrolled.widget()
    assert content is not None
    assert content.width() <= form.scrolled.viewport().width()
    for link in form.findChildren(ElidedButton):
        right = link.mapTo(content, link.rect().topRight()).x()
        assert right < content.width(), link.accessibleName()[:1]


@pytest.mark.parametrize("language", EACH_LANGUAGE)
def test_what_a_new_place_asks_for_is_never_cut(bench: Bench, language: str) -> None:
    set_language(language)
    page = places_page(bench)
    page.new()
    form = dialog(NewPlaceDialog)
    QTest.mouseClick(form.way.button("listed"), LEFT)
    bench.settle()
    for button in form.findChildren(QAbstractButton):
        if button.isVisible() and button.text():
            assert button.width() >= button.sizeHint().width(), button.text()
    form.reject()
