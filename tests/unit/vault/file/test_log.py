"""The log of a database: signed before it is moved into the file, and moved when it is long."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.errors import DiskFull
from desktop.vault.store.connection import PAGE_SIZE, Database
from tests.unit.vault.words import KEY, made_of_words, say, words

pytestmark = pytest.mark.disk


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "vault.db"


@pytest.fixture
def db(path: Path) -> Iterator[Database]:
    with made_of_words(path) as opened:
        yield opened


def test_a_log_moved_apart_grows_with_each_commit_and_is_moved_when_it_is_long(
    db: Database, path: Path
) -> None:
    db.checkpoint()
    before = path.read_bytes()
    with db.log_moved_apart() as move:
        for _ in range(3):
            _say_pages(db, 500)
        assert _log_of(db) > 1000
        assert path.read_bytes() == before
        assert move()
        assert path.read_bytes() != before
        say(db, "short")
        assert not move()
    assert db._log.moves_by_itself


def test_a_frozen_file_stays_as_it_is_where_a_log_is_moved_apart(db: Database, path: Path) -> None:
    with db.frozen():
        before = path.read_bytes()
        with db.log_moved_apart() as move:
            _say_pages(db, 1500)
            assert not move()
        assert path.read_bytes() == before
        assert not db._log.moves_by_itself


def test_before_a_long_log_is_moved_it_is_signed(db: Database) -> None:
    db.checkpoint()
    db.sign_before_moving(lambda: say(db, "signed"))
    _say_pages(db, 300)
    assert "signed" not in words(db)
    _say_pages(db, 800)
    say(db, "the next log")
    db.checkpoint()
    db.checkpoint()
    assert words(db)[-3:] == ["signed", "the next log", "signed"]
    assert words(db).count("signed") == 2


def test_a_log_is_moved_where_it_cannot_be_signed(db: Database, path: Path) -> None:
    def refuse() -> None:
        say(db, "half a signature")
        raise DiskFull("no room")

    db.sign_before_moving(refuse)
    say(db, "saved")
    db.close()
    assert not Path(f"{path}-wal").exists()
    with Database(path, KEY) as again:
        assert words(again)[-1] == "saved"


def test_a_job_that_outlasts_a_check_leaves_the_log_to_be_moved_as_before(db: Database) -> None:
    with db.frozen():
        apart = db.log_moved_apart()
        move = apart.__enter__()
        _say_pages(db, 300)
        assert not move()
    assert not db._log.moves_by_itself
    assert move()
    apart.__exit__(None, None, None)
    assert db._log.moves_by_itself


def _say_pages(db: Database, number: int) -> None:
    """Write about so many pages in one transaction."""
    with db.transaction():
        for _ in range(number):
            say(db, "a" * PAGE_SIZE)


def _log_of(db: Database) -> int:
    """Pages in the log."""
    answer = db.one("PRAGMA wal_checkpoint(NOOP)")
    assert answer is not None
    return int(answer[1])
