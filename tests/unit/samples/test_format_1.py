"""Every sample of format 1 is read as it was on the day it was made."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from desktop.vault import open_vault
from tests.samples import cast, reading
from tests.samples.reading import FOLDER

SAID = reading.manifest()
PARTS = ("work", "public", "shown", "file", "held")


def each(key: str, called: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("said", SAID[key], ids=[item[called] for item in SAID[key]])


@each("scenes", "name")
def test_packages(said: dict[str, Any]) -> None:
    home = reading.empty_home()
    for expected in said["packages"]:
        found = reading.package(home, FOLDER / "packages" / expected["file"])
        assert {"file": expected["file"], **found} == expected
    assert reading.end(home, said) == {key: said[key] for key in PARTS if key in said}


@each("cards", "file")
def test_cards(said: dict[str, Any]) -> None:
    assert reading.card(FOLDER / "cards" / said["file"]) == said["answer"]


@each("receipts", "file")
def test_receipts(said: dict[str, Any]) -> None:
    home = reading.sent_home(FOLDER / "packages" / said["package"])
    found = reading.receipt(home, FOLDER / "receipts" / said["file"])
    assert {"file": said["file"], "package": said["package"], **found} == said


@each("vaults", "folder")
def test_vaults(said: dict[str, Any], tmp_path: Path) -> None:
    place = tmp_path / said["folder"]
    shutil.copytree(FOLDER / "vaults" / said["folder"], place)
    with open_vault(place, cast.PASSPHRASE) as vault:
        assert reading.end(vault, said) == {key: said[key] for key in PARTS if key in said}
        assert vault.check().intact
        assert vault.versions.count_unread() == 1


def test_every_sample_is_told_of_and_none_is_large() -> None:
    told = {"README.md", reading.MANIFEST, reading.KEY}
    told |= {f"packages/{each['file']}" for scene in SAID["scenes"] for each in scene["packages"]}
    told |= {f"{key}/{each['file']}" for key in ("cards", "receipts") for each in SAID[key]}
    there = {path for path in FOLDER.rglob("*") if path.is_file()}
    files = {path.relative_to(FOLDER).as_posix(): path for path in there}
    beside = {name for name in files if not name.startswith("vaults/")}
    assert beside == told
    assert max(files[name].stat().st_size for name in beside) < 80_000
