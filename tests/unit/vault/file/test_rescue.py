"""A rescue gets back every record whose pages are whole, and says what is missing of the others."""

from __future__ import annotations

import hashlib
import shutil
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from desktop.errors import DamagedKeySlots, DamagedVault, VaultExists, VaultInUse, WrongPassphrase
from desktop.model.version import RecordKind
from desktop.vault.file.folder import database_key_of, read_slots
from desktop.vault.file.older_messages import (
    at_rescue_advice,
    at_rescue_title,
    sends_nothing,
    told_at_opening,
)
from desktop.vault.kinds.all import KINDS
from desktop.vault.rescue.cells import RESERVED
from desktop.vault.rescue.messages import advice, missing
from desktop.vault.rescue.pages import Pages
from desktop.vault.rescue.rescue import Rescued, rescue
from desktop.vault.store.connection import Database
from desktop.vault.store.reader import PAGE_SIZE
from desktop.vault.versions.bound import watch
from desktop.vault_files import DATABASE, KEYS
from tests.damaged import Held, Record, bodies_of, damaged, held, whole
from tests.examples import seeds
from tests.slices import sliced
from tests.support import PASSPHRASE, TEMPLATES, reopened
from tests.unit.vault.updates import take_back_to

_ALWAYS_TOLD = {"older"}
"""Findings of a check that a rescued vault may have: what is marked."""


@dataclass(frozen=True)
class Ground:
    """The whole vault, what is in it, and where it lies."""

    folder: Path
    bodies: dict[Record, object]
    held: Held


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    folder = whole(TEMPLATES, tmp_path_factory.mktemp("whole"))
    with reopened(folder) as vault:
        bodies = bodies_of(vault)
    return Ground(folder, bodies, held(folder))


def fingerprint(folder: Path) -> dict[str, str]:
    return {each.name: hashlib.sha256(each.read_bytes()).hexdigest() for each in folder.iterdir()}


def rescued(ground: Ground, place: Path, pages: set[int]) -> Rescued:
    """What is told of a rescue, once all that must hold of it was looked at."""
    before, target = fingerprint(place), place.with_name(f"{place.name}.rescued")
    found = rescue(place, target, PASSPHRASE)
    assert fingerprint(place) == before
    with reopened(target) as vault:
        bodies, report = bodies_of(vault), vault.check()
        assert set(report.parts) <= _ALWAYS_TOLD, (pages, report)
        began = len(vault.custody.restored())
        logged = [event.detail for event in vault.custody.events()]
    named = {(each.kind, each.record_id) for each in (*found.missing, *found.originals)}
    marked = {(each.kind, each.record_id) for each in (*found.in_part, *found.from_version)}
    for record, body in ground.bodies.items():
        assert bodies.get(record) == body or record in (named if record not in bodies else marked)
    assert bodies.keys() <= ground.bodies.keys()
    assert not named & bodies.keys()
    touched = set().union(*(ground.held.records.get(page, set()) for page in pages))
    assert named <= touched, "of a record whose pages are whole nothing may be missing"
    assert began == 1
    assert sum("missing_records" in detail for detail in logged) == 1
    assert set(found.pages) <= pages
    shutil.rmtree(target)
    return found


def test_a_whole_vault_is_saved_whole(ground: Ground, tmp_path: Path) -> None:
    found = rescued(ground, damaged(ground.folder, tmp_path / "v", set(), Random(1)), set())
    assert found.whole
    assert missing(found) == ()
    assert "Everything" in advice(found)


def test_pages_are_laid_out_as_the_library_lays_them(ground: Ground) -> None:
    key = database_key_of(read_slots(ground.folder).unlock(PASSPHRASE))
    with closing(Pages(ground.folder / DATABASE, key)) as pages:
        first = pages.get(1)
        assert first is not None
        assert first.startswith(b"SQLite format 3\0")
        assert int.from_bytes(first[16:18]) == PAGE_SIZE
        assert first[20] == RESERVED
        assert all(pages.get(number) for number in pages.numbers())


@pytest.mark.parametrize(
    "table", sliced(["interview", "utterance", "person", "media_chunk"], "utterance", "media_chunk")
)
def test_a_damaged_leaf_costs_what_lies_on_it(ground: Ground, tmp_path: Path, table: str) -> None:
    leaves = ground.held.pages[table] - ground.held.inner.get(table, set())
    page = min(each for each in leaves if ground.held.records.get(each))
    found = rescued(ground, damaged(ground.folder, tmp_path / "v", {page}, Random(2)), {page})
    told = (*found.missing, *found.in_part, *found.from_version, *found.originals)
    assert {(each.kind, each.record_id) for each in told} <= ground.held.records[page]
    assert told
    assert found.pages == (page,)
    assert missing(found)


def test_the_inner_page_of_accounts_costs_nothing(ground: Ground, tmp_path: Path) -> None:
    page = min(ground.held.inner["utterance"])
    found = rescued(ground, damaged(ground.folder, tmp_path / "v", {page}, Random(3)), {page})
    assert found.whole
    assert found.pages == (page,)


@pytest.mark.parametrize(
    "table",
    sliced(
        ["sqlite_schema", "identity", "vault_meta", "custody", "session"], "identity", "custody"
    ),
)
def test_what_a_vault_stands_on_is_made_anew_and_told(
    ground: Ground, tmp_path: Path, table: str
) -> None:
    page = min(ground.held.pages[table])
    found = rescued(ground, damaged(ground.folder, tmp_path / "v", {page}, Random(4)), {page})
    assert not found.missing
    assert found.identity == (table != "identity")
    assert bool(found.entries) == (table == "custody")


def test_the_account_of_an_interview_whose_row_is_gone_is_shown(
    ground: Ground, tmp_path: Path
) -> None:
    page = min(ground.held.pages["interview"] - ground.held.inner.get("interview", set()))
    place = damaged(ground.folder, tmp_path / "v", {page}, Random(5))
    found = rescue(place, tmp_path / "new", PASSPHRASE)
    with reopened(tmp_path / "new") as vault:
        for summary in vault.interviews.summaries():
            assert len(vault.interviews.utterances(summary.id)) == 30
    assert {each.called for each in found.in_part} == {"W-0", "W-3"}
    assert {each.called for each in found.from_version} == {"W-1", "W-2"}
    assert not found.missing


def test_where_what_decides_was_damaged_it_is_said_that_nothing_leaves(
    ground: Ground, tmp_path: Path
) -> None:
    pages = ground.held.pages["record_version"] - ground.held.inner.get("record_version", set())
    place = damaged(ground.folder, tmp_path / "v", pages, Random(10))
    found = rescue(place, tmp_path / "new", PASSPHRASE)
    assert not found.sends
    assert sends_nothing() in missing(found)
    with reopened(tmp_path / "new") as vault:
        assert vault.older
        assert vault.older_at_rescue
        assert not vault.older_at_update
        told = told_at_opening(vault.older, vault.older_at_update, vault.older_at_rescue)
    assert told == (at_rescue_title(), sends_nothing())


def test_where_it_does_not_decide_everything_else_can_be_sent(
    ground: Ground, tmp_path: Path
) -> None:
    page = min(ground.held.pages["utterance"] - ground.held.inner.get("utterance", set()))
    place = damaged(ground.folder, tmp_path / "v", {page}, Random(11))
    found = rescue(place, tmp_path / "new", PASSPHRASE)
    assert not found.whole
    assert found.sends
    with reopened(tmp_path / "new") as vault:
        assert not vault.older
        told = told_at_opening(vault.older, vault.older_at_update, vault.older_at_rescue)
    assert told == (at_rescue_title(), at_rescue_advice())


def test_a_log_is_read_around_its_damaged_frame(ground: Ground, tmp_path: Path) -> None:
    place = damaged(ground.folder, tmp_path / "open", set(), Random(6))
    with reopened(place) as vault:
        vault._db.checkpoint()
        for number in range(3):
            vault.people.new(f"LATE-{number}")
        shutil.copytree(place, tmp_path / "v")
    log = tmp_path / "v" / f"{DATABASE}-wal"
    data = bytearray(log.read_bytes())
    data[32 + 24 + 100] ^= 1
    log.write_bytes(data)
    found = rescue(tmp_path / "v", tmp_path / "new", PASSPHRASE)
    with reopened(tmp_path / "new") as vault:
        codes = {person.code for person in vault.people.all()}
    assert {"LATE-0", "LATE-1", "LATE-2"} <= codes
    assert found.kept[RecordKind("person")] == len(codes)


def test_every_kind_can_be_missing(ground: Ground, tmp_path: Path) -> None:
    tables = {table for kind in KINDS for table in (*kind.rows, *kind.beside, kind.table.name)}
    pages = set().union(*(ground.held.pages[table] for table in tables))
    found = rescued(ground, damaged(ground.folder, tmp_path / "v", pages, Random(7)), pages)
    told = (*found.missing, *found.originals, *found.in_part, *found.from_version)
    assert {each.kind for each in told} == {kind for kind, _id in ground.bodies}
    assert found.missing


def test_what_cannot_be_rescued_is_refused_and_leaves_nothing(
    ground: Ground, tmp_path: Path
) -> None:
    place = damaged(ground.folder, tmp_path / "v", set(), Random(8))
    target = tmp_path / "new"
    with pytest.raises(WrongPassphrase):
        rescue(place, target, "another passphrase")
    with reopened(place), pytest.raises(VaultInUse):
        rescue(place, target, PASSPHRASE)
    with pytest.raises(VaultExists):
        rescue(place, place, PASSPHRASE)
    (place / KEYS).write_bytes(b"{}")
    with pytest.raises(DamagedKeySlots):
        rescue(place, target, PASSPHRASE)
    assert rescue(place, tmp_path / "by keys", PASSPHRASE, keys=ground.folder).whole
    size = (place / DATABASE).stat().st_size
    (place / DATABASE).write_bytes(Random(1).randbytes(size))
    with pytest.raises(DamagedVault):
        rescue(place, target, PASSPHRASE, keys=ground.folder)
    assert not target.exists()
    assert not list(tmp_path.glob("*.partial"))


def _some_pages(ground: Ground, random: Random) -> set[int]:
    return {random.randrange(1, ground.held.count + 1) for _ in range(random.choice([1, 1, 2, 5]))}


@pytest.mark.parametrize("seed", sliced(range(3), 0))
def test_random_damage_is_named(ground: Ground, tmp_path: Path, seed: int) -> None:
    random = Random(seed)
    pages = _some_pages(ground, random)
    rescued(ground, damaged(ground.folder, tmp_path / "v", pages, random), pages)


@pytest.mark.rare
@pytest.mark.hypothesis
@pytest.mark.parametrize("part", range(10))
def test_random_damages_are_named(ground: Ground, tmp_path: Path, part: int) -> None:
    """500 in ``make soak``."""
    for seed in seeds(part, 50, 2):
        random = Random(1000 + seed)
        pages = _some_pages(ground, random)
        place = damaged(ground.folder, tmp_path / f"{seed}", pages, random)
        rescued(ground, place, pages)
        shutil.rmtree(place)


@pytest.mark.parametrize("kept", [0.3, 0.7])
def test_of_a_file_that_was_cut_the_rest_is_saved(
    ground: Ground, tmp_path: Path, kept: float
) -> None:
    place = damaged(ground.folder, tmp_path / "v", set(), Random(9))
    data = (place / DATABASE).read_bytes()
    size = int(len(data) * kept)
    (place / DATABASE).write_bytes(data[:size])
    gone = set(range(size // PAGE_SIZE + 1, ground.held.count + 1))
    rescued(ground, place, gone)


@pytest.mark.parametrize("earlier", [34, 39])
def test_a_vault_of_an_earlier_version_is_rescued_too(
    ground: Ground, tmp_path: Path, earlier: int
) -> None:
    """Of a kind of record that came since, it has no table."""
    folder = Path(shutil.copytree(ground.folder, tmp_path / "older.skrynia"))
    key = database_key_of(read_slots(folder).unlock(PASSPHRASE))
    with closing(Database(folder / DATABASE, key)) as db:
        watch(db)
        with db.transaction():
            db.execute("UPDATE vault_meta SET value = ? WHERE key = 'schema'", (str(earlier),))
        take_back_to(earlier, db)
        db.execute(f"PRAGMA user_version = {earlier:d}")
    pages = (folder / DATABASE).stat().st_size // PAGE_SIZE
    place = damaged(folder, tmp_path / "place", {pages // 2}, Random(3))
    rescue(place, tmp_path / "rescued.skrynia", PASSPHRASE)
    with reopened(tmp_path / "rescued.skrynia") as vault:
        assert set(vault.check().parts) <= _ALWAYS_TOLD
        assert len(bodies_of(vault)) >= len(ground.bodies) // 2
