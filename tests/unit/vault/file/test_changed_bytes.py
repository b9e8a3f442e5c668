"""A byte that changed in the file or in its log, or a file that was cut: without effect, or refused
or named. Nothing altered is shown without a word."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final

import pytest

from desktop.errors import VaultError
from desktop.vault import Vault, open_vault
from desktop.vault.store.reader import Row
from desktop.vault_files import DATABASE
from tests.damaged import whole
from tests.examples import seeds
from tests.support import PASSPHRASE, TEMPLATES, reopened

LOG: Final = f"{DATABASE}-wal"
Rows = dict[str, list[Row]]
"""Every row of every table, by its name."""


@dataclass(frozen=True)
class Killed:
    """The folder of a vault whose process died with some saves in its log, and what it shows."""

    folder: Path
    rows: Rows


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Killed:
    place = tmp_path_factory.mktemp("killed")
    # Few words: most of a check goes to them, and a page of words is as good as another.
    folder = whole(TEMPLATES, place, turns=1)
    with reopened(folder) as vault:
        vault._db.checkpoint()
        for number in range(4):
            vault.people.new(f"LATE-{number}")
        rows = rows_of(vault)
        shutil.copytree(folder, place / "left")
    return Killed(place / "left", rows)


def shown(vault: Vault) -> Rows | None:
    """What is there to be shown; None where that meets a damaged page."""
    try:
        return rows_of(vault)
    except VaultError:
        return None


def rows_of(vault: Vault) -> Rows:
    names = vault._db.all("SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE TABLE%'")
    return {name: vault._db.all(f"SELECT * FROM {name}") for (name,) in names}  # noqa: S608


def changed(place: Path, random: Random) -> str:
    """Change one byte of the file or its log, by its length; where."""
    sizes = {name: (place / name).stat().st_size for name in (DATABASE, LOG)}
    at = random.randrange(sum(sizes.values()))
    name, at = (DATABASE, at) if at < sizes[DATABASE] else (LOG, at - sizes[DATABASE])
    with (place / name).open("r+b") as file:
        file.seek(at)
        byte = file.read(1)[0]
        file.seek(at)
        file.write(bytes([byte ^ random.randrange(1, 256)]))
    return f"{name} at {at}"


def cut(place: Path, random: Random) -> str:
    """Cut the file or its log anywhere."""
    name = random.choice((DATABASE, LOG))
    size = random.randrange((place / name).stat().st_size)
    with (place / name).open("r+b") as file:
        file.truncate(size)
    return f"{name} cut to {size}"


def named(killed: Killed, place: Path) -> bool:
    """Whether what was done to the copy has no effect, or is refused or named.

    Where every row is as it was there is nothing to be named: pages of which nothing reads.
    """
    try:
        with open_vault(place, PASSPHRASE) as vault:
            if vault.lost is not None:
                return True
            return shown(vault) == killed.rows or not vault.check().intact
    except VaultError:
        return True


def tried(killed: Killed, folder: Path, spoil: object, seeds: range) -> list[str]:
    """What was neither without effect nor refused nor named."""
    unnamed = []
    for seed in seeds:
        place = folder / str(seed)
        shutil.copytree(killed.folder, place)
        where = spoil(place, Random(seed))  # type: ignore[operator]
        if not named(killed, place):
            unnamed.append(f"seed {seed}: {where}")
        shutil.rmtree(place)
    return unnamed


def test_a_changed_byte_is_refused_or_named(killed: Killed, tmp_path: Path) -> None:
    assert tried(killed, tmp_path, changed, range(4)) == []


def test_a_cut_file_is_refused_or_named(killed: Killed, tmp_path: Path) -> None:
    assert tried(killed, tmp_path, cut, range(3)) == []


@pytest.mark.rare
@pytest.mark.hypothesis
@pytest.mark.parametrize("part", range(20))
def test_changed_bytes_are_refused_or_named(killed: Killed, tmp_path: Path, part: int) -> None:
    """10,000 in ``make soak``."""
    assert tried(killed, tmp_path, changed, seeds(part, 500, 3)) == []


@pytest.mark.rare
@pytest.mark.hypothesis
@pytest.mark.parametrize("part", range(5))
def test_cuts_are_refused_or_named(killed: Killed, tmp_path: Path, part: int) -> None:
    """500 in ``make soak``."""
    assert tried(killed, tmp_path, cut, seeds(part, 100, 6)) == []
