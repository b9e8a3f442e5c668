"""A sender of whom two copies of one vault are in use, as the window tells of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.handoff.sending.selection import plan_package
from desktop.handoff.sending.write import write_package
from desktop.i18n import LANGUAGES, set_language
from desktop.messages.sender_log import course_told
from desktop.model.consent import Purpose
from desktop.vault import Vault, open_vault
from desktop.vault.backups.restore import restore_generation
from tests.support import PASSPHRASE, open_interview
from tests.ui.handoff.test_receiving import look, receiving
from tests.ui.room_bench import Bench
from ui.handoff.package_rows import received_row
from ui.handoff.receive_page import ReceivePage
from ui.widgets.tone import Tone


def package_of(sender: Vault, code: str, us: str, stick: Path) -> Path:
    open_interview(sender, code, Purpose.KEEP)
    return write_package(sender, plan_package(sender, us, Purpose.KEEP), stick).path


@pytest.fixture
def packages(bench: Bench, office: Vault, stick: Path, tmp_path: Path) -> list[Path]:
    """From the restored copy of the office's vault, and then from the one that it was of."""
    us = bench.ask(lambda vault: vault.identity.fingerprint)
    office.backups.create(tmp_path / "backups")
    restore_generation(tmp_path / "backups", tmp_path / "again.skrynia", PASSPHRASE)
    with open_vault(tmp_path / "again.skrynia", PASSPHRASE) as again:
        first = package_of(again, "O-002", us, stick)
    return [first, package_of(office, "O-003", us, stick)]


def test_a_fork_is_told_before_and_after_a_package_is_accepted(
    bench: Bench, packages: list[Path]
) -> None:
    for package, code in zip(packages, ("", "fork"), strict=True):
        told = course_told(code)[1]
        page = receiving(bench)
        look(bench, page, package)
        assert page.banner.text == told
        page.take_in()
        _wait_for(bench, page)
        assert page.banner.text == told
        assert (page.banner.tone is Tone.ATTENTION) == bool(told)
        again = receiving(bench)
        look(bench, again, package)
        before = "This package was received before."
        assert before in f"{again.banner.title} {again.banner.text}"
        assert (again.banner.tone is Tone.ATTENTION) == bool(told)
        assert told in again.banner.text
    rows = bench.ask(lambda vault: list(map(received_row, vault.packages.received())))
    assert sorted(row.tag for row in rows) == ["All accepted", course_told("fork")[0]]


def _wait_for(bench: Bench, page: ReceivePage) -> None:
    bench.qtbot.waitUntil(lambda: not page.busy, timeout=20_000)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_course_has_its_words(language: str) -> None:
    set_language(language)
    told = {course_told(code) for code in ("restored", "older-backup", "fork", "contradicts")}
    set_language("en")
    assert len(told) == 4
    assert all(title and text for title, text in told)
    assert course_told("") == course_told("of-a-later-release") == ("", "")
