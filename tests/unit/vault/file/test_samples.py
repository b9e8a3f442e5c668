"""Deliberately broken vaults: each gives its message, and a rescue saves of it what it must."""

from __future__ import annotations

import shutil
import sqlite3
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, Final

import pytest

from desktop.errors import VaultError
from desktop.messages.errors import explain
from desktop.vault import open_vault
from desktop.vault.file.check_messages import findings
from desktop.vault.file.lost_messages import lost_told
from desktop.vault.rescue.rescue import rescue
from desktop.vault.store.reader import PAGE_SIZE
from desktop.vault_files import DATABASE, KEYS
from tests.damaged import Held, damaged, held, whole
from tests.slices import sliced
from tests.support import PASSPHRASE, TEMPLATES, make_closed_vault, reopened

SAMPLES: Final[dict[str, dict[str, str]]] = tomllib.loads(
    (Path(__file__).parents[3] / "data" / "vaults" / "samples.toml").read_text("utf-8")
)
LOG: Final = f"{DATABASE}-wal"
HALF: Final = 2


@dataclass(frozen=True)
class Ground:
    """The whole vault, and what lies where in it."""

    folder: Path
    held: Held


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    folder = whole(TEMPLATES, tmp_path_factory.mktemp("whole"))
    return Ground(folder, held(folder))


Breaking = Callable[[Ground, Path], object]


def _page(table: str, inner: bool = False) -> Breaking:
    def breaking(ground: Ground, place: Path) -> None:
        inside = ground.held.inner.get(table, set())
        pages = inside if inner else ground.held.pages[table] - inside
        shutil.rmtree(place)
        damaged(ground.folder, place, {min(pages)}, Random(1))

    return breaking


def _pages(*tables: str) -> Breaking:
    def breaking(ground: Ground, place: Path) -> None:
        leaves = [ground.held.pages[each] - ground.held.inner.get(each, set()) for each in tables]
        shutil.rmtree(place)
        damaged(ground.folder, place, {min(each) for each in leaves}, Random(1))

    return breaking


def _byte(at: int) -> Breaking:
    def breaking(_ground: Ground, place: Path) -> None:
        data = bytearray((place / DATABASE).read_bytes())
        data[at] ^= 1
        (place / DATABASE).write_bytes(data)

    return breaking


def _file(name: str, data: bytes | None) -> Breaking:
    def breaking(_ground: Ground, place: Path) -> None:
        (place / name).unlink()
        if data is not None:
            (place / name).write_bytes(data)

    return breaking


def _cut(_ground: Ground, place: Path) -> None:
    data = (place / DATABASE).read_bytes()
    (place / DATABASE).write_bytes(data[: len(data) // HALF])


def _plain(_ground: Ground, place: Path) -> None:
    (place / DATABASE).unlink()
    plain = sqlite3.connect(place / DATABASE)
    plain.execute("CREATE TABLE a (b)")
    plain.close()


def _older_page(ground: Ground, place: Path) -> None:
    page = min(ground.held.pages["person"] - ground.held.inner.get("person", set()))
    at = slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE)
    older = (place / DATABASE).read_bytes()[at]
    with reopened(place) as vault:
        person = vault.people.all()[0]
        vault.people.save(type(person)(person.id, person.created_at, person.code, note="later"))
    data = bytearray((place / DATABASE).read_bytes())
    data[at] = older
    (place / DATABASE).write_bytes(data)


def _log_gone(_ground: Ground, place: Path) -> None:
    killed = place.with_name("killed")
    with reopened(place) as vault:
        vault._db.checkpoint()
        for number in range(2):
            vault.people.new(f"LATE-{number}")
        shutil.copytree(place, killed)
    shutil.rmtree(place)
    killed.rename(place)
    (place / LOG).unlink()


def _statement(*statements: str) -> Breaking:
    def breaking(_ground: Ground, place: Path) -> None:
        with reopened(place) as vault:
            for statement in statements:
                vault._db.execute(statement)

    return breaking


def _keys_of_another(_ground: Ground, place: Path) -> None:
    other = make_closed_vault(place.parent, "another")
    shutil.copy(other / KEYS, place / KEYS)


BROKEN: Final[dict[str, Breaking]] = {
    "whole": lambda _ground, _place: None,
    "person-leaf": _page("person"),
    "account-leaf": _page("utterance"),
    "account-inner": _page("utterance", inner=True),
    "version-leaf": _page("record_version"),
    "photo-leaf": _page("media_chunk"),
    "custody-leaf": _page("custody"),
    "search-leaf": _page("search_text_data"),
    "many-pages": _pages("person", "utterance", "record_version", "custody", "tally"),
    "header": _byte(100),
    "salt": _byte(3),
    "cut": _cut,
    "zero-length": _file(DATABASE, b""),
    "plain": _plain,
    "older-page": _older_page,
    "log-gone": _log_gone,
    "chain": _statement(
        "DROP TRIGGER custody_no_update", "UPDATE custody SET detail = '{}' WHERE seq = 2",
        "UPDATE custody SET kind = 'deletion' WHERE seq = 2",
    ),
    "photo-bytes": _statement("UPDATE media_chunk SET bytes = X'00' WHERE row = 1"),
    "keys-damaged": _file(KEYS, b"{"),
    "keys-missing": _file(KEYS, None),
    "keys-of-another": _keys_of_another,
}  # fmt: skip


RESCUED_ALWAYS: Final = (
    "account-leaf", "cut", "older-page", "zero-length", "plain", "keys-damaged", "keys-missing",
    "keys-of-another",
)  # fmt: skip
"""Those whose rescue is refused, which costs little, and of the others one for each way there is to
read what is left: around a page, of a part of the file, of an older state."""


def broken(ground: Ground, folder: Path, name: str) -> Path:
    """The folder of this sample."""
    place = folder / "sample.skrynia"
    shutil.copytree(ground.folder, place)
    BROKEN[name](ground, place)
    return place


def told(place: Path) -> str:
    """All that a person is told who opens it and has it checked."""
    try:
        with open_vault(place, PASSPHRASE) as vault:
            lost = lost_told(vault.lost) if vault.lost else ""
            return " ".join((lost, *findings(vault.check())))
    except VaultError as error:
        advice: Any = explain(error)
        return f"{advice.title} {advice.what_happened} {advice.what_to_do}"


def test_each_sample_is_made_here() -> None:
    assert BROKEN.keys() == SAMPLES.keys()


@pytest.mark.parametrize("name", SAMPLES)
def test_each_gives_its_message(ground: Ground, tmp_path: Path, name: str) -> None:
    said = told(broken(ground, tmp_path, name))
    assert SAMPLES[name]["says"] in said
    assert bool(said.strip()) == bool(SAMPLES[name]["says"])


@pytest.mark.slow
@pytest.mark.parametrize("name", sliced([*SAMPLES], *RESCUED_ALWAYS))
def test_each_is_rescued_as_it_can_be(ground: Ground, tmp_path: Path, name: str) -> None:
    place, target = broken(ground, tmp_path, name), tmp_path / "rescued.skrynia"
    expected = SAMPLES[name]["rescue"]
    if expected not in ("whole", "part"):
        with pytest.raises(VaultError) as refused:
            rescue(place, target, PASSPHRASE)
        assert type(refused.value).__name__ == expected
        assert not target.exists()
        return
    found = rescue(place, target, PASSPHRASE)
    # Where the number of the last save did not read, no saves are called missing.
    assert bool(found.lost) == (name == "log-gone")
    assert ("whole" if found.whole else "part") == expected
    with reopened(target) as vault:
        assert set(vault.check().parts) <= {"older", "custody" if name == "chain" else "older"}
