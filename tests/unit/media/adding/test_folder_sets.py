"""A folder that comes in is a set of its own; one that is here in part goes on with its set."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.media.adding.ingest import add_files
from desktop.vault import Vault
from tests.support import make_vault


@pytest.fixture
def vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    with make_vault(tmp_path_factory.mktemp("of")) as vault:
        yield vault


def _phone(folder: Path, whose: str) -> Path:
    """As a messenger leaves it: a mark without a byte, a photo that both were sent, two of one's
    own; all with one time, as where no clock was set."""
    phone = folder / whose / "WhatsApp Images"
    phone.mkdir(parents=True)
    held = {".nomedia": "", "IMG1.jpg": "sent to both", "IMG2.jpg": whose, "IMG3.jpg": whose * 2}
    for name, text in held.items():
        (phone / name).write_text(text, "utf-8")
        os.utime(phone / name, (315_532_800, 315_532_800))
    return phone


def _sets_in(vault: Vault) -> list[list[str]]:
    return [[f.name for f in vault.sets.get(each.id).files] for each in vault.sets.summaries()]


def test_two_folders_of_one_name_are_two_sets(vault: Vault, tmp_path: Path) -> None:
    names = [".nomedia", "IMG1.jpg", "IMG2.jpg", "IMG3.jpg"]
    add_files(vault, [_phone(tmp_path, "anna")])
    add_files(vault, [_phone(tmp_path, "boris")])
    assert _sets_in(vault) == [names, names]
    add_files(vault, [tmp_path / "anna" / "WhatsApp Images"])
    assert _sets_in(vault) == [names, names]


def test_an_import_that_broke_off_goes_on_with_its_set(vault: Vault, tmp_path: Path) -> None:
    phone = _phone(tmp_path, "anna")
    kept = (phone / "IMG3.jpg").read_text("utf-8")
    (phone / "IMG3.jpg").unlink()
    add_files(vault, [phone])
    (phone / "IMG3.jpg").write_text(kept, "utf-8")
    add_files(vault, [phone])
    assert _sets_in(vault) == [[".nomedia", "IMG1.jpg", "IMG2.jpg", "IMG3.jpg"]]


def test_a_folder_in_which_nothing_stands_is_a_set_of_its_own(vault: Vault, tmp_path: Path) -> None:
    for whose in ("anna", "boris"):
        (tmp_path / whose / "DCIM").mkdir(parents=True)
        (tmp_path / whose / "DCIM" / ".nomedia").touch()
        add_files(vault, [tmp_path / whose / "DCIM"])
    assert _sets_in(vault) == [[".nomedia"], [".nomedia"]]
