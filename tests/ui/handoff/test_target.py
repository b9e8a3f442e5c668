"""Choosing where to save writes nothing, and says beforehand what a place does not take."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.model.ids import is_package_file, is_receipt_file
from desktop.system.stick_watch import Seen, StickWatch
from desktop.system.sticks import FAT32_LARGEST, Place, Stick
from ui.handoff.choose_file import ChooseFile, _row
from ui.handoff.target_step import TargetStep
from ui.widgets.lists.rows import ROW, Row

GB = 10**9
NBSP = "\N{NO-BREAK SPACE}"
ROOM = f"50.0{NBSP}GB free of 64.0{NBSP}GB"


class Plugged:
    """Sticks that are plugged and pulled; each has its room."""

    def __init__(self) -> None:
        self.sticks: tuple[Stick, ...] = ()
        self.free = 50 * GB
        self.watch = StickWatch(lambda: self.sticks, self._measure, patience=5)

    def _measure(self, folder: Path) -> Place:
        if not folder.is_dir():
            raise OSError("pulled")
        system = next((s.file_system for s in self.sticks if s.path == folder), "ext4")
        return Place(folder, system, self.free, 64 * GB, writable=True)


@pytest.fixture
def plugged() -> Plugged:
    return Plugged()


def shown(qtbot: QtBot, plugged: Plugged, size: int) -> tuple[TargetStep, list[Path]]:
    page = TargetStep("skrynia-7KQ2-M9XD.age", size, plugged.watch)
    qtbot.addWidget(page)
    saved: list[Path] = []
    page.chosen.connect(saved.append)
    page.resize(800, 600)
    page.show()
    return page, saved


def first_row(page: TargetStep) -> Row:
    row = page.place.list.model().index(0, 0).data(ROW)
    assert isinstance(row, Row)
    return row


def words(page: TargetStep) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def test_choosing_a_folder_shows_it_and_saves_nothing(
    qtbot: QtBot, plugged: Plugged, tmp_path: Path
) -> None:
    page, saved = shown(qtbot, plugged, 12_000_000)
    assert not page.write_button.isEnabled()
    qtbot.waitUntil(lambda: any("No USB stick" in said for said in words(page)))
    page.place.choose(tmp_path)
    assert not page.place.banner.title, "it is only now being asked"
    qtbot.waitUntil(page.write_button.isEnabled)
    assert saved == []
    assert list(tmp_path.iterdir()) == []
    facts = {"skrynia-7KQ2-M9XD.age", str(tmp_path), f"about 12.0{NBSP}MB", f"50.0{NBSP}GB"}
    qtbot.waitUntil(lambda: facts <= set(words(page)))
    assert page.write_button.text() == "Save here"
    page.write_button.click()
    assert saved == [tmp_path]


def test_a_folder_that_is_not_there_is_said_once_it_was_asked(
    qtbot: QtBot, plugged: Plugged, tmp_path: Path
) -> None:
    page, _saved = shown(qtbot, plugged, 12_000_000)
    qtbot.waitUntil(lambda: any("No USB stick" in said for said in words(page)))
    page.place.choose(tmp_path / "gone")
    assert not page.place.banner.title
    qtbot.waitUntil(lambda: page.place.banner.title.startswith("This folder does not answer"))
    assert not page.write_button.isEnabled()


def test_a_stick_is_seen_when_it_is_plugged_and_gone_when_it_is_pulled(
    qtbot: QtBot, plugged: Plugged, tmp_path: Path
) -> None:
    page, saved = shown(qtbot, plugged, 12_000_000)
    qtbot.waitUntil(lambda: any("No USB stick" in said for said in words(page)))
    plugged.sticks = (Stick("MINSK 5", tmp_path, "exfat"),)
    qtbot.waitUntil(page.write_button.isEnabled)
    row = first_row(page)
    assert (row.title, row.aside) == ("MINSK 5", "exFAT")
    assert row.detail == ROOM
    assert page.write_button.text() == "Save to this USB stick"
    assert saved == []
    plugged.sticks = ()
    qtbot.waitUntil(lambda: not page.write_button.isEnabled())
    assert page.place.list.model().rowCount() == 0


def test_what_a_stick_does_not_take_is_said_before_it_is_tried(
    qtbot: QtBot, plugged: Plugged, tmp_path: Path
) -> None:
    plugged.sticks = (Stick("", tmp_path, "vfat"),)
    page, _saved = shown(qtbot, plugged, FAT32_LARGEST + 1)
    qtbot.waitUntil(lambda: bool(page.place.banner.title))
    assert page.place.banner.title == "Takes files of up to 4 GB only"
    assert not page.write_button.isEnabled()
    assert first_row(page).title == "USB stick"
    plugged.free = 1_000
    small, _saved = shown(qtbot, plugged, 12_000_000)
    qtbot.waitUntil(lambda: small.place.banner.title == "Not enough space")
    assert not small.write_button.isEnabled()


def test_packages_on_a_stick_are_found_and_opened_by_a_row_alone(
    qtbot: QtBot, tmp_path: Path
) -> None:
    turned = "skrynia\u202e-7KQ2-M9XD.age"
    assert _row(tmp_path / turned, Seen()).title == "skrynia-7KQ2-M9XD.age"
    package, receipt = "skrynia-7KQ2-M9XD.age", "skrynia-7KQ2-M9XD-2-receipt.age"
    for name in (package, receipt, "notes.age", "skrynia-7KQ2-M9XD.age.partial"):
        (tmp_path / name).touch()
    (tmp_path / "skrynia-0000-0000.age").mkdir()
    sticks = [Stick("MINSK 5", tmp_path, "exfat")]
    for wanted, name in ((is_package_file, package), (is_receipt_file, receipt)):
        watch = StickWatch(lambda: tuple(sticks), patience=5, wanted=wanted)
        page = ChooseFile("Drop it", "It is a file", "Choose…", "All (*)", wanted, watch)
        qtbot.addWidget(page)
        chosen: list[Path] = []
        page.chosen.connect(chosen.append)
        page.show()
        qtbot.waitUntil(page.found.isVisible)
        rows = page.found.model()
        assert [rows.index(n, 0).data(ROW).title for n in range(rows.rowCount())] == [name]
        assert rows.index(0, 0).data(ROW).detail == "MINSK 5"
        assert chosen == []
        qtbot.keyClick(page.found, Qt.Key.Key_Return)
        assert chosen == [tmp_path / name]
    sticks.clear()
    qtbot.waitUntil(lambda: not page.found.isVisible())
