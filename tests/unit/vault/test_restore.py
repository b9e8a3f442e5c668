"""A restore takes the log of a killed vault along, or says why it cannot."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.errors import DamagedVault, IncompleteCopy, VaultInUse
from desktop.media.ingest import add_files
from desktop.media.sources import MemoryFile
from desktop.vault import Vault, open_vault, restore_backup
from tests.journey.support import ROOT
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
    command = [sys.executable, "-c", KILLED, str(folder)]
    assert was_killed(subprocess.run(command, cwd=ROOT, check=False))


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
    restore_backup(killed, again)
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
    restore_backup(named, tmp_path / "again.skrynia")
    assert codes(tmp_path / "again.skrynia") == everybody()


def test_a_restore_from_an_open_vaults_folder_is_refused(vault: Vault, tmp_path: Path) -> None:
    open_interview(vault)
    again = tmp_path / "again.skrynia"
    with pytest.raises(VaultInUse):
        restore_backup(vault.folder, again)
    assert not again.exists()
    assert vault.check().intact
    vault.close()
    restore_backup(vault.folder, again)
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
        restore_backup(folder, again, write)
    assert not again.exists()


def test_a_hot_copy_without_its_log_is_refused_and_can_be_opened(
    killed: Path, tmp_path: Path
) -> None:
    """Nothing on it tells a copy of ``vault.db`` and ``keys.json`` alone; a whole folder does."""
    copy, again = tmp_path / "copy.skrynia", tmp_path / "again.skrynia"
    shutil.copytree(killed, copy)
    (copy / "vault.db-wal").unlink()
    with pytest.raises(IncompleteCopy):
        restore_backup(copy, again)
    assert not again.exists()
    assert codes(copy) == []
    restore_backup(copy, again)
    assert codes(again) == []


def is_found_damaged(folder: Path) -> bool:
    """At the opening or, where the pages it reads are whole, by the check."""
    try:
        with open_vault(folder, PASSPHRASE) as vault:
            return not vault.check().intact
    except DamagedVault:
        return True


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
    restore_backup(killed, again)
    assert content(killed) == before
    if opens:
        assert codes(again) == []
    else:
        assert is_found_damaged(again)


@pytest.mark.parametrize("newer", ["vault.db", "vault.db-wal"])
def test_the_log_of_the_same_vault_from_another_time_is_found_damaged(
    killed: Path, tmp_path: Path, newer: str
) -> None:
    """Nothing outside the encryption ties the two files to each other; the pages do."""
    mixed = Path(shutil.copytree(killed, tmp_path / "mixed.skrynia"))
    with open_vault(killed, PASSPHRASE) as vault:
        add_files(vault, [MemoryFile("large.bin", os.urandom(3_000_000))])
    kill(killed)
    shutil.copy(killed / newer, mixed / newer)
    restore_backup(mixed, tmp_path / "again.skrynia")
    assert is_found_damaged(tmp_path / "again.skrynia")


def test_a_read_only_medium_with_a_lock_file_left_on_it_is_restored_from(
    killed: Path, tmp_path: Path
) -> None:
    modes = {file: file.stat().st_mode for file in (*killed.iterdir(), killed)}
    for file in modes:
        file.chmod(0o500 if file == killed else 0o400)
    try:
        restore_backup(killed, tmp_path / "again.skrynia")
    finally:
        for file, mode in modes.items():
            file.chmod(mode)
    assert codes(tmp_path / "again.skrynia") == everybody()
