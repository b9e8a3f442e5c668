"""Text at 200 percent on a small laptop: nothing that is needed is cut or out of reach."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.i18n import set_language
from desktop.model.person import NameForm
from desktop.model.phases import Phase
from desktop.model.place import PlaceName
from desktop.settings import load_settings
from desktop.vault import Vault
from tests.support import open_interview
from tests.ui.a11y.places import every_place
from tests.ui.conftest import MakeProgram
from tests.ui.each_language import EACH_LANGUAGE
from tests.ui.room_bench import Bench, dialog
from ui import theme
from ui.app import rooms
from ui.help.dialog import HelpDialog
from ui.interviews.list.new_dialog import NewInterviewDialog
from ui.preferences import Preferences
from ui.scale import text_percent
from ui.settings.page import SettingsPage
from ui.shell.lock_screen import LockScreen
from ui.shell.room import SETTINGS
from ui.start.screen import StartScreen
from ui.widgets.elided import ElidedLabel

pytestmark = pytest.mark.usefixtures("cheap_passphrases")


@pytest.fixture(params=EACH_LANGUAGE)
def large(
    request: pytest.FixtureRequest, tmp_path: Path, qtbot: QtBot, qapp: QApplication
) -> Iterator[Bench]:
    """The window at 200 percent, in the language with the longest words and where time is given
    in the others."""
    set_language(request.param)
    theme.apply(qapp, theme.Mode.LIGHT, 200)
    made = Bench(tmp_path, qtbot)
    yield made
    made.close()
    theme.apply(qapp, theme.Mode.LIGHT)
    set_language("en")


def faults(window: QWidget) -> list[str]:
    """What is cut, or out of sight where nothing scrolls to it; in words."""
    least = window.minimumSizeHint()
    found = []
    if least.width() > window.width() or least.height() > window.height():
        found.append(f"the window would have to be {least.width()} by {least.height()}")
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and not widget.visibleRegion().isEmpty():
            found += _cut(widget, window)
    return found


def _cut(widget: QWidget, window: QWidget) -> Iterator[str]:
    said = f"{type(widget).__name__} {_words(widget)[:40]!r}"
    needs = _needs(widget)
    if widget.width() < needs.width() or widget.height() < needs.height():
        has = (widget.width(), widget.height())
        yield f"{said}: has {has} of {needs.width(), needs.height()} pixels"
    at = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
    button = isinstance(widget, QAbstractButton)
    if button and not _scrolls(widget) and not window.rect().contains(at):
        yield f"{said}: beyond the window"


def _needs(widget: QWidget) -> QSize:
    """The least size that shows the whole of its words."""
    line = widget.fontMetrics().height() if _words(widget) else 0
    if isinstance(widget, QLabel) and widget.wordWrap():
        return QSize(0, widget.heightForWidth(widget.width()))
    if isinstance(widget, ElidedLabel):
        return QSize(0, line)
    if isinstance(widget, QLabel):
        return QSize(widget.fontMetrics().horizontalAdvance(widget.text()), line)
    if isinstance(widget, QAbstractButton) and widget.text():
        return QSize(widget.sizeHint().width(), line)
    return QSize(0, line)


def _words(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QAbstractButton | QLineEdit | QLabel) else ""


def _scrolls(widget: QWidget) -> bool:
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    return above is not None


def test_every_room_and_phase_at_200_percent(large: Bench) -> None:
    for place in every_place(large):
        assert (place, faults(large.shell)) == (place, [])


def test_a_person_and_a_place_at_200_percent(large: Bench) -> None:
    """Their names had half a line, and what is beside the list went on beyond the window."""

    def known(vault: Vault) -> tuple[str, str]:
        person = vault.people.get(open_interview(vault).person_id)
        vault.people.save(replace(person, names=(NameForm("Ядвіга Ручаінская"),)))
        return person.id, vault.places.new((PlaceName("Вярбоўск"),)).id

    person, place = large.ask(known)
    large.shell.resize(1366, 768)
    for room, location in (("people", {"person": person}), ("places", {"place": place})):
        large.shell.navigate(room, **location)
        large.settle()
        assert (room, faults(large.shell)) == (room, [])
        for scrolled in large.shell.page(room).findChildren(QScrollArea):
            content = scrolled.widget()
            if scrolled.isVisible() and content is not None:
                assert content.width() <= scrolled.viewport().width(), room


def test_the_first_screens_at_200_percent(large: Bench, qtbot: QtBot, tmp_path: Path) -> None:
    start = StartScreen(large.worker, Preferences(path=tmp_path / "own.json"))
    locked = LockScreen(Preferences())
    qtbot.addWidget(start)
    qtbot.addWidget(locked)
    for screen in (start, locked, HelpDialog(large.shell, Phase.ACCOUNT.value)):
        screen.resize(800, 600)
        screen.show()
        large.settle()
        assert faults(screen) == []
        screen.close()


def test_a_form_at_200_percent(large: Bench) -> None:
    large.interviews().new()
    large.settle()
    form = dialog(NewInterviewDialog)
    assert form.height() <= form.screen().availableGeometry().height()
    assert form.width() <= form.screen().availableGeometry().width()
    assert faults(form) == []
    form.reject()


def test_another_size_is_worn_at_once_and_remembered(make_program: MakeProgram) -> None:
    program = make_program(rooms())
    program.unlock()
    before = program.controller.shell
    assert before is not None
    before.navigate(SETTINGS)
    page = before.page(SETTINGS)
    assert isinstance(page, SettingsPage)
    page.program.text.button("200").setFocus()
    QTest.mouseClick(page.program.text.button("200"), Qt.MouseButton.LeftButton)
    program.wait(lambda: program.controller.shell not in (None, before))
    after = program.controller.shell
    assert after is not None
    assert after.whereabouts().room == SETTINGS
    assert text_percent() == load_settings().text_percent == 200
    assert after.lock_button.fontMetrics().height() > 30
    page = after.page(SETTINGS)
    assert isinstance(page, SettingsPage)
    assert page.program.text.value == "200"
    assert after.window().focusWidget() is page.program.text.button("200")
