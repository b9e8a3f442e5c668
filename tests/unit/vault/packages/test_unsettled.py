"""What became of a package that was about to be named is looked for beside the opening."""

from __future__ import annotations

import time
from pathlib import Path
from threading import Event

import pytest

from desktop.vault import Vault, open_vault
from desktop.vault.records.handoff import unsettled
from desktop.vault.store.connection import Database
from tests.support import PASSPHRASE, open_interview
from tests.unit.vault.made import FILE, begin_perhaps

LONG = 20
"""Seconds that a share which does not answer keeps whoever asks it."""


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Event:
    """A share that does not answer before this is set."""
    answers, look = Event(), unsettled._whereabouts

    def asked_for_long(waiting: tuple[str, bytes | None]) -> unsettled._Whereabouts:
        answers.wait(LONG)
        return look(waiting)

    monkeypatch.setattr(unsettled, "_whereabouts", asked_for_long)
    return answers


def begun(vault: Vault, stick: Path) -> str:
    """A package that a process was about to name when it ended."""
    package_id = begin_perhaps(vault, open_interview(vault).id, stick)
    vault.close()
    return package_id


def state(vault: Vault) -> list[tuple[str]]:
    return vault._db.all("SELECT state FROM package_sent")


def test_a_package_on_a_dead_network_share_holds_no_opening(
    vault: Vault, tmp_path: Path, answers: Event
) -> None:
    package_id = begun(vault, tmp_path / "share")
    started = time.monotonic()
    with open_vault(vault.folder, PASSPHRASE) as opened:
        assert time.monotonic() - started < LONG / 2
        assert state(opened) == [("naming",)]
        [listed] = opened.packages.sent()
        assert (listed.package_id, listed.certain) == (package_id, False)
    assert time.monotonic() - started < LONG / 2
    answers.set()
    with open_vault(vault.folder, PASSPHRASE) as opened:
        assert state(opened) == [("unknown",)]


def test_what_a_slow_stick_says_after_the_opening_is_recorded_at_the_closing(
    vault: Vault, tmp_path: Path, answers: Event
) -> None:
    begun(vault, tmp_path)
    (tmp_path / FILE).write_bytes(b"")
    with open_vault(vault.folder, PASSPHRASE) as opened:
        assert state(opened) == [("naming",)]
        answers.set()
    answers.clear()
    with open_vault(vault.folder, PASSPHRASE) as opened:
        assert state(opened) == [("named",)]
        assert opened.check().intact


def test_nothing_is_asked_of_a_disk_where_no_package_was_about_to_be_named(
    vault: Vault, db: Database
) -> None:
    started = time.monotonic()
    settling = unsettled.Unsettled(db, vault.packages.sending)
    settling.settle(LONG)
    assert time.monotonic() - started < LONG / 2
