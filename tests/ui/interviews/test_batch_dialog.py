"""Where files come from is said once before they are chosen; what was said last is offered."""

from __future__ import annotations

from pathlib import Path

from tests.support import open_interview
from tests.ui.room_bench import Bench, dialog
from ui.interviews.files import FilesPhase
from ui.media.adding.batch_dialog import BatchDialog


def opened(bench: Bench) -> FilesPhase:
    page = bench.open(bench.ask(lambda vault: open_interview(vault).id))
    page.go({"phase": "files"})
    [phase] = page.findChildren(FilesPhase)
    return phase


def asked(bench: Bench, phase: FilesPhase) -> BatchDialog:
    phase.adding.first_button.click()
    bench.settle()
    return dialog(BatchDialog)


def devices(bench: Bench) -> dict[str, str]:
    return bench.ask(
        lambda vault: {
            each.original_name: vault.acquisitions.said_of(each.id).device
            for each in vault.media.all()
        }
    )


def added(bench: Bench, phase: FilesPhase) -> None:
    bench.qtbot.waitUntil(lambda: bool(phase.banner.title), timeout=20_000)
    bench.settle()


def test_it_is_said_of_all_that_are_chosen_and_offered_for_the_next(
    bench: Bench, tmp_path: Path
) -> None:
    for name in ("one", "two", "three"):
        (tmp_path / f"{name}.bin").write_bytes(name.encode())
    phase = opened(bench)
    form = asked(bench, phase)
    assert not form.again_button.isVisibleTo(form), "nothing was said before"
    form.fields.lines["device"].setText("Pixel 7")
    form.fields.day.line.setText("32.1.2030")
    form.fields.day.line.editingFinished.emit()
    assert not form.files_button.isEnabled()
    assert not form.folder_button.isEnabled()
    form.fields.day.line.setText("5.12.2020")
    form.fields.day.line.editingFinished.emit()
    form.take([tmp_path / "one.bin"])
    added(bench, phase)
    assert devices(bench) == {"one.bin": "Pixel 7"}
    assert "Say where they come from…" not in [
        each.text() for each in phase.banner.findChildren(type(form.files_button))
    ], "it was said"
    form = asked(bench, phase)
    bench.qtbot.waitUntil(lambda: form.again_button.isVisibleTo(form))
    assert form.fields.lines["device"].text() == ""
    form.again_button.click()
    form.take([tmp_path / "two.bin"])
    added(bench, phase)
    phase.adding.add_paths([tmp_path / "three.bin"])
    added(bench, phase)
    assert devices(bench) == {"one.bin": "Pixel 7", "two.bin": "Pixel 7", "three.bin": ""}
    days = bench.ask(
        lambda vault: {
            each.original_name: vault.acquisitions.said_of(each.id).handed_over_on
            for each in vault.media.all()
        }
    )
    assert days["two.bin"] == "2020-12-05"


def test_who_goes_back_or_chooses_nothing_leaves_nothing(bench: Bench) -> None:
    phase = opened(bench)
    form = asked(bench, phase)
    form.fields.lines["device"].setText("Pixel 7")
    form.take([])
    assert form.isVisible()
    form.give_up()
    bench.settle()
    form = asked(bench, phase)
    bench.settle()
    assert form.fields.lines["device"].text() == ""
    assert not form.again_button.isVisibleTo(form)
    form.give_up()
    assert bench.ask(lambda vault: vault.acquisitions.said_last()) == {}
