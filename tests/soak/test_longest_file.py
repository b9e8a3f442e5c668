"""A disk that takes no file longer than 2^32 - 1 bytes, as FAT32: the real limit, with an original
of more than that. By FUSE, under ``make soak`` only: it moves some thirty gigabytes.

``test_failing_disk.py`` tries the same with small limits and every kind of work.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest

from desktop.errors import FileTooLarge, VaultTooLong
from desktop.media.adding.ingest import add_files
from desktop.media.exporting.export import export_original
from desktop.vault import Vault
from desktop.vault.backups.check import check_place
from desktop.vault.backups.restore import restore_generation
from tests.examples import is_soak
from tests.soak.failing_disks import FailingDisk, failing_disk
from tests.soak.known import holds
from tests.support import PASSPHRASE, make_vault, reopened
from tests.unit.handoff.ends import interview, make_ends

pytestmark = [pytest.mark.disk, pytest.mark.hypothesis, pytest.mark.rare]
_LARGEST: Final = 2**32 - 1
_MARK: Final = b"the last words of a long recording"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[FailingDisk]:
    if not is_soak():
        pytest.skip("files of four gigabytes are for `make soak`")
    with failing_disk(tmp_path / "disk", "vfat") as mounted:
        mounted.fail(largest=_LARGEST)
        yield mounted


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    """A file of one mebibyte more than the disk takes. Most of it is a hole."""
    path = tmp_path / "recording.wav"
    with path.open("wb") as file:
        file.seek(_LARGEST + 2**20)
        file.write(_MARK)
    return path


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def test_a_backup_lies_in_volumes_and_is_restored(
    disk: FailingDisk, recording: Path, tmp_path: Path
) -> None:
    place = disk.path / "researcher.backups"
    with make_vault(tmp_path) as vault:
        assert len(add_files(vault, [recording]).added) == 1
        vault.backups.create(place)
    lengths = sorted(each.stat().st_size for each in (place / "originals").rglob("*.*"))
    assert len(lengths) == 2
    assert lengths[1] == _LARGEST
    disk.let_go()
    assert check_place(place, PASSPHRASE).intact
    restore_generation(place, tmp_path / "restored.skrynia", PASSPHRASE)
    with reopened(tmp_path / "restored.skrynia") as vault:
        holds(vault)
        [media] = vault.media.all()
        assert media.sha256 == _sum(recording)


def test_what_is_one_file_is_refused_and_named(
    disk: FailingDisk, recording: Path, tmp_path: Path
) -> None:
    """An original, a copy of the vault, a restored vault and a package: nothing is left of them."""
    with make_vault(tmp_path) as vault:
        added = add_files(vault, [recording]).added[0]
        copy = disk.path / "copy.skrynia"
        _refused(disk, lambda: vault.backup(copy))
        _refused(disk, lambda: export_original(vault, added.media_id, disk.path))
        vault.backups.create(tmp_path / "researcher.backups")
    restored = disk.path / "restored.skrynia"
    place = tmp_path / "researcher.backups"
    _refused(disk, lambda: restore_generation(place, restored, PASSPHRASE))


def test_a_package_is_refused_and_named(disk: FailingDisk, recording: Path, tmp_path: Path) -> None:
    ends = make_ends(tmp_path)
    ends.stick = disk.path
    record = interview(ends.researcher)
    assert len(add_files(ends.researcher, [recording], record.id).added) == 1
    _refused(disk, ends.write)
    assert not ends.researcher.packages.sent()
    ends.close()


def test_a_vault_refuses_what_it_cannot_hold(disk: FailingDisk, recording: Path) -> None:
    with make_vault(disk.path) as vault:
        with pytest.raises(VaultTooLong):
            add_files(vault, [recording])
        assert _can_write(vault)
        holds(vault)
        folder = vault.folder
    with reopened(folder) as vault:
        assert vault.media.count() == 0
        holds(vault)


def _can_write(vault: Vault) -> bool:
    return bool(vault.people.new("P-1", ()).id)


def _refused(disk: FailingDisk, act: Callable[[], object]) -> None:
    before = sorted(disk.path.rglob("*"))
    with pytest.raises(FileTooLarge):
        act()
    assert sorted(disk.path.rglob("*")) == before
