"""The sample of backups that every later release restores."""

from __future__ import annotations

import shutil
from pathlib import Path

from desktop.model.values.moment import Moment
from desktop.vault import open_vault
from desktop.vault.backups.check import check_place
from desktop.vault.backups.place import generations_in
from desktop.vault.backups.restore import restore_generation
from tests.samples.backups import CODES, LARGE, PASSPHRASE, PHOTO, PLACE


def test_the_sample_is_whole_and_restored(tmp_path: Path) -> None:
    place = tmp_path / "sample.backups"
    shutil.copytree(PLACE, place)
    [generation] = generations_in(place)
    assert generation.made == Moment("2026-11-30T12:00:00.000Z", 0)
    assert len(list(place.rglob("*.00?"))) == 2
    report = check_place(place, PASSPHRASE)
    assert (report.intact, report.originals) == (True, 2)
    restored = restore_generation(place, tmp_path / "again.skrynia", PASSPHRASE)
    assert (restored.missing, restored.older) == ((), ())
    with open_vault(tmp_path / "again.skrynia", PASSPHRASE) as vault:
        assert vault.check().intact
        assert sorted(person.code for person in vault.people.all()) == sorted(CODES)
        kept = {b"".join(vault.media.read(media.id)) for media in vault.media.all()}
        assert kept == {PHOTO, LARGE}
        vault.backups.create(place)
    assert check_place(place, PASSPHRASE).intact
