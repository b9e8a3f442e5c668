"""A sender's vault that was restored, and the copy that it was of: what the office is told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from desktop.handoff.receipt import import_receipt, write_receipt
from desktop.handoff.receiving.receive import dry_run, receive_package
from desktop.handoff.sending.selection import plan_package
from desktop.handoff.sending.write import write_package
from desktop.messages.sender_log import course_told, told_by_receipt
from desktop.model.consent import Purpose
from desktop.model.sending.log_course import Course
from desktop.vault import Vault, open_vault
from desktop.vault.backups.restore import restore_generation
from tests.support import PASSPHRASE, open_interview
from tests.unit.handoff.ends import Vaults, interview


@pytest.fixture
def restored(ends: Vaults, tmp_path: Path) -> Iterator[Vault]:
    """The researcher's vault as it comes back from a backup of now."""
    interview(ends.researcher)
    ends.researcher.backups.create(tmp_path / "backups")
    restore_generation(tmp_path / "backups", tmp_path / "again.skrynia", PASSPHRASE)
    with closing(open_vault(tmp_path / "again.skrynia", PASSPHRASE)) as vault:
        yield vault


def brought(ends: Vaults, sender: Vault, code: str) -> tuple[Path, Course, str]:
    """A new interview of ``sender`` at the office: the package, what looking says, and what its
    receipt does."""
    open_interview(sender, code, Purpose.KEEP)
    office = ends.office.identity.fingerprint
    path = write_package(sender, plan_package(sender, office, Purpose.KEEP), ends.stick).path
    looked = dry_run(ends.office, path).log
    return path, looked, receive_package(ends.office, path).receipt.sender_log


def test_a_restore_goes_on_and_the_old_laptop_is_a_fork(ends: Vaults, restored: Vault) -> None:
    old = ends.researcher
    _path, looked, said = brought(ends, old, "W-010")
    assert (looked, said) == (Course.AS_BEFORE, "")
    _path, looked, said = brought(ends, restored, "W-020")
    assert (looked, said) == (Course.OLDER_BACKUP, "older-backup")
    _path, looked, said = brought(ends, restored, "W-021")
    assert (looked, said) == (Course.AS_BEFORE, "")
    path, looked, said = brought(ends, old, "W-011")
    assert (looked, said) == (Course.FORK, "fork")
    assert receive_package(ends.office, path).receipt.sender_log == "fork"
    listed = {each.sender_log for each in ends.office.packages.received()}
    assert listed == {"", "older-backup", "fork"}
    assert course_told(said)[0] == "Two copies of the sender's vault"


def test_a_package_that_is_opened_again_says_what_it_said_when_it_came(
    ends: Vaults, restored: Vault
) -> None:
    old = ends.researcher
    first, *_said = brought(ends, old, "W-010")
    brought(ends, restored, "W-020")
    fork, *_said = brought(ends, old, "W-011")
    brought(ends, restored, "W-021")
    again = [dry_run(ends.office, path) for path in (first, fork)]
    assert [each.received for each in again] == [True, True]
    assert [each.log for each in again] == [Course.AS_BEFORE, Course.FORK]


@pytest.mark.parametrize(
    ("rows", "expected"), [(1, Course.CONTRADICTS), (0, Course.AS_BEFORE)], ids=["same", "other"]
)
def test_two_folders_of_one_vault_are_told_by_heads_of_the_same_number(
    ends: Vaults, tmp_path: Path, rows: int, expected: Course
) -> None:
    """A folder that was copied has no segment: heads of other numbers tell nothing."""
    old = ends.researcher
    old.backup(tmp_path / "copied.skrynia")  # noted in the vault itself, by one row
    brought(ends, old, "W-010")
    with closing(open_vault(tmp_path / "copied.skrynia", PASSPHRASE)) as copied:
        for number in range(rows):
            copied.people.new(f"P-{number:03d}")
        _path, looked, said = brought(ends, copied, "W-020")
    assert looked is Course.said(said) is expected
    title, text = course_told(said)
    assert "changed" not in title
    assert ("folder of the vault was copied" in text) == bool(said)


def test_the_rightful_sender_hears_of_the_other_copy(ends: Vaults, restored: Vault) -> None:
    old = ends.researcher
    brought(ends, restored, "W-020")
    path, _looked, said = brought(ends, old, "W-011")
    received = receive_package(ends.office, path)
    written = write_receipt(ends.office, received.receipt.package_id, ends.stick)
    imported = import_receipt(old, written.path)
    assert imported.document.sender_log == said == "fork"
    assert told_by_receipt(said)[0] == "Two copies of your vault are in use"


def test_a_package_that_hides_its_restore_gives_itself_away(
    ends: Vaults, restored: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By a program that was altered to name no segment: its rows are others than were named."""
    old = ends.researcher
    brought(ends, old, "W-010")
    monkeypatch.setattr(type(restored.custody), "restored", lambda _log: ())
    for number in range(20, 26):
        open_interview(restored, f"W-{number:03d}", Purpose.KEEP)
    _path, looked, said = brought(ends, restored, "W-029")
    assert looked is Course.AS_BEFORE  # its document alone does not tell
    assert said == Course.CONTRADICTS.value
