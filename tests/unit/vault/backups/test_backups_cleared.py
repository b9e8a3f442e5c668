"""What was removed from a vault leaves its backups at the next run, and is named until then."""

from __future__ import annotations

import os
import shutil
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from desktop.model.custody import CustodyKind
from desktop.model.interview import INTERVIEW_KIND
from desktop.model.media import MEDIA_KIND
from desktop.model.person import PERSON_KIND, NameForm
from desktop.progress import no_progress
from desktop.vault import Vault, open_vault
from desktop.vault.backups.check import check_place
from desktop.vault.backups.clearing import Deletions, clear_all
from desktop.vault.backups.generation import keys_of, read_generation, write_manifest
from desktop.vault.backups.place import generations_in
from desktop.vault.backups.restore import SINCE_THE_BACKUP, opened_place, restore_generation
from desktop.vault.file.check import check
from desktop.vault.search.folding import fold
from desktop.vault.store.connection import Database
from desktop.vault.versions.bound import watch
from tests.support import PASSPHRASE
from tests.unit.vault.backups.backed_up import day, filled, stored
from tests.unit.vault.made import add
from tests.unit.vault.updates import take_back_to

pytestmark = pytest.mark.disk

EARLIER = 34
"""A schema of some releases ago."""


@pytest.fixture
def full(vault: Vault) -> Vault:
    return filled(vault)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "researcher.backups"


def test_what_was_removed_leaves_every_generation(full: Vault, place: Path, tmp_path: Path) -> None:
    person = full.people.new("P-99")
    photo = add(full, b"made by mistake")
    first = full.backups.create(place, now=day(1))
    full.backups.create(place, now=day(2))
    for kind, record_id in ((PERSON_KIND, person.id), (MEDIA_KIND, photo.id)):
        full.removal.remove(kind, record_id)
    [known] = full.backups.places()
    assert known.holds == 2
    made = full.backups.create(place, now=day(3))
    assert made.cleared == 2
    assert [each.holds for each in full.backups.places()] == [0]
    assert first.generation not in {each.name for each in generations_in(place)}
    assert not (place / "generations" / first.generation).exists()
    with opened_place(place, PASSPHRASE) as opened:
        for folder in opened.place.generations():
            reader = opened.frozen(folder / "vault.db", Event())
            assert not reader.all("SELECT 1 FROM person WHERE id = ?", (person.id,))
            assert not reader.all("SELECT 1 FROM media WHERE id = ?", (photo.id,))
            reader.close()
    assert len(stored(place)) == 4
    found = restore_generation(place, tmp_path / "again.skrynia", PASSPHRASE, "20260301")
    assert found.removed == 2
    with open_vault(tmp_path / "again.skrynia", PASSPHRASE) as again:
        assert again.check().intact
        [row] = [
            each for each in again.custody.events(person.id) if each.kind is CustodyKind.DELETION
        ]
        assert row.detail == {"reason": SINCE_THE_BACKUP}
        # Backups in the place have more than this older state.
        again.backups.create(tmp_path / "again.backups", now=day(4))
    assert check_place(tmp_path / "again.backups", PASSPHRASE).intact
    assert check_place(place, PASSPHRASE).intact


def test_nothing_is_written_anew_where_nothing_was_removed(full: Vault, place: Path) -> None:
    full.backups.create(place, now=day(1))
    before = [each.name for each in generations_in(place)]
    person = full.people.new("P-99")
    full.removal.remove(PERSON_KIND, person.id)
    assert full.backups.create(place, now=day(2)).cleared == 0
    assert [each.name for each in generations_in(place)][:1] == before


def test_a_generation_that_does_not_read_is_said_to_hold_it_still(full: Vault, place: Path) -> None:
    photo = add(full, b"made by mistake")
    first = full.backups.create(place, now=day(1))
    full.removal.remove(MEDIA_KIND, photo.id)
    before = stored(place)
    (place / "generations" / first.generation / "manifest").write_bytes(b"x" * 200)
    made = full.backups.create(place, now=day(2))
    assert made.unread == (first.generation,)
    assert [each.holds for each in full.backups.places()] == [1]
    assert stored(place).keys() == before.keys()


def test_a_copy_that_was_cleared_holds_together(full: Vault, tmp_path: Path) -> None:
    full.people.new("P-99")
    gone = Deletions((("person", full.people.all()[0].id),), "")
    full.backup(tmp_path / "copy.skrynia")
    with open_vault(tmp_path / "copy.skrynia", PASSPHRASE) as copy:
        assert clear_all(copy._db, gone)
        assert not clear_all(copy._db, gone)
        assert check(copy._db, copy.custody, no_progress).parts == ()


def test_what_others_named_then_is_cleared_and_the_rest_holds_together(
    full: Vault, place: Path, tmp_path: Path
) -> None:
    """In the older backup an interview is of the person and shows the photo; before they were
    removed it was given to somebody else, and shows the photo no more."""
    person, other = full.people.new("P-99", [NameForm("Ядвіга")]), full.people.new("P-98")
    photo = add(full, b"made by mistake")
    interview = full.interviews.new("W-77", person.id, "be")
    full.interviews.attach(interview.id, photo.id)
    lone = full.interviews.new("W-78", person.id, "be")
    holding = "SELECT count(*) FROM interview WHERE instr(folded, ?)"
    assert full._db.one(holding, (fold("Ядвіга"),)) == (2,)
    full.backups.create(place, now=day(1))
    full.interviews.save(replace(full.interviews.get(interview.id), person_id=other.id))
    [attached] = full.interviews.attachments(interview.id)
    full.interviews.detach(interview.id, attached.id)
    full.removal.remove(INTERVIEW_KIND, lone.id)
    full.removal.remove(MEDIA_KIND, photo.id)
    full.removal.remove(PERSON_KIND, person.id)
    assert full.backups.create(place, now=day(2)).cleared == 1
    with opened_place(place, PASSPHRASE) as opened:
        folder = opened.place.generation("20260301")
        reader = opened.frozen(folder / "vault.db", Event())
        assert reader.one(holding, (fold("Ядвіга"),)) == (0,)
        reader.close()
    restore_generation(place, tmp_path / "again.skrynia", PASSPHRASE, "20260301")
    with open_vault(tmp_path / "again.skrynia", PASSPHRASE) as again:
        assert again.check().intact
        assert again.search.find("Ядвіга") == again.search.find("W-78") == []
        assert again.interviews.get(interview.id).person_id == person.id
        assert again.interviews.attachments(interview.id) == (attached,)
        again.backups.create(tmp_path / "again.backups", now=day(3))
    assert check_place(tmp_path / "again.backups", PASSPHRASE).intact
    assert check_place(place, PASSPHRASE).intact


def test_a_generation_of_a_later_version_stops_nothing_and_stays(full: Vault, place: Path) -> None:
    photo = add(full, b"made by mistake")
    first = full.backups.create(place, now=day(1))
    full.removal.remove(MEDIA_KIND, photo.id)
    keys = keys_of(full._db.subkey)
    folder = place / "generations" / first.generation
    manifest = read_generation(folder, keys).manifest
    write_manifest(folder, keys, replace(manifest, schema=9999))
    made = full.backups.create(place, now=day(2))
    assert (made.unread, made.cleared) == ((first.generation,), 0)
    assert [each.holds for each in full.backups.places()] == [1]
    assert len(stored(place)) == 5


def test_a_generation_of_an_earlier_version_is_cleared_and_comes_back(
    full: Vault, place: Path, tmp_path: Path
) -> None:
    photo, person = add(full, b"made by mistake"), full.people.new("P-99")
    first = full.backups.create(place, now=day(1))
    folder, keys = place / "generations" / first.generation, keys_of(full._db.subkey)
    with closing(full._db.another(Database, folder / "vault.db")) as db:
        watch(db)
        with db.transaction():
            db.execute("UPDATE vault_meta SET value = ? WHERE key = 'schema'", (str(EARLIER),))
        take_back_to(EARLIER, db)
        db.execute(f"PRAGMA user_version = {EARLIER:d}")
    manifest = read_generation(folder, keys).manifest
    write_manifest(folder, keys, replace(manifest, schema=EARLIER))
    for kind, record_id in ((MEDIA_KIND, photo.id), (PERSON_KIND, person.id)):
        full.removal.remove(kind, record_id)
    made = full.backups.create(place, now=day(2))
    assert (made.unread, made.cleared) == ((), 1)
    assert [each.holds for each in full.backups.places()] == [0]
    assert check_place(place, PASSPHRASE).intact
    oldest = generations_in(place)[0].name
    restore_generation(place, tmp_path / "again.skrynia", PASSPHRASE, oldest)
    with open_vault(tmp_path / "again.skrynia", PASSPHRASE) as again:
        assert again.check().intact
        assert person.id not in {each.id for each in again.people.all()}
        assert again.media.find(photo.id) is None


def test_two_places_laid_together_are_cleared_of_it_both(
    full: Vault, place: Path, tmp_path: Path
) -> None:
    photo = add(full, b"made by mistake")
    full.backups.create(place, now=day(1))
    shutil.copytree(place, tmp_path / "other.backups")
    full.backups.create(place, now=day(2))
    full.backups.create(tmp_path / "other.backups", now=day(3))
    shutil.copytree(tmp_path / "other.backups", place, dirs_exist_ok=True)
    full.removal.remove(MEDIA_KIND, photo.id)
    made = full.backups.create(place, now=day(4))
    assert (made.cleared, made.number, made.generations) == (3, 3, 4)
    with opened_place(place, PASSPHRASE) as opened:
        for folder in opened.place.generations():
            with closing(opened.frozen(folder / "vault.db", Event())) as reader:
                assert not reader.all("SELECT 1 FROM media WHERE id = ?", (photo.id,))


def test_a_generation_that_lies_there_twice_is_kept_once(full: Vault, place: Path) -> None:
    photo = add(full, b"made by mistake")
    first = full.backups.create(place, now=day(1))
    full.removal.remove(MEDIA_KIND, photo.id)
    folder = place / "generations" / first.generation
    shutil.copytree(folder, folder.with_name(f"{folder.name[:-8]}00000000"))
    made = full.backups.create(place, now=day(2))
    assert (made.generations, made.cleared, made.unread) == (2, 1, ())
    assert check_place(place, PASSPHRASE).intact


@pytest.mark.parametrize("truncated", ["the copy", "the first", "both"])
def test_of_two_that_are_the_same_the_whole_one_stays(
    full: Vault, place: Path, truncated: str
) -> None:
    """By its name and its manifest a copy that broke off is as good as the other."""
    first = full.backups.create(place, now=day(1))
    folder = place / "generations" / first.generation
    copy = folder.with_name(f"{folder.name[:-8]}ffffffff")
    shutil.copytree(folder, copy)
    cut = {"the copy": [copy], "the first": [folder], "both": [copy, folder]}[truncated]
    for each in cut:
        os.truncate(each / "vault.db", 40_000)
    made = full.backups.create(place, now=day(2))
    holds = [each.holds for each in check_place(place, PASSPHRASE).generations]
    assert holds == ([False, False, True] if truncated == "both" else [True, True])
    assert len(made.unread) == (truncated == "both")


def test_one_whose_database_was_exchanged_gets_no_manifest_that_fits(
    full: Vault, place: Path
) -> None:
    """Pages of an earlier backup prove themselves under the same key."""
    photo = add(full, b"made by mistake")
    first = full.backups.create(place, now=day(1)).generation
    second = full.backups.create(place, now=day(2)).generation
    generations = place / "generations"
    shutil.copy(generations / first / "vault.db", generations / second / "vault.db")
    full.removal.remove(MEDIA_KIND, photo.id)
    made = full.backups.create(place, now=day(3))
    assert (made.cleared, made.unread) == (1, (second,))
    assert [each.holds for each in full.backups.places()] == [1]
