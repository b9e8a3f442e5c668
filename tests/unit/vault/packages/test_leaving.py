"""A plain file never stands outside the vault without a row in the custody log."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest

from desktop.errors import NotWritable, StorageError
from desktop.handoff.identity.age_key import export_age_key
from desktop.media.adding.ingest import add_files
from desktop.media.adding.sources import MemoryFile
from desktop.media.exporting.export import export_original
from desktop.reports.printing import write_summary
from desktop.system import files
from desktop.system.file_locks import hold, remove_abandoned
from desktop.vault import Vault, open_vault
from desktop.vault.custody import unfinished
from desktop.vault.file.folder import read_slots
from desktop.vault.file.opening import database_key
from desktop.vault.store.connection import Database
from desktop.vault_files import DATABASE
from tests.nursery import run_python
from tests.support import PASSPHRASE, make_vault, open_interview
from tests.systems import was_killed

pytestmark = pytest.mark.disk

DYING = """
import os, sys
from pathlib import Path
from desktop.system import files
from desktop.vault import open_vault
from tests.support import PASSPHRASE
from tests.systems import KILL
from tests.unit.vault.packages.test_leaving import WRITERS

folder, out, what, point = sys.argv[1:]

def die(*_, **__):
    os.kill(os.getpid(), KILL)

def dies_after(call):
    return lambda *given, **named: (call(*given, **named), die())

vault = open_vault(Path(folder), PASSPHRASE)
match point:
    case "before it is named":
        files.rename_without_overwriting = files.rename_over = die
    case "once it is named":
        files.rename_without_overwriting = dies_after(files.rename_without_overwriting)
        files.rename_over = dies_after(files.rename_over)
    case "while it is written":
        files.sync = dies_after(lambda file: file.flush())
WRITERS[what](vault, Path(out))
"""


def original(vault: Vault, out: Path) -> None:
    [added] = add_files(vault, [MemoryFile("a.bin", b"original")]).added
    export_original(vault, added.media_id, out)


def summary(vault: Vault, out: Path) -> None:
    [row] = vault.interviews.summaries()
    write_summary(vault, row.id, out / "summary.pdf", "en")


def age_key(vault: Vault, out: Path) -> None:
    export_age_key(vault, out / "key.txt")


WRITERS: dict[str, Callable[[Vault, Path], None]] = {
    "original": original,
    "summary": summary,
    "age key": age_key,
}
NAMED = {"original": "a.bin", "summary": "summary.pdf", "age key": "key.txt"}
LOGGED = {"original": "replication", "summary": "disclosure", "age key": "disclosure"}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    (tmp_path / "out").mkdir()
    return tmp_path / "out"


def told(vault: Vault, what: str) -> list[str | None]:
    """What each row about files of this kind says of the file."""
    events = [event for event in vault.custody.events() if event.kind == LOGGED[what]]
    return [event.detail.get("file") for event in events]


@pytest.mark.rare
@pytest.mark.parametrize("what", WRITERS)
@pytest.mark.parametrize("point", ["while it is written", "before it is named", "once it is named"])
def test_a_kill_leaves_no_decrypted_file_that_the_log_does_not_know(
    tmp_path: Path, out: Path, what: str, point: str
) -> None:
    with make_vault(tmp_path) as vault:
        open_interview(vault)
        folder = vault.folder
    done = run_python(DYING, folder, out, what, point)
    assert was_killed(done), done.stderr
    assert [file.stat().st_size > 0 for file in out.iterdir()] == [True]
    with open_vault(folder, PASSPHRASE) as vault:
        assert told(vault, what) == [None]
        assert vault.check().intact
    left = [file.name for file in out.iterdir()]
    assert left == ([NAMED[what]] if point == "once it is named" else [])


def killed_while_writing(tmp_path: Path, out: Path, what: str) -> Path:
    """The folder of a vault whose process died with half a file in ``out``."""
    with make_vault(tmp_path) as vault:
        open_interview(vault)
        folder = vault.folder
    done = run_python(DYING, folder, out, what, "before it is named")
    assert was_killed(done), done.stderr
    return folder


@pytest.mark.parametrize("what", WRITERS)
def test_half_a_decrypted_file_on_a_stick_is_removed_once_the_stick_is_there(
    tmp_path: Path, out: Path, what: str
) -> None:
    folder = killed_while_writing(tmp_path, out, what)
    others = out / f"{NAMED[what]}.partial"
    others.write_bytes(b"of another program")
    pulled = out.rename(tmp_path / "pulled")
    open_vault(folder, PASSPHRASE).close()
    assert len(list(pulled.iterdir())) == 2
    pulled.rename(out)
    open_vault(folder, PASSPHRASE).close()
    assert list(out.iterdir()) == [others]


def test_half_a_file_that_a_living_process_writes_is_not_removed(tmp_path: Path, out: Path) -> None:
    folder = killed_while_writing(tmp_path, out, "original")
    [half] = out.iterdir()
    with half.open("rb+") as file:
        hold(file, half)
        open_vault(folder, PASSPHRASE).close()
        assert half.exists()
    open_vault(folder, PASSPHRASE).close()
    assert not half.exists()


def test_a_path_on_a_share_that_does_not_answer_holds_no_opening(
    tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = killed_while_writing(tmp_path, out, "original")
    answers = Event()

    def asked_for_long(_path: Path, _is_ours: object) -> bool:
        return answers.wait(20)

    with monkeypatch.context() as dead:
        dead.setattr(unfinished, "remove_abandoned", asked_for_long)
        dead.setattr(unfinished, "_PATIENCE", 0.01)
        begun = time.monotonic()
        with open_vault(folder, PASSPHRASE) as vault:
            assert vault.interviews.count() == 1
        assert time.monotonic() - begun < 10
        answers.set()
    open_vault(folder, PASSPHRASE).close()
    assert list(out.iterdir()) == []


def test_a_path_whose_folder_was_deleted_is_forgotten_after_twenty_openings(
    tmp_path: Path, out: Path, db: Database
) -> None:
    half = out / "a.bin.0123abcd.partial"
    unfinished.remember(db, half)
    out.rmdir()
    for _ in range(unfinished.MOST_OPENINGS - 1):
        unfinished.Leftovers(db).forget()
    assert db.all("SELECT path FROM unfinished_file") == [(os.fsencode(half),)]
    unfinished.Leftovers(db).forget()
    assert db.all("SELECT path FROM unfinished_file") == []


@pytest.mark.parametrize("what", WRITERS)
def test_no_opening_meanwhile_takes_a_file_from_under_its_writer(
    vault: Vault, out: Path, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A copy of the vault that is opened meanwhile knows the path too."""
    open_interview(vault)
    looked: list[Path] = []

    def remembered(db: Database, path: Path) -> None:
        assert not remove_abandoned(path, lambda _first: True)
        looked.append(path)
        remember(db, path)

    remember = unfinished.remember
    monkeypatch.setattr(unfinished, "remember", remembered)
    WRITERS[what](vault, out)
    assert len(looked) == 1
    assert [file.name for file in out.iterdir()] == [NAMED[what]]


@pytest.mark.parametrize("what", WRITERS)
def test_no_path_of_a_finished_file_stays_in_the_vault(
    tmp_path: Path, out: Path, what: str
) -> None:
    with make_vault(tmp_path) as vault:
        open_interview(vault)
        WRITERS[what](vault, out)
        folder = vault.folder
    key = database_key(read_slots(folder), PASSPHRASE)
    with Database(folder / DATABASE, key) as db:
        assert db.all("SELECT path FROM unfinished_file") == []
    assert [file.name for file in out.iterdir()] == [NAMED[what]]


@pytest.mark.parametrize("what", WRITERS)
def test_a_file_whose_writing_failed_is_said_to_be_unfinished(
    vault: Vault, out: Path, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_interview(vault)

    def fails(_file: object) -> None:
        raise OSError(5, "the device went away")

    with monkeypatch.context() as failing, pytest.raises(StorageError):
        failing.setattr(files, "sync", fails)
        WRITERS[what](vault, out)
    assert list(out.iterdir()) == []
    assert told(vault, what) == [None, "not-finished"]


@pytest.mark.parametrize("what", WRITERS)
def test_a_folder_that_takes_no_file_leaves_no_row(vault: Vault, out: Path, what: str) -> None:
    open_interview(vault)
    with pytest.raises(NotWritable):
        WRITERS[what](vault, out / "gone")
    assert told(vault, what) == []
