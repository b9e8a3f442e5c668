"""Who is one person: proposed while a name is typed, said in the profile, taken back there."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from desktop.i18n import LANGUAGES, set_language
from desktop.model.person import NameForm, Person
from desktop.model.sameness import SameAs
from desktop.reading.compared import Compared, Standing
from desktop.vault import Vault
from tests.ui.room_bench import Bench, dialog, type_into
from ui.interviews.list.new_dialog import NewInterviewDialog
from ui.interviews.page import InterviewsPage
from ui.people.new_person import NewPersonDialog
from ui.people.one import said
from ui.people.page import PeoplePage
from ui.people.profile import Profile

LEFT = Qt.MouseButton.LeftButton
NAME, SPELLED = "Ядвіга Ручаінская", "Ядвига Ручаинская"


def add(bench: Bench, code: str, name: str) -> Person:
    return bench.ask(lambda vault: vault.people.new(code, [NameForm(name)]))


def words(widget: QWidget) -> str:
    return "\n".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


def pressed(bench: Bench, widget: QWidget, name: str) -> None:
    """Press the button of this accessible name, once it is there."""

    def found() -> list[QPushButton]:
        return [b for b in widget.findChildren(QPushButton) if b.accessibleName() == name]

    bench.qtbot.waitUntil(lambda: bool(found()))
    QTest.mouseClick(found()[0], LEFT)
    bench.settle()


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


def test_two_are_said_to_be_one_and_split_again_in_the_profile(bench: Bench) -> None:
    first, second = add(bench, "P-1", NAME), add(bench, "P-2", SPELLED)
    profile = profile_of(bench, first)
    bench.qtbot.waitUntil(lambda: "May be one person" in words(profile))
    pressed(bench, profile, "The same person · P-2")
    bench.qtbot.waitUntil(lambda: "One person" in words(profile))
    focused = bench.shell.window().focusWidget()
    assert profile.one.isAncestorOf(focused), "the focus stays where it was"
    page = people_page(bench)
    bench.qtbot.waitUntil(lambda: page.list.model.rowCount() == 1)
    assert bench.ask(lambda v: v.sameness.groups().of(second.id)) == (first.id, second.id)
    pressed(bench, profile, "Not the same person · P-2")
    bench.qtbot.waitUntil(lambda: page.list.model.rowCount() == 2)
    bench.qtbot.waitUntil(lambda: "Not the same person" in words(profile))
    assert "May be one person" not in words(profile)


def test_a_new_person_may_be_somebody_who_is_here(bench: Bench) -> None:
    first = add(bench, "P-1", NAME)
    page = people_page(bench)
    page.new()
    form = dialog(NewPersonDialog)
    type_into(form.name, SPELLED)
    bench.qtbot.waitUntil(form.likely.isVisible)
    assert "another language" in words(form.likely)
    QTest.mouseClick(form.likely.findChildren(QPushButton)[0], LEFT)
    bench.qtbot.waitUntil(lambda: page.profile is not None)
    assert page.profile is not None
    assert page.profile.record_id == first.id
    assert bench.ask(lambda vault: vault.people.count()) == 1


def _interviewed(vault: Vault) -> str:
    person = vault.people.new("P-1", [NameForm(NAME)])
    vault.interviews.new("I-7", person.id, "be")
    return person.id


def test_somebody_about_to_be_interviewed_again_is_told_in_a_line(bench: Bench) -> None:
    person_id = bench.ask(_interviewed)
    bench.shell.navigate("interviews")
    page = bench.shell.page("interviews")
    assert isinstance(page, InterviewsPage)
    page.new()
    form = dialog(NewInterviewDialog)
    type_into(form.name, SPELLED)
    bench.qtbot.waitUntil(form.likely.isVisible)
    assert "as P-1 (I-7)" in words(form.likely)
    QTest.mouseClick(form.likely.findChildren(QPushButton)[0], LEFT)
    bench.qtbot.waitUntil(lambda: form.person.value == person_id)
    assert form.whose.value == "known"
    bench.qtbot.waitUntil(lambda: "Already interviewed" in words(form.likely))
    assert form.ready()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_standing_has_its_words(language: str) -> None:
    set_language(language)
    told = {said(Compared("1", "P-1", "", standing)) for standing in Standing}
    assert len(told) == len(Standing)
    assert all(told)


def test_what_others_decided_otherwise_is_settled_in_the_profile(bench: Bench) -> None:
    first, second, third = (add(bench, f"P-{n}", f"Ганна Зорная {n}") for n in (1, 2, 3))

    def contradict(vault: Vault) -> None:
        vault.sameness.decide(first.id, second.id, SameAs.SAME)
        vault.sameness.decide(second.id, third.id, SameAs.SAME)
        vault.sameness.decide(first.id, third.id, SameAs.NOT_SAME)

    bench.ask(contradict)
    profile = profile_of(bench, third)
    bench.qtbot.waitUntil(lambda: "To be resolved" in words(profile))
    pressed(bench, profile, "The same person · P-1")
    bench.qtbot.waitUntil(lambda: len(bench.ask(lambda v: v.sameness.groups().of(third.id))) == 3)
