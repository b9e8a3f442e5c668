"""Every control can be named by a screen reader, reached by keyboard and hit by a finger."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QTextEdit,
    QWidget,
)

from desktop.i18n import set_language
from desktop.model.interview import Utterance
from desktop.model.phases import Phase
from desktop.model.version import RecordKind
from desktop.vault import Vault
from desktop.vault.kinds.all import BY_NAME
from tests.every_kind import put_one
from tests.support import open_interview
from tests.ui.each_language import EACH_LANGUAGE
from tests.ui.room_bench import Bench
from ui.app import rooms
from ui.interviews.interview_page import InterviewPage
from ui.scale import TARGET
from ui.shell.room import INTERVIEWS, Room

pytestmark = pytest.mark.rare

CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
)
WIDTH = 1366


def controls(page: QWidget) -> Iterator[QWidget]:
    for kind in CONTROLS:
        for control in page.findChildren(kind):
            if control.isVisibleTo(page) and not _inner(control):
                yield control


def _inner(control: QWidget) -> bool:
    """Parts Qt makes inside its own widgets."""
    parent = control.parentWidget()
    return isinstance(
        parent, QComboBox | QLineEdit | QAbstractItemView | QAbstractSpinBox | QScrollBar
    ) or (parent is not None and parent.metaObject().className().startswith("QComboBoxPrivate"))


def named(control: QWidget) -> bool:
    text = control.text() if isinstance(control, QAbstractButton) else ""
    return bool(control.accessibleName().strip() or text.strip())


def with_words(vault: Vault) -> str:
    record = open_interview(vault).id
    vault.interviews.save_utterances(record, [Utterance("u1", text="Усё было так.")])
    return record


def page_of(bench: Bench, phase: Phase) -> tuple[InterviewPage, QWidget]:
    page = bench.open(bench.ask(with_words), phase)
    bench.settle()
    return page, page.page(phase)


@pytest.mark.parametrize("phase", list(Phase))
def test_controls_of_a_phase_have_names_and_size(bench: Bench, phase: Phase) -> None:
    page, _ = page_of(bench, phase)
    for control in controls(page):
        what = f"{type(control).__name__} {control.accessibleName()!r}"
        assert named(control), f"{what} in {phase} has no name"
        assert control.height() >= TARGET - 2, f"{what} in {phase} is {control.height()} high"


@pytest.mark.parametrize("phase", list(Phase))
def test_tab_reaches_every_control_of_a_phase(bench: Bench, phase: Phase) -> None:
    page, _ = page_of(bench, phase)
    wanted = {c for c in controls(page) if c.isEnabled() and _takes_tab(c)}
    first = next(iter(wanted))
    first.setFocus()
    reached = set()
    for _ in range(400):
        focused = QApplication.focusWidget()
        if focused is not None:
            reached.add(focused)
            reached.update(c for c in wanted if c.focusProxy() is focused)
        bench.shell.focusNextChild()
        if QApplication.focusWidget() is first and len(reached) > 1:
            break
    missing = {f"{type(c).__name__} {c.accessibleName()!r}" for c in wanted - reached}
    assert not missing


def _takes_tab(control: QWidget) -> bool:
    """Of a group of which one holds, the one that holds is reached; arrows reach the rest."""
    if isinstance(control, QAbstractButton) and control.isCheckable():
        grouped = control.group() is not None or control.property("kind") in ("segment", "chip")
        if grouped or control.property("kind") == "step":
            return False
    return bool(control.focusPolicy() & Qt.FocusPolicy.TabFocus)


@pytest.mark.parametrize("language", EACH_LANGUAGE)
def test_every_phase_fits_a_small_laptop_in_every_language(bench: Bench, language: str) -> None:
    set_language(language)
    record = bench.ask(with_words)
    page = bench.open(record)
    for phase in Phase:
        page.show_phase(phase)
        bench.settle()
        width = bench.shell.minimumSizeHint().width()
        assert width <= WIDTH, f"{phase} needs {width} pixels in {language}"


@pytest.mark.parametrize(
    "room", [room for room in rooms() if room.key != INTERVIEWS], ids=lambda room: room.key
)
def test_controls_of_the_other_rooms_have_names(bench: Bench, room: Room) -> None:
    """With a record of its kind open, where it is the room of one."""
    kind = BY_NAME.get(RecordKind(room.shows))
    opened = {} if kind is None else {room.shows: bench.ask(partial(put_one, kind=kind))}
    bench.shell.navigate(room.key, **opened)
    bench.settle()
    page = bench.shell.page(room.key)
    assert [control for control in controls(page) if not named(control)] == []


def test_coming_back_finds_the_cursor_where_it_stood(bench: Bench) -> None:
    page, _ = page_of(bench, Phase.ACCOUNT)
    page.page(Phase.ACCOUNT).go({"at": "4"})
    location = bench.shell.whereabouts()
    assert location.location["at"] == "4"
    page.show_phase(Phase.PLAN)
    bench.shell.go(location)
    bench.settle()
    assert bench.shell.whereabouts() == location


def test_arrows_in_the_list_keep_the_focus_there(bench: Bench) -> None:
    first, second = bench.ask(with_words), bench.ask(lambda v: open_interview(v, "W-002").id)
    room = bench.interviews()
    bench.settle()
    room.list.list.setFocus()
    for row, record in ((1, first), (0, second)):
        room.list.list.setCurrentIndex(room.list.model.index(row))
        bench.settle()
        assert room.open_page is not None
        assert room.open_page.draft.interview_id == record
        assert room.list.list.hasFocus()
