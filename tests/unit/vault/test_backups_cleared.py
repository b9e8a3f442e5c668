"""What was removed from a vault leaves its backups at the next run, and is named until then."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest

from desktop.model.custody import CustodyKind
from desktop.model.media import MEDIA_KIND
from desktop.model.person import PERSON_KIND
from desktop.progress import no_progress
from desktop.vault import Vault, open_vault
from desktop.vault.backups.check import check_place
from desktop.vault.backups.clearing import Deletions, clear_all
from desktop.vault.backups.place import generations_in
from desktop.vault.backups.restore import SINCE_THE_BACKUP, opened_place, restore_generation
from desktop.vault.file.check import check
from tests.support import PASSPHRASE
from tests.unit.vault.backed_up import day, filled, stored
from tests.unit.vault.made import add

pytestmark = pytest.mark.disk


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
        again.backups.create(place, now=day(4))
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
