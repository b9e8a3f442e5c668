"""Backups in one place: what is new is stored once, and all of it comes back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from desktop.errors import (
    BackupsInUse,
    Cancelled,
    DiskFull,
    NoBackupsHere,
    NotWritable,
    OtherVaultsBackups,
    WrongPassphrase,
)
from desktop.model.custody import CustodyKind
from desktop.model.media import MEDIA_KIND, CopyKind, WorkingCopy
from desktop.model.values.moment import Moment
from desktop.system import room
from desktop.vault import Vault, open_vault
from desktop.vault.backups.check import check_place
from desktop.vault.backups.place import generations_in, place_to_read, place_to_write
from desktop.vault.backups.restore import opened_place, restore_generation
from desktop.vault.backups.skeleton import LEFT_OUT
from desktop.vault.store.frozen import Frozen
from tests.support import CHEAP_COST, PASSPHRASE
from tests.systems import is_private_throughout
from tests.unit.vault.backups.backed_up import day, filled, stored
from tests.unit.vault.made import add

pytestmark = pytest.mark.disk

OTHER = "seven other words of another passphrase entirely"


@pytest.fixture
def full(vault: Vault) -> Vault:
    return filled(vault)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "researcher.backups"


def test_what_was_backed_up_comes_back_whole(full: Vault, place: Path, tmp_path: Path) -> None:
    head = full.custody.head()
    made = full.backups.create(place)
    assert (made.number, made.generations, made.originals) == (1, 1, 4)
    assert full.custody.events(full.vault_id)[-1].kind is CustodyKind.REPLICATION
    assert is_private_throughout(place)
    restored = restore_generation(place, tmp_path / "again.skrynia", PASSPHRASE)
    assert (restored.generation, restored.missing, restored.older) == (made.generation, (), ())
    with open_vault(tmp_path / "again.skrynia", PASSPHRASE) as again:
        assert again.vault_id == full.vault_id
        assert again.custody.events()[: head.seq] == full.custody.events()[: head.seq]
        [segment] = again.custody.restored()
        assert (segment.began, segment.after) == (head.seq + 1, head)
        assert again.check().intact
        assert again.counts() == full.counts()
        for media in full.media.all():
            assert b"".join(again.media.read(media.id)) == b"".join(full.media.read(media.id))
        assert [hit.kind for hit in again.search.find("W-001")] == [
            hit.kind for hit in full.search.find("W-001")
        ]


def test_every_table_is_copied_row_by_row_or_named_as_left_out(full: Vault, place: Path) -> None:
    """A table that a later migration makes is copied without anybody thinking of it."""
    made = full.backups.create(place)
    with opened_place(place, PASSPHRASE) as opened:
        reader = opened.frozen(place / "generations" / made.generation / "vault.db", Event())
    listed = "SELECT name, sql FROM sqlite_schema WHERE name NOT GLOB 'sqlite_*' ORDER BY name"
    assert reader.all(listed) == full._db.all(listed)
    at = {"backup_place", "custody", "custody_head", "custody_of", "object", "tally", "session"}
    for name, _sql in reader.all(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'table'"
        " AND name NOT GLOB 'search_text_*' AND name NOT GLOB 'sqlite_*'"
    ):
        there = reader.all(f"SELECT * FROM {name}")  # noqa: S608
        if name in LEFT_OUT:
            assert there == [], name
        elif name not in at:  # what the backup itself wrote behind it
            assert there == full._db.all(f"SELECT * FROM {name}"), name  # noqa: S608
    reader.close()


def test_a_second_backup_stores_what_is_new_alone(
    full: Vault, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full.backups.create(place)
    before = stored(place)
    add(full, b"a new photo")
    read: list[str] = []
    blob = Frozen.blob

    def noted(self: Frozen, table: str, *column_row: Any) -> bytes:
        read.append(table)
        return blob(self, table, *column_row)

    monkeypatch.setattr(Frozen, "blob", noted)
    made = full.backups.create(place)
    # The new photo, and the older ones, once, as the vault is a small one.
    assert read == ["media_chunk"] * full.media.count()
    after = stored(place)
    assert (made.originals, made.bytes, made.number) == (1, len(b"a new photo"), 2)
    assert {name: after[name] for name in before} == before
    assert len(after) == len(before) + 1


def test_names_and_lengths_tell_little(full: Vault, place: Path) -> None:
    full.backups.create(place)
    hashes = {media.sha256 for media in full.media.all()}
    names = set(stored(place))
    assert not names & hashes
    sizes = {each.stat().st_size for each in (place / "originals").rglob("*") if each.is_file()}
    assert len(sizes) == 1
    add(full, bytes(150_007))
    full.backups.create(place)
    assert sizes == {
        each.stat().st_size for each in (place / "originals").rglob("*") if each.is_file()
    }


def test_what_is_longer_than_the_medium_takes_lies_in_volumes(
    full: Vault, place: Path, tmp_path: Path
) -> None:
    full.backups.create(place, volume=60_000)
    assert max(each.stat().st_size for each in place.rglob("*.00?")) <= 60_000
    assert full.backups.create(place, volume=60_000).originals == 0
    assert check_place(place, PASSPHRASE).intact
    restore_generation(place, tmp_path / "again.skrynia", PASSPHRASE)
    next(place.rglob("*.002")).unlink()
    report = check_place(place, PASSPHRASE)
    assert (report.intact, report.damaged) == (False, 1)
    assert full.backups.create(place, volume=60_000).originals == 1
    assert check_place(place, PASSPHRASE).intact


def test_what_lies_there_is_listed_once_and_not_for_each_original(
    full: Vault, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full.backups.create(place, now=day(1))
    listed: list[Path] = []
    listing = Path.iterdir

    def counted(folder: Path) -> Iterator[Path]:
        listed.append(folder)
        return listing(folder)

    monkeypatch.setattr(Path, "iterdir", counted)
    folders = len(list((place / "originals").iterdir()))
    listed.clear()
    full.backups.create(place, now=day(2))
    without = _of_originals(listed, place)
    listed.clear()
    for number in range(8):
        add(full, bytes([100 + number]) * 20_000)
    assert full.backups.create(place, now=day(3)).originals == 8
    once = _of_originals(listed, place)
    new = len(list((place / "originals").iterdir())) - folders
    # All that were there once more, and the new ones where the rest is collected.
    assert once == without + folders + new


def _of_originals(listed: list[Path], place: Path) -> int:
    return sum(each.parent == place / "originals" for each in listed)


def test_pictures_wait_to_be_drawn_again(full: Vault, place: Path, tmp_path: Path) -> None:
    media = full.media.all()[0]
    picture = WorkingCopy(media.id, CopyKind.THUMBNAIL, "jpeg 256 q80", 1, 1, b"small")
    full.pictures.ask(media.id, described=False)
    full.pictures.keep(media, (), picture)
    full.backups.create(place)
    restore_generation(place, tmp_path / "again.skrynia", PASSPHRASE)
    with open_vault(tmp_path / "again.skrynia", PASSPHRASE) as again:
        assert again.pictures.waits(media.id)
        assert again.media.working_copy(media.id, CopyKind.THUMBNAIL) is None
        before = again.media.metadata(media.id)
        assert again.pictures.keep(replace(media, width=7), before, picture)
        assert again.media.metadata(media.id) == before
        assert again.media.get(media.id) == media


def test_an_older_backup_is_chosen_by_its_name(full: Vault, place: Path, tmp_path: Path) -> None:
    first = full.backups.create(place, now=day(1))
    full.people.new("P-77")
    full.backups.create(place, now=day(2))
    assert [each.made for each in generations_in(place)] == [
        Moment(day(1).utc, 0),
        Moment(day(2).utc, 0),
    ]
    restore_generation(place, tmp_path / "again.skrynia", PASSPHRASE, "20260301")
    with open_vault(tmp_path / "again.skrynia", PASSPHRASE) as again:
        assert again.people.count() == full.people.count() - 1
    with pytest.raises(NoBackupsHere):
        restore_generation(place, tmp_path / "third.skrynia", PASSPHRASE, "2026")
    assert first.generation.startswith("20260301")


def test_the_newest_is_the_last_whatever_the_clock_said(
    full: Vault, place: Path, tmp_path: Path
) -> None:
    full.backups.create(place, now=day(9))
    made = full.backups.create(place, now=day(1))
    assert generations_in(place)[-1].name == made.generation
    found = restore_generation(place, tmp_path / "again.skrynia", PASSPHRASE)
    assert found.generation == made.generation


def test_the_newest_opens_by_its_own_ways_whatever_the_clock_said(
    full: Vault, place: Path, tmp_path: Path
) -> None:
    """Also where it is not the one whose slots are asked first, or those do not read."""
    first = full.backups.create(place, now=day(9))
    full.ways_in.change(PASSPHRASE, OTHER, CHEAP_COST)
    last = full.backups.create(place, now=day(1))
    older = place / "generations" / first.generation
    found = restore_generation(place, tmp_path / "again.skrynia", OTHER)
    assert found.generation == last.generation
    with pytest.raises(WrongPassphrase):
        restore_generation(place, tmp_path / "not.skrynia", PASSPHRASE)
    older.rename(older.with_name("20260309T100000Z-9999-0badc0de"))
    restore_generation(place, tmp_path / "third.skrynia", OTHER, last.generation)
    place.joinpath("generations", last.generation, "keys.json").write_bytes(b"{}")
    assert not check_place(place, PASSPHRASE).intact


def test_what_is_too_old_goes_and_its_originals_with_it(full: Vault, place: Path) -> None:
    gone = add(full, b"made by mistake")
    full.backups.create(place, now=day(1))
    full.removal.remove(MEDIA_KIND, gone.id)
    before = stored(place)
    same = full.backups.create(place, now=day(1))
    assert (same.generations, same.cleared) == (2, 1)
    assert len(before) - len(stored(place)) == 1
    made = full.backups.create(place, now=day(2))
    assert [e.name for e in generations_in(place)] == [same.generation, made.generation]


class TestRefused:
    def test_backups_of_another_vault(self, full: Vault, office: Vault, place: Path) -> None:
        full.backups.create(place)
        before = sorted(place.rglob("*"))
        with pytest.raises(OtherVaultsBackups):
            office.backups.create(place)
        assert sorted(place.rglob("*")) == before

    def test_a_folder_of_other_things(self, full: Vault, place: Path, tmp_path: Path) -> None:
        place.mkdir()
        (place / "holiday.jpg").write_bytes(b"")
        with pytest.raises(NoBackupsHere):
            full.backups.create(place)
        assert [each.name for each in place.iterdir()] == ["holiday.jpg"]
        with pytest.raises(NotWritable):
            full.backups.create(tmp_path / "stick" / "researcher.backups")
        assert not (tmp_path / "stick").exists()

    def test_while_another_works_there(self, full: Vault, place: Path) -> None:
        full.backups.create(place)
        with place_to_read(place), pytest.raises(BackupsInUse):
            full.backups.create(place)
        with place_to_write(place, full.vault_id), pytest.raises(BackupsInUse):
            check_place(place, PASSPHRASE)

    def test_another_passphrase(self, full: Vault, place: Path, tmp_path: Path) -> None:
        full.backups.create(place)
        with pytest.raises(WrongPassphrase):
            restore_generation(place, tmp_path / "again.skrynia", "another one")
        assert not (tmp_path / "again.skrynia").exists()

    def test_a_full_disk(self, full: Vault, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(room, "free_space", lambda _path: 1000)
        with pytest.raises(DiskFull):
            full.backups.create(place)
        assert generations_in(place) == ()
        assert full.backups.places() == ()


def test_a_stopped_backup_leaves_what_it_stored_and_no_generation(full: Vault, place: Path) -> None:
    def stop(done: int, total: int, what: str) -> None:
        if 2 * done > total > 500_000:
            raise Cancelled("enough")

    with pytest.raises(Cancelled):
        full.backups.create(place, stop)
    assert generations_in(place) == ()
    assert not list(place.rglob("*.partial"))
    assert full.backups.create(place).originals < 4


def test_what_a_killed_run_left_goes_whatever_its_name(full: Vault, place: Path) -> None:
    full.backups.create(place)
    left = [
        place / "generations" / "20200101T000000Z-0badc0de.deadbeef.partial" / "vault.db",
        place / "originals" / "ab" / "abcd.12345678.partial",
        place / ".backups.json.12345678.new",
    ]
    for each in left:
        each.parent.mkdir(exist_ok=True)
        each.write_bytes(b"left")
    full.backups.create(place)
    assert not any(each.exists() for each in left)
    assert not left[0].parent.exists()


def test_known_places_are_known_again_and_forgotten(full: Vault, place: Path) -> None:
    full.backups.create(place, now=day(1))
    moved = place.with_name("elsewhere.backups")
    place.rename(moved)
    known = full.backups.known_at(moved)
    assert known is not None
    assert (known.path, known.made_at, known.generations) == (str(place), day(1), 1)
    assert full.backups.known_at(place) is None
    full.backups.create(moved, now=day(2))
    assert [each.path for each in full.backups.places()] == [str(moved)]
    full.backups.forget(known.id)
    assert full.backups.places() == ()
