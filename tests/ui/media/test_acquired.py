"""Where a file comes from is said once for an import, and changed for one file or for all."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from desktop.model.acquisition import Acquisition, acquisition_id
from desktop.vault import Vault
from tests.support import open_interview
from tests.ui.room_bench import Bench, dialog
from ui.interviews.files import FilesPhase
from ui.media.acquired import AcquiredDialog
from ui.media.custody_dialog import CustodyDialog
from ui.media.page import MediaPage
from ui.widgets.dialogs.confirm import ConfirmDialog


def said(bench: Bench) -> dict[str, Acquisition]:
    """By the name of each file, what is said of it."""

    def read(vault: Vault) -> dict[str, Acquisition]:
        return {
            each.original_name: vault.acquisitions.said_of(each.id) for each in vault.media.all()
        }

    return bench.ask(read)


def imported(bench: Bench, folder: Path) -> None:
    """Two files, added in the interview."""
    opened = bench.open(bench.ask(lambda vault: open_interview(vault).id))
    folder.mkdir()
    for name in ("one.bin", "two.bin"):
        (folder / name).write_bytes(name.encode())
    opened.go({"phase": "files"})
    [phase] = opened.findChildren(FilesPhase)
    phase.adding.add_paths([folder])
    bench.qtbot.waitUntil(lambda: phase.banner.isVisibleTo(opened))
    [offered] = [
        each
        for each in phase.banner.findChildren(QPushButton)
        if each.text() == "Say where they come from…"
    ]
    offered.click()
    bench.settle()


def test_it_is_asked_once_for_the_import_and_nothing_has_to_be_said(
    bench: Bench, tmp_path: Path
) -> None:
    imported(bench, tmp_path / "card")
    asked = dialog(AcquiredDialog)
    assert asked.all.isChecked()
    assert asked.all.text() == "The same for all 2 files that came in this import"
    asked.fields.lines["device"].setText("Pixel 7")
    asked.fields.day.line.setText("5.12.2300")
    asked.fields.day.line.editingFinished.emit()
    assert not asked.save_button.isEnabled()
    asked.fields.day.line.setText("5.12.2020")
    asked.fields.day.line.editingFinished.emit()
    asked.save_button.click()
    bench.settle()
    now = said(bench)
    assert {each.device for each in now.values()} == {"Pixel 7"}
    assert {each.handed_over_on for each in now.values()} == {"2020-12-05"}
    assert {each.generation for each in now.values()} == {""}


def test_one_file_is_changed_beside_its_picture_and_shown_on_its_custody_page(
    bench: Bench, tmp_path: Path
) -> None:
    imported(bench, tmp_path / "card")
    dialog(AcquiredDialog).give_up()
    one = bench.ask(lambda vault: vault.media.all()[0])
    bench.shell.navigate("media", media=one.id)
    bench.settle()
    page = bench.shell.page("media")
    assert isinstance(page, MediaPage)
    page.viewer.facts.change_asked.emit()
    bench.settle()
    asked = dialog(AcquiredDialog)
    assert not asked.all.isChecked()
    asked.fields.lines["handed_over_by"].setText("a neighbour")
    asked.save_button.click()
    bench.settle()
    assert [name for name, each in said(bench).items() if each.handed_over_by] == [
        one.original_name
    ]
    page.viewer.custody_button.click()
    bench.settle()
    shown = dialog(CustodyDialog)
    assert shown.came.text() == "Handed over by: a neighbour"
    shown.reject()


def test_files_on_another_medium_are_deleted_there_once_that_is_confirmed(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The vault of a test lies in memory, which has no device to be read from.
    monkeypatch.setattr("desktop.vault.store.device.forget_for_sure", lambda _file: True)
    imported(bench, tmp_path / "card")
    dialog(AcquiredDialog).give_up()
    [phase] = bench.shell.findChildren(FilesPhase)
    report = phase.adding._report
    assert report is not None
    assert phase.adding.clearing.files == ()
    phase.adding._added(report, report.added)
    [offered] = [
        each
        for each in phase.banner.findChildren(QPushButton)
        if each.text() == "Delete them from where they came…"
    ]
    offered.click()
    asked = dialog(ConfirmDialog)
    assert len(list((tmp_path / "card").iterdir())) == 2
    asked.action_button.click()
    bench.qtbot.waitUntil(lambda: phase.banner.title == "2 files deleted.")
    assert "no safe erasure" in phase.banner.text
    assert list((tmp_path / "card").iterdir()) == []
    assert {"Say where the original is now…"} == {
        each.text() for each in phase.banner.findChildren(QPushButton) if each.isVisible()
    }
    phase.adding._say_known(report, report)  # the pictures are ready only now
    assert phase.banner.title == "2 files deleted."


def test_what_stays_there_is_named_up_to_a_bound_and_what_came_before_can_still_go(
    bench: Bench, tmp_path: Path
) -> None:
    imported(bench, tmp_path / "card")
    dialog(AcquiredDialog).give_up()
    [phase] = bench.shell.findChildren(FilesPhase)
    report = phase.adding._report
    assert report is not None
    many = tuple(replace(report.added[0], path=f"/nowhere/{n}") for n in range(30))
    phase.adding._added(report, many)
    phase.adding._added(report, report.added)
    assert len(phase.adding.clearing.files) == len(many) + len(report.added)
    phase.adding.clearing.clear()
    bench.qtbot.waitUntil(lambda: phase.banner.title == "0 files deleted.")
    lines = phase.banner.text.splitlines()
    assert "no safe erasure" in lines[0]
    assert (lines[1], lines[10]) == ("Not deleted:", "• and 24 more")
    assert len(lines) == 11


def test_a_day_that_is_none_is_not_saved(bench: Bench, tmp_path: Path) -> None:
    imported(bench, tmp_path / "card")
    asked = dialog(AcquiredDialog)
    asked.fields.day.line.setText("32.1.2030")
    asked.fields.day.line.editingFinished.emit()
    assert not asked.save_button.isEnabled()
    asked.give_up()


def test_what_is_found_leads_to_the_file(bench: Bench, tmp_path: Path) -> None:
    imported(bench, tmp_path / "card")
    dialog(AcquiredDialog).give_up()
    one = bench.ask(lambda vault: vault.media.all()[0])
    bench.ask(lambda vault: vault.acquisitions.say([one.id], {"rights": "hers"}))
    said_id = acquisition_id(one.id)
    bench.shell.navigate("media", media=said_id, acquisition=said_id)
    bench.settle()
    page = bench.shell.page("media")
    assert isinstance(page, MediaPage)
    bench.qtbot.waitUntil(lambda: page.viewer.media_id == one.id)
