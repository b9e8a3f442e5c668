"""A transaction happens wholly or not at all, whoever caught which error inside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from desktop.errors import DiskFull, NotWritable
from desktop.model.changes import Changes
from desktop.vault.store.connection import PAGE_SIZE, Database
from desktop.vault.store.transactions import Transactions
from tests.unit.vault.words import SAY, leave_pages, made_of_words, say, words

pytestmark = pytest.mark.disk


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with made_of_words(tmp_path / "vault.db") as opened:
        yield opened


def test_a_transaction_is_all_or_nothing(db: Database) -> None:
    with pytest.raises(ZeroDivisionError), db.transaction():
        say(db, "never")
        raise ZeroDivisionError
    assert words(db) == []


def test_the_outermost_transaction_commits(db: Database) -> None:
    with pytest.raises(ZeroDivisionError), db.transaction():
        with db.transaction():
            say(db, "inside")
        assert words(db) == ["inside"]
        raise ZeroDivisionError
    assert words(db) == []


def test_an_attempt_that_fails_is_undone_alone(db: Database) -> None:
    with db.transaction():
        say(db, "before")
        with pytest.raises(ZeroDivisionError), db.attempt():
            say(db, "set aside")
            with db.transaction():
                say(db, "deeper")
                raise ZeroDivisionError
        say(db, "after")
        with db.attempt():
            say(db, "kept")
    assert words(db) == ["before", "after", "kept"]


def test_an_attempt_outside_of_any_transaction_is_one(db: Database) -> None:
    with db.attempt():
        say(db, "kept")
    with pytest.raises(ZeroDivisionError), db.attempt():
        say(db, "never")
        raise ZeroDivisionError
    assert words(db) == ["kept"]


def test_half_a_piece_whose_error_somebody_caught_is_never_committed(db: Database) -> None:
    with pytest.raises(RuntimeError, match="was caught"), db.transaction():
        with suppress(ZeroDivisionError), db.transaction():
            say(db, "half a piece")
            raise ZeroDivisionError
        with suppress(ZeroDivisionError), db.attempt():
            raise ZeroDivisionError
        say(db, "after")
    assert words(db) == []
    with db.transaction():
        say(db, "the next one stands by itself")
    assert words(db) == ["the next one stands by itself"]


def test_an_attempt_inside_which_an_error_was_caught_is_undone(db: Database) -> None:
    with db.transaction():
        say(db, "before")
        with (
            pytest.raises(RuntimeError),
            db.attempt(),
            suppress(ZeroDivisionError),
            db.transaction(),
        ):
            say(db, "half a piece")
            raise ZeroDivisionError
        say(db, "after")
    assert words(db) == ["before", "after"]


def test_pieces_of_a_transaction_open_no_savepoints() -> None:
    """Each RELEASE of one inside another walks all that was written: 300,000 never ended."""
    said: list[str] = []
    transactions = Transactions(said.append, lambda: True, lambda: None)
    with transactions.transaction():
        for _ in range(3):
            with transactions.transaction(), transactions.transaction():
                assert transactions.open
    assert said == ["BEGIN IMMEDIATE", "COMMIT"]


@pytest.mark.parametrize("goes_on", [say, lambda db, _: db.execute_many(SAY, [("x",)])])
def test_whoever_catches_a_full_disk_and_goes_on_writes_no_row_by_itself(
    db: Database, goes_on: Callable[[Database, str], object]
) -> None:
    """A full disk makes SQLite undo the whole transaction, not the attempt alone."""
    leave_pages(db, 2)
    with pytest.raises(DiskFull), db.transaction():
        say(db, "before")
        with pytest.raises(DiskFull), db.attempt():
            say(db, "x" * PAGE_SIZE * 8)
        with pytest.raises(DiskFull):
            goes_on(db, "in autocommit")
        with pytest.raises(DiskFull), db.attempt():
            pytest.fail("an attempt began outside of its transaction")
    assert words(db) == []
    with db.transaction():
        say(db, "the next one stands by itself")
    assert words(db) == ["the next one stands by itself"]


def test_after_an_undo_that_failed_the_next_transaction_stands_by_itself() -> None:
    """What the failed piece left behind is gone, and nothing around it was committed."""
    said: list[str] = []
    ended: list[str] = []

    def execute(statement: str) -> None:
        said.append(statement)
        if statement.startswith("ROLLBACK TO"):
            raise NotWritable("the device went away")

    transactions = Transactions(execute, lambda: True, lambda: None)
    with pytest.raises(RuntimeError, match="was caught"), transactions.transaction():
        with pytest.raises(NotWritable), transactions.attempt():
            transactions.touched.add("word", "never")
            transactions.at_end(ended.extend, "never")
            raise ZeroDivisionError
        transactions.touched.add("word", "around it")
    assert said[-1] == "ROLLBACK"
    said.clear()
    with transactions.transaction():
        transactions.touched.add("word", "next")
    assert said == ["BEGIN IMMEDIATE", "COMMIT"]
    assert ended == []
    assert transactions.touched.take() == Changes({"word": frozenset({"next"})})


def test_what_a_job_at_the_end_leaves_for_the_end_is_not_lost(db: Database) -> None:
    def last(_db: Database, several: list[str]) -> None:
        for word in several:
            say(db, word)

    def first(_db: Database, several: list[str]) -> None:
        for word in several:
            say(db, word)
            db.at_end(last, f"{word}, and after it")

    with db.transaction():
        db.at_end(first, "one")
        db.at_end(first, "two")
        say(db, "before")
    assert words(db) == ["before", "one", "two", "one, and after it", "two, and after it"]
