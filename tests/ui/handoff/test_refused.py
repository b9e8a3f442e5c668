"""What goes wrong with a stick is said in place, and nothing that looks whole is left on it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton

from desktop.handoff.receipt import write_receipt
from desktop.handoff.receiving.receive import receive_package
from desktop.handoff.sending.selection import plan_package
from desktop.handoff.sending.write import WrittenPackage, write_package
from desktop.model.consent import Purpose
from desktop.model.ids import new_id
from desktop.model.interview import INTERVIEW_KIND, Utterance
from desktop.vault import Vault
from tests.ui.handoff.test_write_flow import begin, preview, step, write_to
from tests.ui.room_bench import Bench
from ui.handoff.page import HandoffPage
from ui.handoff.preview_step import PreviewStep
from ui.handoff.receipt_page import ReceiptPage
from ui.handoff.target_step import TargetStep
from ui.handoff.written_step import WrittenStep
from ui.widgets.tone import Tone

LETTERS, PARTS = 10_000, 20
SMALL_STICK = "2m"


@pytest.fixture
def small_stick(tmp_path: Path) -> Iterator[Path]:
    """A real file system of two mebibytes."""
    if os.geteuid() != 0:
        pytest.skip("mounting a small file system needs root")
    folder = tmp_path / "small"
    folder.mkdir()
    options = f"size={SMALL_STICK}"
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], capture_output=True, check=False
    )
    if made.returncode != 0:
        pytest.skip("this machine does not let a file system be mounted")
    yield folder
    subprocess.run(["umount", folder], check=True)


def add_bulk(vault: Vault) -> None:
    """An account that a small stick has no room for, in what may go."""
    interview = next(s.id for s in vault.interviews.summaries() if s.code == "W-001")
    words = "Так было. " * LETTERS
    vault.interviews.save_utterances(
        interview, tuple(Utterance(new_id(), text=words) for _ in range(PARTS))
    )


def sent(vault: Vault, stick: Path) -> WrittenPackage:
    [card] = vault.cards.all()
    return write_package(vault, plan_package(vault, card.fingerprint, Purpose.KEEP), stick)


def import_page(bench: Bench, receipt: Path) -> ReceiptPage:
    bench.shell.navigate("handoff")
    page = bench.shell.page("handoff")
    assert isinstance(page, HandoffPage)
    page.import_receipt()
    path = page.current
    assert isinstance(path, ReceiptPage)
    path.take(receipt)
    bench.qtbot.waitUntil(lambda: not path.busy, timeout=30_000)
    bench.settle()
    return path


def test_a_stick_too_small_is_said_and_left_empty(
    bench: Bench, office: Vault, stick: Path, small_stick: Path
) -> None:
    bench.ask(add_bulk)
    flow = begin(bench)
    preview(bench, flow)
    write_to(bench, flow, small_stick)
    assert flow.banner.tone is Tone.DANGER
    assert list(small_stick.iterdir()) == []
    assert bench.ask(lambda vault: vault.packages.sent()) == []
    step(flow, TargetStep).chosen.emit(stick)
    bench.qtbot.waitUntil(lambda: not flow.busy, timeout=30_000)
    assert isinstance(flow.steps.currentWidget(), WrittenStep)


@pytest.mark.rare
def test_a_cancelled_package_leaves_nothing_and_can_be_written_again(
    bench: Bench, office: Vault, stick: Path
) -> None:
    bench.ask(add_bulk)
    flow = begin(bench)
    preview(bench, flow)
    step(flow, PreviewStep).write_button.click()
    step(flow, TargetStep).chosen.emit(stick)
    [cancel] = flow.progress.findChildren(QAbstractButton)
    cancel.click()
    bench.qtbot.waitUntil(lambda: not flow.busy, timeout=30_000)
    assert isinstance(flow.steps.currentWidget(), TargetStep)
    assert flow.banner.tone is Tone.INFO
    assert list(stick.iterdir()) == []
    assert bench.ask(lambda vault: vault.packages.sent()) == []
    step(flow, TargetStep).chosen.emit(stick)
    bench.qtbot.waitUntil(lambda: not flow.busy, timeout=30_000)
    assert isinstance(flow.steps.currentWidget(), WrittenStep)


def test_a_package_in_place_of_its_receipt_is_refused(
    bench: Bench, office: Vault, stick: Path
) -> None:
    package = bench.ask(lambda vault: sent(vault, stick))
    path = import_page(bench, package.path)
    assert path.banner.tone is Tone.DANGER
    state = bench.ask(lambda vault: vault.interviews.handoff_state(_sent_interview(vault)))
    assert [delivery.receipted_at for delivery in state.sent] == [None]


def test_a_receipt_taken_twice_says_that_nothing_changed(
    bench: Bench, office: Vault, stick: Path
) -> None:
    package = bench.ask(lambda vault: sent(vault, stick))
    receive_package(office, package.path)
    receipt = write_receipt(office, package.package_id, stick).path
    assert import_page(bench, receipt).banner.tone is Tone.SAFE
    assert import_page(bench, receipt).banner.tone is Tone.INFO


def test_half_a_receipt_is_refused_and_settles_nothing(
    bench: Bench, office: Vault, stick: Path
) -> None:
    package = bench.ask(lambda vault: sent(vault, stick))
    receive_package(office, package.path)
    receipt = write_receipt(office, package.package_id, stick).path
    half = stick / "half-receipt.age"
    half.write_bytes(receipt.read_bytes()[:-100])
    assert import_page(bench, half).banner.tone is Tone.DANGER
    assert import_page(bench, receipt).banner.tone is Tone.SAFE


def _sent_interview(vault: Vault) -> str:
    [listed] = vault.packages.sent()
    package = vault.packages.get_sent(listed.package_id)
    return next(
        entry.record_id for entry in package.document.records if entry.kind == INTERVIEW_KIND
    )
