"""Three errors that never blur, nothing ever overwritten, one writer at a time."""

from __future__ import annotations

import errno
import json
import os
import platform
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop import canonical
from desktop.errors import (
    DamagedKeySlots,
    DamagedVault,
    MissingDatabase,
    NotAVault,
    VaultExists,
    VaultInUse,
    WrongPassphrase,
)
from desktop.i18n import LANGUAGES, set_language
from desktop.messages.errors import explain
from desktop.model.custody import CustodyKind
from desktop.model.identity import Role
from desktop.vault import (
    Owner,
    Vault,
    check_secret,
    create_vault,
    open_vault,
    remove_unwanted,
    restore_backup,
)
from tests.nursery import run_python
from tests.support import CHEAP_COST, PASSPHRASE, make_closed_vault, make_vault, new_vault
from tests.systems import is_private, is_private_throughout


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    """A closed vault."""
    return make_closed_vault(tmp_path)


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Vault]:
    """A vault that was made just now and is still open."""
    with new_vault(tmp_path) as opened:
        yield opened


def test_a_new_vault_opens_again_with_its_passphrase(made: Vault) -> None:
    made.close()
    with open_vault(made.folder, PASSPHRASE) as vault:
        assert vault.identity.name == "researcher"
        assert vault.identity.role is Role.RESEARCHER


def test_the_folder_and_everything_in_it_is_for_its_owner_alone(made: Vault) -> None:
    assert is_private_throughout(made.folder)
    assert is_private(made.folder / "keys.json")
    assert is_private(made.folder / "vault.db")


def test_the_first_row_of_the_log_is_the_making_of_the_vault(made: Vault) -> None:
    (first,) = made.custody.events()
    assert (first.kind, first.object_id) == (CustodyKind.CREATION, made.vault_id)
    assert first.agent == made.identity.fingerprint


def test_a_wrong_passphrase_is_no_damage(closed: Path) -> None:
    with pytest.raises(WrongPassphrase):
        open_vault(closed, "another passphrase")
    with open_vault(closed, PASSPHRASE):
        pass


def test_damaged_slots_are_no_wrong_passphrase(closed: Path) -> None:
    keys = closed / "keys.json"
    keys.write_bytes(keys.read_bytes()[:-20])
    with pytest.raises(DamagedKeySlots):
        open_vault(closed, PASSPHRASE)


def test_missing_slots_are_damage(closed: Path) -> None:
    (closed / "keys.json").unlink()
    with pytest.raises(DamagedKeySlots):
        open_vault(closed, PASSPHRASE)


def test_slots_too_large_to_be_any_are_damage(closed: Path) -> None:
    with (closed / "keys.json").open("ab") as file:
        file.truncate(2 << 20)
    with pytest.raises(DamagedKeySlots):
        open_vault(closed, PASSPHRASE)


def test_a_damaged_database_is_neither(closed: Path) -> None:
    database = closed / "vault.db"
    data = bytearray(database.read_bytes())
    data[100] ^= 1
    database.write_bytes(data)
    with pytest.raises(DamagedVault):
        open_vault(closed, PASSPHRASE)


def test_a_missing_database_is_damage_and_never_made_anew(closed: Path) -> None:
    (closed / "vault.db").unlink()
    with pytest.raises(MissingDatabase):
        open_vault(closed, PASSPHRASE)
    assert not (closed / "vault.db").exists()
    with pytest.raises(MissingDatabase):
        restore_backup(closed, closed.with_name("restored.skrynia"), PASSPHRASE)


def test_what_is_missing_and_what_to_do_is_said(closed: Path) -> None:
    (closed / "vault.db").unlink()
    with pytest.raises(MissingDatabase) as refused:
        open_vault(closed, PASSPHRASE)
    advice = explain(refused.value)
    assert "vault.db" in advice.what_happened
    assert "backup" in advice.what_to_do


def test_an_emptied_database_is_damage_and_stays_as_it_is(closed: Path) -> None:
    """A file system that lost the content: nothing new may be made in its place."""
    (closed / "vault.db").write_bytes(b"")
    with pytest.raises(DamagedVault):
        open_vault(closed, PASSPHRASE)
    assert (closed / "vault.db").read_bytes() == b""


def test_a_vault_that_is_not_wanted_goes_with_its_folder(closed: Path) -> None:
    remove_unwanted(closed)
    assert not closed.exists()
    remove_unwanted(closed)


def test_what_else_lies_beside_a_vault_that_is_not_wanted_stays(closed: Path) -> None:
    notes = closed / "notes.txt"
    notes.write_bytes(b"somebody's")
    remove_unwanted(closed)
    assert list(closed.iterdir()) == [notes]


def test_an_open_vault_is_not_removed(vault: Vault) -> None:
    with pytest.raises(VaultInUse):
        remove_unwanted(vault.folder)
    assert vault.check().intact


def test_the_database_of_another_vault_is_damage(closed: Path, tmp_path: Path) -> None:
    with make_vault(tmp_path, "other") as other:
        pass
    (closed / "vault.db").write_bytes((other.folder / "vault.db").read_bytes())
    with pytest.raises(DamagedVault):
        open_vault(closed, PASSPHRASE)


def test_another_folder_is_no_vault(tmp_path: Path) -> None:
    with pytest.raises(NotAVault):
        open_vault(tmp_path, PASSPHRASE)
    with pytest.raises(NotAVault):
        open_vault(tmp_path / "nothing here", PASSPHRASE)


@pytest.mark.parametrize("kind", ["file", "folder", "link"])
def test_a_new_vault_stands_on_nothing(tmp_path: Path, kind: str) -> None:
    place = tmp_path / "taken.skrynia"
    if kind == "file":
        place.write_text("somebody's", "utf-8")
    elif kind == "folder":
        place.mkdir()
    else:
        place.symlink_to(tmp_path / "nowhere")
    with pytest.raises(VaultExists):
        create_vault(place, PASSPHRASE, Owner("x", Role.RESEARCHER), CHEAP_COST)
    assert [each.name for each in tmp_path.iterdir()] == ["taken.skrynia"]


def test_a_vault_that_could_not_be_made_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Exception, match="ENOSPC"):
        new_vault(tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.disk
def test_a_vault_is_opened_once_and_says_since_when(vault: Vault) -> None:
    with pytest.raises(VaultInUse) as refused:
        open_vault(vault.folder, PASSPHRASE)
    holder = refused.value.holder
    assert holder is not None
    assert (holder.process, holder.computer, holder.here) == (os.getpid(), platform.node(), True)
    assert holder.since.utc.startswith("20")


@pytest.mark.disk
@pytest.mark.parametrize("said", [b"", b"4 2026", b"[]", b'{"process":1}', b"\xff" * 9000])
def test_what_cannot_be_read_says_nothing_of_who_holds_it(vault: Vault, said: bytes) -> None:
    (vault.folder / "vault.since").write_bytes(said)
    with pytest.raises(VaultInUse) as refused:
        open_vault(vault.folder, PASSPHRASE)
    assert refused.value.holder is None


@pytest.mark.disk
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_second_opener_is_told_by_which_computer_and_since_when(
    vault: Vault, language: str
) -> None:
    set_language(language)
    file = vault.folder / "vault.since"
    held = json.loads(file.read_bytes())
    assert str(held["process"]) in told(vault)
    file.write_bytes(
        canonical.encode(
            held
            | {
                "computer": "Zosia\u202e-laptop",
                "since": "2026-11-29T23:59:01.000Z",
                "offset_minutes": 0,
            }
        )
    )
    said = told(vault)
    assert "\u202e" not in said
    assert "Zosia" in said
    assert "23:59" in said


def told(vault: Vault) -> str:
    with pytest.raises(VaultInUse) as refused:
        open_vault(vault.folder, PASSPHRASE)
    return explain(refused.value).text


@pytest.mark.disk
def test_another_process_is_kept_out_until_the_vault_is_closed(vault: Vault) -> None:
    code = (
        "import sys; from pathlib import Path; from desktop.vault import open_vault\n"
        "from desktop.errors import VaultInUse\n"
        "try: open_vault(Path(sys.argv[1]), sys.stdin.readline()).close()\n"
        "except VaultInUse: sys.exit(7)"
    )

    def other() -> int:
        return run_python(code, vault.folder, given=PASSPHRASE).returncode

    assert other() == 7
    vault.close()
    assert other() == 0


def test_the_lock_says_nothing_of_what_is_inside(vault: Vault) -> None:
    text = (vault.folder / "vault.since").read_text("utf-8") + (
        vault.folder / "vault.lock"
    ).read_text("utf-8")
    assert vault.vault_id not in text
    assert "researcher" not in text


def test_closing_twice_is_no_error(vault: Vault) -> None:
    vault.close()
    vault.close()


def test_a_passphrase_is_changed_and_the_old_one_opens_nothing(closed: Path) -> None:
    with open_vault(closed, PASSPHRASE) as vault:
        with pytest.raises(WrongPassphrase):
            vault.ways_in.change("not it", "a new one", CHEAP_COST)
        vault.ways_in.change(PASSPHRASE, "a new one", CHEAP_COST)
    with pytest.raises(WrongPassphrase):
        open_vault(closed, PASSPHRASE)
    with open_vault(closed, "a new one"):
        pass


def test_a_passphrase_is_checked_while_the_vault_is_open(vault: Vault) -> None:
    check_secret(vault.folder, PASSPHRASE)
    vault.check_secret(PASSPHRASE)
    with pytest.raises(WrongPassphrase):
        check_secret(vault.folder, "not it")


def test_a_vault_opens_on_a_disk_without_room(
    closed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_file: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with open_vault(closed, PASSPHRASE) as vault:
        assert vault.custody.verify().intact
