"""A copy that is there is whole, opens with the same passphrase, and overwrites nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.errors import Cancelled, DamagedVault, DiskFull, NotAVault, VaultExists
from desktop.model.custody import CustodyKind
from desktop.progress import no_progress
from desktop.system import room
from desktop.vault import Vault, open_vault, restore_backup
from tests.nursery import run_python
from tests.support import PASSPHRASE, make_vault, open_interview
from tests.systems import is_private_throughout, was_killed
from tests.unit.vault.made import add
from tests.unit.vault.versions.test_sums import behind_the_sums

pytestmark = pytest.mark.disk


@pytest.fixture
def full(vault: Vault) -> Vault:
    """A vault with an interview and some megabytes of photos."""
    interview = open_interview(vault)
    for number in range(4):
        media = add(vault, bytes([number]) * 2_000_000)
        vault.interviews.attach(interview.id, media.id)
    vault.interviews.seal(interview.id)
    return vault


def test_a_backup_opens_with_the_same_passphrase_and_holds_the_same(
    full: Vault, tmp_path: Path
) -> None:
    target = tmp_path / "copy.skrynia-backup"
    head = full.custody.head()
    full.backup(target)
    assert full.custody.events(full.vault_id)[-1].kind is CustodyKind.REPLICATION
    assert is_private_throughout(target)
    assert {file.name for file in target.iterdir()} == {"vault.db", "keys.json"}
    with open_vault(target, PASSPHRASE) as copy:
        assert copy.vault_id == full.vault_id
        assert copy.custody.head() == head
        assert copy.check().intact
        assert [m.id for m in copy.media.all()] == [m.id for m in full.media.all()]


def test_a_backup_is_restored_into_a_new_folder_only(full: Vault, tmp_path: Path) -> None:
    full.backup(tmp_path / "copy")
    restore_backup(tmp_path / "copy", tmp_path / "again.skrynia", PASSPHRASE)
    with open_vault(tmp_path / "again.skrynia", PASSPHRASE) as again:
        assert again.check().intact
        assert again.interviews.count() == 1
    for taken in (full.folder, tmp_path / "again.skrynia"):
        with pytest.raises(VaultExists):
            restore_backup(tmp_path / "copy", taken, PASSPHRASE)
    with pytest.raises(NotAVault):
        restore_backup(tmp_path, tmp_path / "third.skrynia", PASSPHRASE)


def test_a_copy_of_what_is_older_is_whole_and_names_what_is(full: Vault, tmp_path: Path) -> None:
    assert full.backup(tmp_path / "whole") == ()
    with behind_the_sums(full, "UPDATE interview SET purpose = 'older'") as older:
        names = older.backup(tmp_path / "copy")
        assert names == older.check().older
    assert len(names) == 1
    restored = restore_backup(tmp_path / "copy", tmp_path / "again.skrynia", PASSPHRASE)
    assert restored.older == names
    assert restored.newest is not None


def test_a_backup_replaces_nothing(full: Vault, tmp_path: Path) -> None:
    target = tmp_path / "copy"
    target.mkdir()
    with pytest.raises(VaultExists):
        full.backup(target)
    assert list(target.iterdir()) == []


def test_records_are_written_while_a_backup_is_made(full: Vault, tmp_path: Path) -> None:
    written: list[str] = []

    def meanwhile(done: int, total: int, what: str) -> None:
        assert 0 <= done <= total
        assert what
        if len(written) < 2:
            written.append(full.people.new(f"P-{len(written)}", ()).id)

    full.backup(tmp_path / "copy", meanwhile)
    assert len(written) == 2
    with open_vault(tmp_path / "copy", PASSPHRASE) as copy:
        assert copy.check().intact
        assert written[0] in {person.id for person in copy.people.all()}


def test_a_backup_that_is_cancelled_leaves_nothing(full: Vault, tmp_path: Path) -> None:
    def stop(done: int, total: int, what: str) -> None:
        raise Cancelled

    before, head = sorted(tmp_path.iterdir()), full.custody.head()
    with pytest.raises(Cancelled):
        full.backup(tmp_path / "copy", stop)
    assert sorted(tmp_path.iterdir()) == before
    assert full.custody.head() == head
    full.people.new("P-after", ())


def test_a_backup_without_room_is_refused_before_it_begins(
    full: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "free_space", lambda folder: 1000)
    with pytest.raises(DiskFull):
        full.backup(tmp_path / "copy")
    assert not (tmp_path / "copy").exists()


def test_the_room_for_a_backup_counts_what_is_in_the_log_only(
    full: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The copy is as large as the file and the pages that only the log holds make together."""
    target, database = tmp_path / "copy", full.folder / "vault.db"
    full.backup(tmp_path / "first")
    copied = (tmp_path / "first" / "vault.db").stat().st_size
    assert database.stat().st_size < copied - (6 << 20)
    monkeypatch.setattr(room, "free_space", lambda folder: copied)
    with pytest.raises(DiskFull):
        full.backup(target)
    assert not target.exists()
    monkeypatch.setattr(room, "free_space", lambda folder: copied + (5 << 20))
    full.backup(target)


def test_damage_in_the_vault_is_found_before_a_copy_counts(tmp_path: Path) -> None:
    with make_vault(tmp_path) as vault:
        for number in range(3):
            add(vault, bytes([number]) * 2_000_000)
        folder = vault.folder
    database = folder / "vault.db"
    data = bytearray(database.read_bytes())
    data[len(data) * 3 // 4] ^= 1
    database.write_bytes(data)
    with open_vault(folder, PASSPHRASE) as vault, pytest.raises(DamagedVault):
        vault.backup(tmp_path / "copy")
    assert not (tmp_path / "copy").exists()


def test_a_backup_that_was_altered_does_not_open(full: Vault, tmp_path: Path) -> None:
    full.backup(tmp_path / "copy")
    database = tmp_path / "copy" / "vault.db"
    data = bytearray(database.read_bytes())
    data[50] ^= 1
    database.write_bytes(data)
    with pytest.raises(DamagedVault):
        open_vault(tmp_path / "copy", PASSPHRASE)


KILLED = """
import os, sys
from pathlib import Path
from desktop.vault import open_vault
from tests.support import PASSPHRASE
from tests.systems import KILL

def die(done, total, what):
    os.kill(os.getpid(), KILL)

open_vault(Path(sys.argv[1]), PASSPHRASE).backup(Path(sys.argv[2]), die)
"""


def test_what_a_killed_backup_left_goes_with_the_next_one(full: Vault, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    target, folder = stick / "copy.skrynia", full.folder
    full.close()
    assert was_killed(run_python(KILLED, folder, target))
    (left,) = stick.iterdir()
    assert left.name.startswith("copy.skrynia.")
    with open_vault(folder, PASSPHRASE) as vault:
        vault.backup(target)
    assert list(stick.iterdir()) == [target]


def test_a_backup_that_is_being_written_is_not_taken_for_a_leftover(
    full: Vault, tmp_path: Path
) -> None:
    """Two at once under one name: the first to be whole takes it, the other is refused."""
    target = tmp_path / "copy.skrynia"
    second: list[int] = []

    def another(done: int, total: int, what: str) -> None:
        if not second:
            second.append(done)
            full.backup(target, no_progress)

    with pytest.raises(VaultExists):
        full.backup(target, another)
    with open_vault(target, PASSPHRASE) as copy:
        assert copy.check().intact
    assert not list(tmp_path.glob("*.partial"))
