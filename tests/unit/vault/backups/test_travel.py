"""A vault that does not travel: what is left, who opens the backup, and the way back."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path

import pytest

from desktop.crypto.secret import Shares
from desktop.crypto.shares import split
from desktop.crypto.slots.making import by_shares
from desktop.errors import (
    ChangedMeanwhile,
    ChooseWays,
    DamagedBackup,
    DamagedVault,
    HeldByOthers,
    NotWhole,
    NotWritable,
    NoWayBack,
    OpenOtherwise,
    VaultExists,
)
from desktop.messages.backup_made import (
    as_it_is_told,
)
from desktop.model.way_in import AmissWays
from desktop.vault import open_vault
from desktop.vault.backups import check as checking
from desktop.vault.backups.restore import restore_generation
from desktop.vault.file.folder import kinds_of_slots, read_slots
from desktop.vault.travel import Packed, destroy, leave, pack
from desktop.vault_files import DATABASE, KEYS, MANIFEST
from tests.support import PASSPHRASE, make_vault
from tests.unit.vault.keys.test_slots_told import told
from tests.unit.vault.made import add

SHARING = split(2, 3)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with make_vault(tmp_path) as vault:
        vault.people.new("P-0001")
        vault.ways_in.add(PASSPHRASE, by_shares(SHARING), "three friends")
        return vault.folder


def test_only_those_who_stayed_open_it_and_it_comes_back_whole(
    folder: Path, tmp_path: Path
) -> None:
    place = tmp_path / "journey.backups"
    left = leave(folder, PASSPHRASE, place)
    assert not folder.exists()
    assert left.elsewhere == ()
    [generation] = (place / "generations").iterdir()
    assert kinds_of_slots(generation) == ("recovery-shares",)
    with pytest.raises(HeldByOthers):
        restore_generation(place, tmp_path / "no.skrynia", PASSPHRASE)
    back = tmp_path / "back.skrynia"
    shares = Shares(tuple(SHARING.words[:2]))
    assert restore_generation(place, back, shares).journey
    with open_vault(back, shares) as vault:
        # The passphrase was left out on purpose: no alarm, and the log says how.
        assert vault.ways_in.amiss() == AmissWays()
        assert ("passphrase", "left") in told(vault)
        assert [person.code for person in vault.people.all()] == ["P-0001"]
        assert vault.check().intact


def test_without_a_way_that_stays_behind_nothing_is_done(tmp_path: Path) -> None:
    with make_vault(tmp_path) as vault:
        folder = vault.folder
    with pytest.raises(NoWayBack):
        leave(folder, PASSPHRASE, tmp_path / "journey.backups")
    open_vault(folder, PASSPHRASE).close()
    assert not (tmp_path / "journey.backups").exists()


def test_a_folder_whose_backups_open_by_the_passphrase_is_refused(
    folder: Path, tmp_path: Path
) -> None:
    with open_vault(folder, PASSPHRASE) as vault:
        vault.backups.create(tmp_path / "daily.backups")
    with pytest.raises(OpenOtherwise):
        leave(folder, PASSPHRASE, tmp_path / "daily.backups")
    left = leave(folder, PASSPHRASE, tmp_path / "journey.backups")
    assert left.elsewhere == (str(tmp_path / "daily.backups"),)


def test_an_earlier_packing_is_not_told_to_open_by_the_passphrase(
    folder: Path, tmp_path: Path
) -> None:
    pack(folder, PASSPHRASE, tmp_path / "earlier.backups")
    packed = pack(folder, PASSPHRASE, tmp_path / "journey.backups")
    assert packed.left.elsewhere == ()
    shutil.rmtree(tmp_path / "earlier.backups")
    packed = pack(folder, PASSPHRASE, tmp_path / "third.backups")
    assert packed.left.elsewhere == (str(tmp_path / "earlier.backups"),)


def test_who_is_not_sure_keeps_both(folder: Path, tmp_path: Path) -> None:
    def unsure(_packed: Packed) -> None:
        raise VaultExists("changed their mind")

    with pytest.raises(VaultExists):
        leave(folder, PASSPHRASE, tmp_path / "journey.backups", sure=unsure)
    open_vault(folder, PASSPHRASE).close()


def test_a_backup_that_does_not_read_back_destroys_nothing(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(*_: object) -> checking.PlaceReport:
        bad = checking.CheckedGeneration("20260101T000000Z-0", None, holds=False)
        return checking.PlaceReport((bad,), 0)

    monkeypatch.setattr(checking, "check_by_key", damaged)
    with pytest.raises(DamagedBackup):
        leave(folder, PASSPHRASE, tmp_path / "journey.backups")
    open_vault(folder, PASSPHRASE).close()


def test_what_was_written_after_it_was_packed_is_not_destroyed(
    folder: Path, tmp_path: Path
) -> None:
    packed = pack(folder, PASSPHRASE, tmp_path / "journey.backups")
    with open_vault(folder, PASSPHRASE) as vault:
        vault.people.new("P-0002")
    with pytest.raises(ChangedMeanwhile):
        destroy(packed)
    with open_vault(folder, PASSPHRASE) as vault:
        assert [person.code for person in vault.people.all()] == ["P-0001", "P-0002"]


def test_what_was_destroyed_in_part_is_destroyed_wholly_at_the_next_try(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed = pack(folder, PASSPHRASE, tmp_path / "journey.backups")

    unlink = Path.unlink

    def held(path: Path, missing_ok: bool = False) -> None:
        if path.name == DATABASE:
            raise PermissionError(errno.EACCES, "another program holds it")
        unlink(path, missing_ok)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", held)
        with pytest.raises(NotWritable):
            destroy(packed)
    assert (folder / DATABASE).exists()
    assert not (folder / KEYS).exists()
    destroy(packed)
    assert not folder.exists()


@pytest.mark.parametrize("name", [DATABASE, KEYS, MANIFEST])
def test_a_stick_that_did_not_keep_what_it_took_destroys_nothing(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """What memory still has is no proof: a byte is another one once the stick is asked."""
    lied = []

    def other_bytes(path: Path) -> None:
        if path.name == name:
            data = bytearray(path.read_bytes())
            data[len(data) // 2] ^= 1
            path.write_bytes(data)
            lied.append(name)

    for module in ("file.check", "backups.generation"):
        monkeypatch.setattr(f"desktop.vault.{module}.forget_cached", other_bytes)
    with pytest.raises((DamagedBackup, DamagedVault)):
        leave(folder, PASSPHRASE, tmp_path / "journey.backups")
    assert lied == [name]
    open_vault(folder, PASSPHRASE).close()


def test_of_several_of_a_kind_those_open_it_that_were_chosen(folder: Path, tmp_path: Path) -> None:
    place = tmp_path / "journey.backups"
    with open_vault(folder, PASSPHRASE) as vault:
        second = vault.ways_in.add(PASSPHRASE, by_shares(split(2, 3)), "two cousins")
        own = next(way for way in vault.ways_in.all() if way.kind == "passphrase")
    with pytest.raises(ChooseWays) as asked:
        pack(folder, PASSPHRASE, place)
    assert [way.person for way in asked.value.ways] == ["three friends", "two cousins"]
    assert not place.exists()
    # Of the ways of who travels none is ever taken along.
    with pytest.raises(NoWayBack):
        pack(folder, PASSPHRASE, place, ways=(own.slot_id,))
    destroy(pack(folder, PASSPHRASE, place, ways=(second.slot_id, own.slot_id)))
    [generation] = (place / "generations").iterdir()
    assert [slot.id for slot in read_slots(generation).slots] == [second.slot_id]


def test_a_damaged_vault_goes_only_when_told_to_and_with_a_list(
    folder: Path, tmp_path: Path
) -> None:
    with open_vault(folder, PASSPHRASE) as vault:
        lost = add(vault, b"a photo")
        add(vault, b"another photo")
        vault._db.execute("UPDATE media_chunk SET bytes = x'00' WHERE row = 1")
    with pytest.raises(NotWhole) as refused:
        leave(folder, PASSPHRASE, tmp_path / "journey.backups")
    assert refused.value.parts == ("media",)
    shown: list[str] = []

    def sure(packed: Packed) -> None:
        shown.extend(as_it_is_told(packed.left.made))

    leave(folder, PASSPHRASE, tmp_path / "second.backups", damaged=True, sure=sure)
    assert lost.id in shown[-1]
    assert not folder.exists()
