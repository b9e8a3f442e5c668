"""``backups.json`` is sealed by nothing: lost it is made anew, altered it lies about nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop import canonical
from desktop.errors import NewerVault, NoBackupsHere, OneOfBackups, OtherVaultsBackups
from desktop.model.media import MEDIA_KIND
from desktop.vault import Vault, open_vault, restore_backup
from desktop.vault.backups.check import check_place
from desktop.vault.backups.near import backups_near
from desktop.vault.backups.place import LOST, generations_in, read_place
from desktop.vault.backups.restore import restore_generation
from desktop.vault_files import is_of_a_folder
from tests.support import PASSPHRASE
from tests.unit.vault.backups.backed_up import day, originals
from tests.unit.vault.made import add

pytestmark = pytest.mark.disk

Harm = Callable[[Path], object]


@pytest.fixture
def place(tmp_path: Path, vault: Vault) -> Path:
    path = tmp_path / "researcher.backups"
    add(vault, b"a photo")
    vault.backups.create(path, now=day(1))
    return path


def label(place: Path) -> Path:
    return place / "backups.json"


def says(**other: object) -> Harm:
    def alter(file: Path) -> None:
        file.write_bytes(canonical.encode(json.loads(file.read_text(encoding="utf-8")) | other))

    return alter


HARMED: dict[str, Harm] = {
    "lost": Path.unlink,
    "empty": lambda file: file.write_bytes(b""),
    "garbage": lambda file: file.write_bytes(b"\xff" * 90),
    "cut": lambda file: file.write_bytes(file.read_bytes()[:40]),
    "of another program": says(format="holiday"),
    "of another vault": says(vault_id="6b7c0a5e-3a0e-4a7e-9d6e-0f4a6c1f0a11"),
    "of another place": says(id="6b7c0a5e-3a0e-4a7e-9d6e-0f4a6c1f0a12"),
    "of a later version": says(version=9),
}


@pytest.mark.parametrize("harm", HARMED.values(), ids=HARMED)
def test_an_altered_or_lost_label_keeps_nothing_from_anything(
    vault: Vault, place: Path, tmp_path: Path, harm: Harm
) -> None:
    whole = label(place).read_bytes()
    harm(label(place))
    assert check_place(place, PASSPHRASE).intact
    assert vault.backups.check(place).intact
    restore_generation(place, tmp_path / "again.skrynia", PASSPHRASE)
    with open_vault(tmp_path / "again.skrynia", PASSPHRASE) as again:
        assert again.vault_id == vault.vault_id
    assert [each.path for each in backups_near(vault.folder, [tmp_path])] == [place]
    [known] = vault.backups.places()
    assert vault.backups.known_at(place) == known
    made = vault.backups.create(place, now=day(2))
    assert (made.number, made.originals, made.unread) == (2, 0, ())
    assert label(place).read_bytes() == whole
    assert [each.id for each in vault.backups.places()] == [known.id]


def test_a_label_alone_makes_no_place_another_one(
    vault: Vault, place: Path, tmp_path: Path
) -> None:
    """A copy of it on another stick would else pass for the place, and for cleared."""
    gone = add(vault, b"made by mistake")
    vault.backups.create(place, now=day(2))
    vault.removal.remove(MEDIA_KIND, gone.id)
    other = tmp_path / "other.backups"
    other.mkdir()
    label(other).write_bytes(label(place).read_bytes())
    vault.backups.create(other, now=day(3))
    holds = {each.path: each.holds for each in vault.backups.places()}
    assert holds == {str(place): 1, str(other): 0}


def test_backups_of_another_vault_are_not_ours_whatever_the_label_says(
    vault: Vault, office: Vault, place: Path
) -> None:
    says(vault_id=office.vault_id)(label(place))
    before = sorted(place.rglob("*"))
    with pytest.raises(OtherVaultsBackups):
        office.backups.create(place)
    with pytest.raises(OtherVaultsBackups):
        office.backups.check(place)
    assert office.backups.known_at(place) is None
    assert sorted(place.rglob("*")) == before
    [generation] = (place / "generations").iterdir()
    (generation / "manifest").write_bytes(b"damaged")
    says(vault_id=office.vault_id)(label(place))
    assert vault.backups.create(place, now=day(2)).unread == (generation.name,)


def test_a_place_of_a_later_version_without_backups_of_this_one_is_left(
    vault: Vault, place: Path
) -> None:
    for each in (place / "generations").iterdir():
        for file in each.iterdir():
            file.unlink()
        each.rmdir()
    says(version=9)(label(place))
    with pytest.raises(NewerVault):
        vault.backups.create(place)


def test_without_label_and_backups_there_is_nothing(vault: Vault, place: Path) -> None:
    [generation] = (place / "generations").iterdir()
    label(place).unlink()
    assert read_place(place).label == LOST
    assert is_of_a_folder(place)
    for file in generation.iterdir():
        file.unlink()
    generation.rmdir()
    with pytest.raises(NoBackupsHere):
        generations_in(place)
    with pytest.raises(NoBackupsHere):
        vault.backups.create(place)
    assert len(originals(place)) == 1


def test_one_of_the_backups_is_no_vault(vault: Vault, place: Path, tmp_path: Path) -> None:
    """It looks like one, and would be written to."""
    [generation] = (place / "generations").iterdir()
    before = sorted(generation.iterdir())
    for attempt in (
        lambda: open_vault(generation, PASSPHRASE),
        lambda: restore_backup(generation, tmp_path / "again.skrynia", PASSPHRASE),
        lambda: restore_generation(generation, tmp_path / "again.skrynia", PASSPHRASE),
        lambda: vault.backups.check(generation),
    ):
        with pytest.raises(OneOfBackups):
            attempt()
    assert sorted(generation.iterdir()) == before
