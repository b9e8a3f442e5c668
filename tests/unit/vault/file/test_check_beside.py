"""A check of minutes stands in nobody's way: it reads the file as it was, on its own thread."""

from __future__ import annotations

import threading
from pathlib import Path
from threading import Event

import pytest

from desktop.errors import Cancelled, DamagedVault
from desktop.progress import Progress
from desktop.vault import Vault, open_vault
from desktop.vault.file.beside import beside
from desktop.vault.store.connection import Database
from tests.nursery import run_python
from tests.support import PASSPHRASE, make_vault, memory_of, open_interview
from tests.unit.vault.made import add

pytestmark = pytest.mark.disk
MIB = 1 << 20

OPENING = """
import sys
from pathlib import Path
from desktop.errors import VaultInUse
from desktop.vault.store.connection import Database

try:
    Database(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))
except VaultInUse:
    print("in use")
"""


def log_of(db: Database) -> Path:
    return db.path.with_name(db.path.name + "-wal")


def test_what_is_written_while_a_vault_is_checked_is_kept_and_disturbs_nothing(
    vault: Vault, db: Database
) -> None:
    add(vault, b"p" * 3 * MIB)
    people: list[str] = []
    file = db.path.stat

    def progress(done: int, total: int, what: str) -> None:
        """A short job at each safe point."""
        people.append(vault.people.new(f"P-{len(people)}").id)
        sizes.add((file().st_size, file().st_mtime_ns))

    sizes: set[tuple[int, int]] = set()
    report = vault.check(progress)
    assert report.intact
    assert report.custody.rows + len(people) == vault.custody.head().seq
    assert len(sizes) == 1
    assert log_of(db).stat().st_size > 0
    assert all(vault.people.find(each) for each in people)
    again = vault.check()
    assert again.intact
    assert again.custody.rows == vault.custody.head().seq


@pytest.mark.rare
def test_the_file_that_is_checked_stays_where_a_damaged_photo_is_opened_meanwhile(
    tmp_path: Path,
) -> None:
    with make_vault(tmp_path) as vault:
        photo = add(vault, b"p" * 3 * MIB)
        folder = vault.folder
    database = folder / "vault.db"
    data = bytearray(database.read_bytes())
    data[len(data) * 3 // 4] ^= 1
    database.write_bytes(data)
    people: list[str] = []
    states: set[tuple[int, int]] = set()

    with open_vault(folder, PASSPHRASE) as vault:

        def progress(done: int, total: int, what: str) -> None:
            """Somebody opens the damaged photo and writes on."""
            with pytest.raises(DamagedVault):
                list(vault.media.read(photo.id))
            people.append(vault.people.new(f"P-{len(people)}").id)
            found = database.stat()
            states.add((found.st_size, found.st_mtime_ns))

        report = vault.check(progress)
        assert len(states) == 1
        assert report.media == (photo.id,)
        assert report.custody.intact
        assert report.custody.rows + len(people) == vault.custody.head().seq
    with open_vault(folder, PASSPHRASE) as vault:
        assert vault.people.count() == len(people)


def test_after_a_check_the_log_is_emptied_as_before(vault: Vault, db: Database) -> None:
    def cancel(done: int, total: int, what: str) -> None:
        raise Cancelled

    vault.check()
    assert db._log.moves_by_itself
    with pytest.raises(Cancelled):
        vault.check(cancel)
    assert db._log.moves_by_itself
    vault.people.new("P-1")
    vault.close()
    assert not log_of(db).exists()
    with open_vault(vault.folder, PASSPHRASE) as opened:
        assert opened.people.count() == 1


def test_after_a_check_nobody_else_opens_the_database(vault: Vault, db: Database) -> None:
    """On POSIX a process that closes a file gives up all its locks on it."""
    vault.check()
    answer = run_python(OPENING, db.path, db._key.hex())
    assert answer.returncode == 0, answer.stderr
    assert answer.stdout.split() == ["in", "use"]


def test_a_statement_is_stopped_in_the_middle(vault: Vault, db: Database) -> None:
    stop = Event()
    endless = (
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    )
    with db.frozen() as opened:
        reader = opened(stop)
        threading.Timer(0.05, stop.set).start()
        with pytest.raises(Cancelled):
            reader.all(endless)


def test_what_is_read_as_it_was_cannot_be_written(vault: Vault, db: Database) -> None:
    with db.frozen() as opened, pytest.raises(Exception, match="read-only"):
        opened(Event()).all("DELETE FROM person")


def test_sealed_documents_are_not_all_held_at_once(vault: Vault, db: Database) -> None:
    interview = open_interview(vault)
    vault.interviews.seal(interview.id)
    seal = db.one("SELECT signer, signature FROM seal")
    assert seal is not None
    with db.transaction():
        for number in range(24):
            db.execute(
                "INSERT INTO record_version (id, kind, record_id, author, created_utc,"
                " created_offset, data) VALUES (?, 'interview', 'r', 'a', 'u', 0, ?)",
                (f"v{number}", bytes(MIB)),
            )
            db.execute("INSERT INTO seal VALUES (?, ?, ?)", (f"v{number}", *seal))
    report, peak = memory_of(vault.check)
    assert len(report.seals) == 24
    assert peak < 10 * MIB


# --- beside ---------------------------------------------------------------------------------


def test_every_report_comes_out_in_order_on_the_thread_that_waits() -> None:
    told: list[tuple[int, int, str]] = []
    threads: set[int] = set()

    def progress(done: int, total: int, what: str) -> None:
        told.append((done, total, what))
        threads.add(threading.get_ident())

    def work(progress: Progress, stop: Event) -> int:
        for number in range(1, 300):
            progress(number, 300, "working")
        return threading.get_ident()

    helper = beside(work, progress, "beginning")
    done = dict.fromkeys(done for done, _total, what in told if what == "working")
    assert list(done) == list(range(1, 300))
    assert threads == {threading.get_ident()}
    assert helper != threading.get_ident()


def test_who_waits_passes_safe_points_although_there_is_nothing_to_say() -> None:
    passed: list[str] = []
    enough = Event()

    def progress(done: int, total: int, what: str) -> None:
        passed.append(what)
        if len(passed) == 5:
            enough.set()

    assert beside(lambda _told, _stop: enough.wait(60), progress, "beginning")
    assert set(passed) == {"beginning"}


def test_a_cancel_reaches_the_work_and_is_raised_when_it_ended() -> None:
    ended = Event()

    def work(progress: Progress, stop: Event) -> None:
        assert stop.wait(60)
        ended.set()

    def cancel(done: int, total: int, what: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        beside(work, cancel, "beginning")
    assert ended.is_set()


def test_who_waits_passes_safe_points_after_a_cancel_until_the_work_ended() -> None:
    passed: list[str] = []
    enough = Event()

    def work(progress: Progress, stop: Event) -> None:
        """As a statement that cannot be interrupted."""
        assert stop.wait(60)
        progress(1, 2, "a last word")
        kept.append(enough.wait(10))

    def cancel(done: int, total: int, what: str) -> None:
        passed.append(what)
        if len(passed) == 5:
            enough.set()
        raise Cancelled("stopped by the person")

    kept: list[bool] = []
    with pytest.raises(Cancelled, match="by the person"):
        beside(work, cancel, "beginning")
    assert kept == [True]
    assert "a last word" in passed


def test_what_the_work_raises_is_raised() -> None:
    def work(progress: Progress, stop: Event) -> None:
        raise DamagedVault("found on the other thread")

    with pytest.raises(DamagedVault, match="other thread"):
        beside(work, lambda done, total, what: None, "beginning")


def test_the_last_parts_of_a_check_say_how_far_they_are(vault: Vault) -> None:
    """A quarter of the time of a check passed under one word, without a number."""
    interview = open_interview(vault)
    vault.interviews.seal(interview.id)
    seen: dict[str, list[tuple[int, int]]] = {}

    def told(done: int, total: int, what: str) -> None:
        seen.setdefault(what, []).append((done, total))

    assert vault.check(told).intact
    comparing = list(dict.fromkeys(seen["Comparing with what was written last"]))
    assert comparing == [(number, comparing[0][1]) for number in range(len(comparing))]
    assert len(comparing) == comparing[0][1] > 20
    assert all(done < total for done, total in seen["Checking versions and seals"])


def test_the_log_alone_is_checked_beside_what_is_written(vault: Vault, db: Database) -> None:
    vault.people.new("P-1")
    said: list[str] = []

    def progress(done: int, total: int, what: str) -> None:
        """A short job at each safe point."""
        said.append(vault.people.new(f"Q-{len(said)}").id)

    report = vault.check_log(progress)
    assert report.intact
    assert said
    assert report.rows + len(said) == vault.custody.head().seq
    db.execute("DROP TRIGGER custody_no_update")
    db.execute("UPDATE custody SET agent = 'x' WHERE seq = 2")
    assert len(vault.check_log().problems) == 1
