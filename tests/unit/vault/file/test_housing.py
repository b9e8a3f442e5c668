"""A vault is moved whole, or destroyed, its slots first; a kill leaves it whole or unreadable."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from desktop.errors import (
    DeletionBegun,
    NotAVault,
    NotWritable,
    VaultExists,
    VaultInUse,
    WithinVault,
)
from desktop.messages.errors import explain
from desktop.model.interview import INTERVIEW_KIND
from desktop.vault import Vault, open_vault
from desktop.vault.backups.restore import restore_generation
from desktop.vault.file import housing
from desktop.vault.file.housing import destroy_vault, move_vault
from desktop.vault.rescue.rescue import rescue
from desktop.vault_files import DESTROYING, KEYS
from tests.support import PASSPHRASE, make_vault, open_interview

pytestmark = pytest.mark.disk


class Killed(BaseException):
    """The process ends here."""


@pytest.fixture
def folder(vault: Vault) -> Path:
    open_interview(vault)
    vault.close()
    return vault.folder


def opens(folder: Path) -> bool:
    with open_vault(folder, PASSPHRASE) as vault:
        return bool(vault.counts()[INTERVIEW_KIND])


def across_disks(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(source: Path, target: Path) -> None:
        if not source.name.endswith(".partial"):
            raise OSError(errno.EXDEV, "another disk")
        source.rename(target)

    monkeypatch.setattr(housing, "rename_folder", refused)


def test_it_is_renamed_and_opens(folder: Path) -> None:
    target = folder.with_name("other.skrynia")
    move_vault(folder, target)
    assert not folder.exists()
    assert opens(target)


def test_to_another_disk_it_is_copied_and_destroyed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    across_disks(monkeypatch)
    target = folder.with_name("other.skrynia")
    seen: list[str] = []
    move_vault(folder, target, lambda _done, _total, what: seen.append(what))
    assert not folder.exists()
    assert opens(target)
    assert seen


@pytest.mark.parametrize("at", ["desktop.vault.file.housing.copy_file", "os.urandom", "os.unlink"])
def test_a_kill_while_it_is_moved_leaves_it_whole_in_one_place(
    folder: Path, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    target = folder.with_name("other.skrynia")

    def killed(*_given: object, **_more: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        across_disks(patch)
        patch.setattr(housing if at.startswith("desktop") else os, at.rsplit(".", 1)[1], killed)
        with pytest.raises(Killed):
            move_vault(folder, target)
    assert opens(target if target.exists() else folder)


def test_nothing_is_moved_over_anything_nor_while_it_is_open(vault: Vault, tmp_path: Path) -> None:
    target = tmp_path / "other.skrynia"
    with pytest.raises(VaultInUse):
        move_vault(vault.folder, target)
    with pytest.raises(VaultInUse):
        destroy_vault(vault.folder)
    vault.close()
    target.mkdir()
    with pytest.raises(VaultExists):
        move_vault(vault.folder, target)
    with open_vault(vault.folder, PASSPHRASE):
        pass


def test_destroyed_it_is_gone_and_what_else_was_there_is_not(folder: Path) -> None:
    (folder / "notes.txt").write_text("mine", "utf-8")
    assert destroy_vault(folder) == ("notes.txt",)
    assert [each.name for each in folder.iterdir()] == ["notes.txt"]
    with pytest.raises(NotAVault):
        destroy_vault(folder)


def test_the_slots_are_overwritten_before_anything_else_goes(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = (folder / KEYS).read_bytes()
    linked = folder.with_name("the same bytes on the disk")
    os.link(folder / KEYS, linked)

    def killed(_files: object) -> list[Path]:
        raise Killed

    calls = iter((housing._ours(folder),))
    monkeypatch.setattr(housing, "_ours", lambda where: next(calls, None) or killed(where))
    with pytest.raises(Killed):
        destroy_vault(folder)
    left = linked.read_bytes()
    assert len(left) == len(keys)
    assert not any(keys[at : at + 8] in left for at in range(len(keys) - 8))
    monkeypatch.undo()
    assert not (folder / KEYS).exists()
    with pytest.raises(DeletionBegun):
        open_vault(folder, PASSPHRASE)
    assert "vault delete" in explain(DeletionBegun()).what_to_do
    assert destroy_vault(folder) == ()
    assert not folder.exists()


def test_slots_that_were_only_renamed_are_overwritten_at_the_next_try(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = (folder / KEYS).read_bytes()
    linked = folder.with_name("the same bytes on the disk")
    os.link(folder / KEYS, linked)

    def killed(_size: int) -> bytes:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(os, "urandom", killed)
        with pytest.raises(Killed):
            destroy_vault(folder)
    assert (folder / DESTROYING).read_bytes() == keys
    # Somebody copied other slots back from a backup.
    (folder / KEYS).write_bytes(keys)
    destroy_vault(folder)
    assert linked.read_bytes() != keys
    assert not folder.exists()


@pytest.mark.parametrize("where", ["", "deeper"])
def test_nothing_new_lies_in_the_folder_of_a_vault_or_of_backups(
    folder: Path, tmp_path: Path, where: str
) -> None:
    place = tmp_path / "daily.backups"
    with make_vault(tmp_path, "another") as another, open_vault(folder, PASSPHRASE) as vault:
        vault.backups.create(place)
        for outer in (folder, another.folder, place):
            (outer / where).mkdir(exist_ok=True)
            inner = outer / where / "copy.skrynia"
            with pytest.raises(WithinVault):
                vault.backup(inner)
            with pytest.raises(WithinVault):
                vault.backups.create(inner)
            with pytest.raises(WithinVault):
                restore_generation(place, inner, PASSPHRASE)
            assert not inner.exists()
    for outer in (another.folder, place):
        with pytest.raises(WithinVault):
            move_vault(folder, outer / where / "moved.skrynia")
        with pytest.raises(WithinVault):
            rescue(folder, outer / where / "rescued.skrynia", PASSPHRASE)
    assert opens(folder)


def test_a_folder_without_a_vault_is_left_alone(tmp_path: Path) -> None:
    other = tmp_path / "letters"
    other.mkdir()
    (other / "letter.txt").write_text("dear", "utf-8")
    for work in (destroy_vault, lambda each: move_vault(each, tmp_path / "x")):
        with pytest.raises(NotAVault):
            work(other)
    assert (other / "letter.txt").read_text("utf-8") == "dear"
    assert make_vault(tmp_path, "beside").folder.exists()


def test_what_a_link_leads_to_is_never_written_over(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = tmp_path / "another's keys"
    (folder / KEYS).rename(keys)
    (folder / KEYS).symlink_to(keys)
    before = keys.read_bytes()
    across_disks(monkeypatch)
    target = tmp_path / "other.skrynia"
    for work in (destroy_vault, lambda each: move_vault(each, target)):
        with pytest.raises(NotWritable):
            work(folder)
        assert keys.read_bytes() == before
        assert not target.exists()
    linked = tmp_path / "linked.skrynia"
    linked.symlink_to(folder)
    with pytest.raises(NotWritable):
        destroy_vault(linked)
    assert opens(folder)


def test_keys_of_another_program_are_left_alone(tmp_path: Path) -> None:
    other = tmp_path / "site"
    other.mkdir()
    (other / KEYS).write_text('{"maps": "AIza"}', "utf-8")
    with pytest.raises(NotAVault):
        destroy_vault(other)
    assert (other / KEYS).read_text("utf-8") == '{"maps": "AIza"}'


def test_nobody_opens_it_between_copying_and_destroying(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    destroy = housing._destroy

    def tried(where: Path) -> None:
        with pytest.raises(VaultInUse):
            open_vault(where, PASSPHRASE)
        destroy(where)

    across_disks(monkeypatch)
    monkeypatch.setattr(housing, "_destroy", tried)
    move_vault(folder, tmp_path / "other.skrynia")
    assert opens(tmp_path / "other.skrynia")
