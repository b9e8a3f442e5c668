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
from desktop.vault import CheckReport, Vault, open_vault
from desktop.vault_files import DATABASE
from tests.damaged import Record, bodies_of, whole
from tests.examples import is_soak
from tests.support import PASSPHRASE, TEMPLATES, reopened

LOG: Final = f"{DATABASE}-wal"


@dataclass(frozen=True)
class Killed:
    """The folder of a vault whose process died with some saves in its log, and what it shows."""

    folder: Path
    bodies: dict[Record, object]


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Killed:
    place = tmp_path_factory.mktemp("killed")
    folder = whole(TEMPLATES, place)
    with reopened(folder) as vault:
        vault._db.checkpoint()
        for number in range(4):
            vault.people.new(f"LATE-{number}")
        bodies = bodies_of(vault)
        shutil.copytree(folder, place / "left")
    return Killed(place / "left", bodies)


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


def shown(vault: Vault) -> tuple[dict[Record, object] | None, CheckReport]:
    """What is shown, None where that meets a damaged page; and what a check finds."""
    try:
        bodies = bodies_of(vault)
    except VaultError:
        bodies = None
    return bodies, vault.check()


def named(killed: Killed, place: Path) -> bool:
    """Whether what was done to the copy has no effect, or is refused or named."""
    try:
        with open_vault(place, PASSPHRASE) as vault:
            lost, (bodies, report) = vault.lost, shown(vault)
    except VaultError:
        return True
    return bodies == killed.bodies or not report.intact or lost is not None


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
def test_changed_bytes_are_refused_or_named(killed: Killed, tmp_path: Path) -> None:
    """10,000 in ``make soak``."""
    assert tried(killed, tmp_path, changed, range(10_000 if is_soak() else 60)) == []


@pytest.mark.rare
@pytest.mark.hypothesis
def test_cuts_are_refused_or_named(killed: Killed, tmp_path: Path) -> None:
    """500 in ``make soak``."""
    assert tried(killed, tmp_path, cut, range(500 if is_soak() else 30)) == []
