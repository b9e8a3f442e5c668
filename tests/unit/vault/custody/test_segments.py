"""A restored vault goes on with the log as a new instance, and every earlier head holds in it."""

from __future__ import annotations

from pathlib import Path

from desktop.vault import Vault, open_vault, restore_backup
from desktop.vault.backups.restore import restore_generation
from tests.support import PASSPHRASE, open_interview
from tests.unit.vault.made import send


def test_a_vault_that_was_never_restored_has_one_segment(vault: Vault) -> None:
    assert vault.custody.restored() == ()


def test_a_restored_copy_names_the_last_row_that_both_have(vault: Vault, tmp_path: Path) -> None:
    interview = open_interview(vault)
    sent = send(vault, interview.id)
    head = vault.custody.head()
    vault.backup(tmp_path / "copy")
    restore_backup(tmp_path / "copy", tmp_path / "again.skrynia", PASSPHRASE)
    with open_vault(tmp_path / "again.skrynia", PASSPHRASE) as again:
        [segment] = again.custody.restored()
        assert (segment.after, segment.began) == (head, head.seq + 1)
        again.people.new("P-9")
        assert again.check().intact
        assert again.packages.get_sent(sent.package_id).document.custody_head.seq <= head.seq
    vault.people.new("P-10")
    both = zip(vault.custody.events(), _events(tmp_path / "again.skrynia"), strict=False)
    assert next(ours.seq for ours, theirs in both if ours != theirs) == segment.began


def test_each_restore_is_an_instance_of_its_own(vault: Vault, tmp_path: Path) -> None:
    """And a restore of a restored one is another behind it."""
    vault.backups.create(tmp_path / "a.backups")
    for name in ("b", "c"):
        restore_generation(tmp_path / "a.backups", tmp_path / f"{name}.skrynia", PASSPHRASE)
    with open_vault(tmp_path / "b.skrynia", PASSPHRASE) as again:
        [first] = again.custody.restored()
        again.backups.create(tmp_path / "b.backups")
    with open_vault(tmp_path / "c.skrynia", PASSPHRASE) as other:
        assert other.custody.restored()[0].instance != first.instance
        assert other.custody.restored()[0].after == first.after
    restore_generation(tmp_path / "b.backups", tmp_path / "d.skrynia", PASSPHRASE)
    with open_vault(tmp_path / "d.skrynia", PASSPHRASE) as last:
        assert last.custody.restored()[0] == first
        assert len(last.custody.restored()) == 2
        assert last.check().intact


def _events(folder: Path) -> list[object]:
    with open_vault(folder, PASSPHRASE) as vault:
        return list(vault.custody.events())
