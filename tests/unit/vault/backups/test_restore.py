"""A restore takes the log of a killed vault along, or says why it cannot."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.errors import (
    Cancelled,
    DamagedBackup,
    IncompleteCopy,
    UncheckedLog,
    VaultInUse,
    WrongPassphrase,
)
from desktop.i18n import _
from desktop.media.adding.ingest import add_files
from desktop.media.adding.sources import MemoryFile
from desktop.vault import Vault, open_vault, restore_backup
from tests.nursery import run_python
from tests.support import PASSPHRASE, make_vault, new_vault, open_interview
from tests.systems import was_killed

pytestmark = pytest.mark.disk

KILLED = """
import os, sys
from pathlib import Path
from desktop.vault import open_vault
from tests.support import PASSPHRASE
from tests.systems import KILL

vault = open_vault(Path(sys.argv[1]), PASSPHRASE)
for number in range(20):
    vault.people.new(f"P-{number}", ())
os.kill(os.getpid(), KILL)
"""


@pytest.fixture
def killed(tmp_path: Path) -> Path:
    """A vault whose process died after twenty people were saved."""
    with make_vault(tmp_path) as vault:
        folder = vault.folder
    kill(folder)
    return folder


def kill(folder: Path) -> None:
    """Let another process save twenty people in the vault and die."""
    assert was_killed(run_python(KILLED, folder))


def codes(folder: Path) -> list[str]:
    with open_vault(folder, PASSPHRASE) as vault:
        assert vault.check().intact
        return sorted(person.code for person in vault.people.all())


def content(folder: Path) -> dict[str, bytes]:
    """What is in the files of a vault; its lock holds nothing."""
    files = (file for file in folder.iterdir() if file.name != "vault.lock")
    return {file.name: file.read_bytes() for file in files}


def everybody() -> list[str]:
    return sorted(f"P-{number}" for number in range(20))


def test_a_vault_restored_from_a_killed_one_holds_the_last_committed_row(
    killed: Path, tmp_path: Path
) -> None:
    before = content(killed)
    assert before["vault.db-wal"]
    again = tmp_path / "again.skrynia"
    restore_backup(killed, again, PASSPHRASE)
    assert content(killed) == before
    assert codes(again) == everybody()
    assert codes(killed) == everybody()


@pytest.mark.parametrize("what", ["folder", "database"])
def test_a_restore_through_a_link_takes_the_log_beside_the_file_itself(
    killed: Path, tmp_path: Path, what: str
) -> None:
    named = tmp_path / "named.skrynia"
    if what == "folder":
        named.symlink_to(killed)
    else:
        named.mkdir()
        for name in ("vault.db", "keys.json"):
            (named / name).symlink_to(killed / name)
    restore_backup(named, tmp_path / "again.skrynia", PASSPHRASE)
    assert codes(tmp_path / "again.skrynia") == everybody()


def test_a_restore_from_an_open_vaults_folder_is_refused(vault: Vault, tmp_path: Path) -> None:
    open_interview(vault)
    again = tmp_path / "again.skrynia"
    with pytest.raises(VaultInUse):
        restore_backup(vault.folder, again, PASSPHRASE)
    assert not again.exists()
    assert vault.check().intact
    vault.close()
    restore_backup(vault.folder, again, PASSPHRASE)
    with open_vault(again, PASSPHRASE) as restored:
        assert restored.interviews.count() == 1


def test_a_vault_opened_while_it_is_restored_from_is_refused(vault: Vault, tmp_path: Path) -> None:
    folder, again = vault.folder, tmp_path / "again.skrynia"
    vault.close()

    def write(done: int, total: int, what: str) -> None:
        if done == total:
            with open_vault(folder, PASSPHRASE) as opened:
                open_interview(opened, f"W-{done}")

    with pytest.raises(VaultInUse):
        restore_backup(folder, again, PASSPHRASE, write)
    assert not again.exists()


def test_a_hot_copy_without_its_log_is_refused_and_can_be_opened(
    killed: Path, tmp_path: Path
) -> None:
    """Nothing on it tells a copy of ``vault.db`` and ``keys.json`` alone; a whole folder does."""
    copy, again = tmp_path / "copy.skrynia", tmp_path / "again.skrynia"
    shutil.copytree(killed, copy)
    (copy / "vault.db-wal").unlink()
    with pytest.raises(IncompleteCopy):
        restore_backup(copy, again, PASSPHRASE)
    assert not again.exists()
    assert codes(copy) == []
    restore_backup(copy, again, PASSPHRASE)
    assert codes(again) == []


def refuses_damage(source: Path, again: Path) -> None:
    """The restore is refused, and leaves nothing, under no name."""
    before = sorted(again.parent.iterdir())
    with pytest.raises(DamagedBackup):
        restore_backup(source, again, PASSPHRASE)
    assert sorted(again.parent.iterdir()) == before


def foreign(log: Path, killed: Path) -> None:
    other = killed.parent / "other"
    other.mkdir()
    with new_vault(other) as vault:
        open_interview(vault)
        log.write_bytes((vault.folder / "vault.db-wal").read_bytes())


def no_log(log: Path, _killed: Path) -> None:
    log.write_bytes(b"\x07" * 70_000)


@pytest.mark.parametrize(("spoil", "opens"), [(foreign, False), (no_log, True)])
def test_the_log_of_another_vault_is_never_taken_for_this_ones(
    killed: Path, tmp_path: Path, spoil: Callable[[Path, Path], None], opens: bool
) -> None:
    """SQLite passes over what is no log; a page of another key is damage."""
    spoil(killed / "vault.db-wal", killed)
    before = content(killed)
    again = tmp_path / "again.skrynia"
    if opens:
        restore_backup(killed, again, PASSPHRASE)
        assert codes(again) == []
    else:
        refuses_damage(killed, again)
    assert content(killed) == before


@pytest.mark.parametrize("newer", ["vault.db", "vault.db-wal"])
def test_the_log_of_the_same_vault_from_another_time_is_never_called_restored(
    killed: Path, tmp_path: Path, newer: str
) -> None:
    """Nothing outside the encryption ties the two files to each other; the pages do."""
    mixed = Path(shutil.copytree(killed, tmp_path / "mixed.skrynia"))
    with open_vault(killed, PASSPHRASE) as vault:
        add_files(vault, [MemoryFile("large.bin", os.urandom(3_000_000))])
    kill(killed)
    shutil.copy(killed / newer, mixed / newer)
    before = content(mixed)
    refuses_damage(mixed, tmp_path / "again.skrynia")
    assert content(mixed) == before


def test_a_log_is_never_restored_without_a_passphrase_and_a_backup_is(
    killed: Path, tmp_path: Path
) -> None:
    again, copy = tmp_path / "again.skrynia", tmp_path / "copy.skrynia"
    with pytest.raises(UncheckedLog):
        restore_backup(killed, again, None)
    assert not again.exists()
    with open_vault(killed, PASSPHRASE) as vault:
        vault.backup(copy)
    restore_backup(copy, again, None)
    assert codes(again) == everybody()


def test_a_backup_damaged_in_any_page_or_cut_off_is_never_called_restored(
    vault: Vault, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.skrynia"
    vault.backup(copy)
    database = copy / "vault.db"
    data = bytearray(database.read_bytes())
    data[-5000] ^= 1
    database.write_bytes(data)
    refuses_damage(copy, tmp_path / "again.skrynia")
    database.write_bytes(data[: len(data) // 2])
    refuses_damage(copy, tmp_path / "again.skrynia")


def test_the_key_file_of_another_vault_is_found_before_it_is_called_restored(
    vault: Vault, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.skrynia"
    vault.backup(copy)
    (tmp_path / "other").mkdir()
    with new_vault(tmp_path / "other") as other:
        shutil.copy(other.folder / "keys.json", copy / "keys.json")
    refuses_damage(copy, tmp_path / "again.skrynia")


def test_a_wrong_passphrase_is_told_before_anything_is_copied(vault: Vault, tmp_path: Path) -> None:
    vault.backup(tmp_path / "copy")
    said: list[str] = []
    with pytest.raises(WrongPassphrase):
        restore_backup(
            tmp_path / "copy",
            tmp_path / "again.skrynia",
            PASSPHRASE + "x",
            lambda done, total, what: said.append(what),
        )
    assert (said, (tmp_path / "again.skrynia").exists()) == ([], False)


def test_a_restore_stopped_during_its_check_leaves_nothing(vault: Vault, tmp_path: Path) -> None:
    vault.backup(tmp_path / "copy")
    before = sorted(tmp_path.iterdir())

    def stop(done: int, total: int, what: str) -> None:
        if what == _("Comparing with what was written last"):
            raise Cancelled

    with pytest.raises(Cancelled):
        restore_backup(tmp_path / "copy", tmp_path / "again.skrynia", PASSPHRASE, stop)
    assert sorted(tmp_path.iterdir()) == before


def test_a_read_only_medium_with_a_lock_file_left_on_it_is_restored_from(
    killed: Path, tmp_path: Path
) -> None:
    modes = {file: file.stat().st_mode for file in (*killed.iterdir(), killed)}
    for file in modes:
        file.chmod(0o500 if file == killed else 0o400)
    try:
        restore_backup(killed, tmp_path / "again.skrynia", PASSPHRASE)
    finally:
        for file, mode in modes.items():
            file.chmod(mode)
    assert codes(tmp_path / "again.skrynia") == everybody()
