"""The database is encrypted or not there; what the disk refuses has a name; nothing is half."""

from __future__ import annotations

import random
import re
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import ClassVar

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from desktop.errors import DamagedVault, DiskFull, FileExists, NotWritable, SkryniaError, VaultInUse
from desktop.vault.store.connection import PAGE_SIZE, Database
from desktop.vault.store.sqlite_errors import error_to_raise
from tests.systems import ON_WINE, is_private
from tests.unit.vault.words import KEY, leave_pages, made_of_words, say, words

pytestmark = pytest.mark.disk

CANARY = "незвычайнае слова для пошуку"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "vault.db"


@pytest.fixture
def db(path: Path) -> Iterator[Database]:
    with made_of_words(path) as opened:
        yield opened


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("cipher_page_size", str(PAGE_SIZE)),
        ("cipher_hmac_algorithm", "HMAC_SHA256"),
        ("cipher_plaintext_header_size", "0"),
        ("cipher_use_hmac", "1"),
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("temp_store", 2),
        ("secure_delete", 1),
        ("locking_mode", "exclusive"),
        ("trusted_schema", 0),
    ],
)
def test_the_settings_are_in_force(db: Database, pragma: str, value: object) -> None:
    assert db.one(f"PRAGMA {pragma}") == (value,)


def test_no_word_stands_in_the_clear_in_any_file(db: Database, path: Path) -> None:
    say(db, CANARY)
    needles = (CANARY.encode(), CANARY.encode("utf-16-le"), b"CREATE TABLE", b"SQLite format 3")
    while_open = b"".join(file.read_bytes() for file in path.parent.iterdir())
    db.close()
    closed = path.read_bytes()
    assert not [needle for needle in needles if needle in while_open + closed]


def test_plain_sqlite_cannot_read_it(db: Database, path: Path) -> None:
    db.close()
    with sqlite3.connect(path) as plain, pytest.raises(sqlite3.DatabaseError):
        plain.execute("SELECT * FROM word")
    plain.close()


def test_a_plain_sqlite_file_is_never_taken_for_a_vault(path: Path) -> None:
    with sqlite3.connect(path) as plain:
        plain.execute("CREATE TABLE word (text)")
    plain.close()
    with pytest.raises(DamagedVault, match="not encrypted"):
        Database(path, KEY)


@pytest.mark.parametrize("content", [b"", b"short", bytes(40_000)])
def test_what_is_no_database_is_refused_and_left_alone(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(DamagedVault):
        Database(path, KEY)
    assert path.read_bytes() == content


def test_a_missing_file_is_not_made(path: Path) -> None:
    with pytest.raises(DamagedVault):
        Database(path, KEY)
    assert not path.exists()


def test_a_new_database_never_replaces_a_file(path: Path) -> None:
    path.write_bytes(b"somebody's")
    with pytest.raises(FileExists):
        Database(path, KEY, create=True)
    assert path.read_bytes() == b"somebody's"


def test_the_file_is_for_its_owner_alone(db: Database, path: Path) -> None:
    assert is_private(path)
    if not ON_WINE:  # which hands no access list down to what SQLite makes in the folder
        assert all(map(is_private, path.parent.iterdir()))


def test_another_key_opens_nothing(db: Database, path: Path) -> None:
    db.close()
    with pytest.raises(DamagedVault):
        Database(path, bytes(32))


def test_a_flipped_bit_anywhere_is_found(db: Database, path: Path) -> None:
    for number in range(40):
        say(db, f"{number} " * 3000)
    db.close()
    whole = path.read_bytes()
    chance = random.Random(7)
    for _ in range(40):
        damaged = bytearray(whole)
        damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
        path.write_bytes(damaged)
        with pytest.raises(DamagedVault), Database(path, KEY) as opened:
            words(opened)
            assert not opened.all("PRAGMA cipher_integrity_check"), "a page that nobody reads"
            pytest.fail("the damage was not found")


def test_a_blob_is_read_whole_or_its_damage_is_found(db: Database, path: Path) -> None:
    db.execute("CREATE TABLE piece (row INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT")
    data = random.Random(3).randbytes(1 << 20)
    row = db.insert("INSERT INTO piece (bytes) VALUES (?)", (data,))
    assert db.blob("piece", "bytes", row) == data
    db.close()
    damaged = bytearray(path.read_bytes())
    damaged[len(damaged) // 2] ^= 1
    path.write_bytes(damaged)
    with Database(path, KEY) as opened, pytest.raises(DamagedVault):
        opened.blob("piece", "bytes", row)


@pytest.fixture
def partly_damaged(db: Database, path: Path) -> Iterator[tuple[Database, int]]:
    """A database with words that read, and a BLOB (its row) that does not."""
    say(db, "before")
    db.execute("CREATE TABLE piece (row INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT")
    row = db.insert("INSERT INTO piece (bytes) VALUES (?)", (random.Random(3).randbytes(1 << 20),))
    db.close()
    damaged = bytearray(path.read_bytes())
    damaged[len(damaged) // 2] ^= 1
    path.write_bytes(damaged)
    with Database(path, KEY) as opened:
        yield opened, row


def test_one_damaged_page_keeps_nobody_from_saving(partly_damaged: tuple[Database, int]) -> None:
    db, row = partly_damaged
    for _ in range(2):
        with pytest.raises(DamagedVault):
            db.blob("piece", "bytes", row)
        say(db, "after")
    assert words(db) == ["before", "after", "after"]
    assert db.one("PRAGMA foreign_keys") == (1,)
    assert db.one("PRAGMA synchronous") == (2,)


def test_a_transaction_that_met_a_damaged_page_is_undone_whole(
    partly_damaged: tuple[Database, int],
) -> None:
    db, row = partly_damaged
    with pytest.raises(DamagedVault), db.transaction():
        say(db, "undone")
        db.blob("piece", "bytes", row)
    with pytest.raises(DamagedVault), db.transaction():
        say(db, "undone")
        with suppress(DamagedVault), db.transaction():
            db.blob("piece", "bytes", row)
        say(db, "undone as well")
    assert not db.in_transaction
    say(db, "after")
    assert words(db) == ["before", "after"]


def test_rows_read_over_a_damaged_page_met_elsewhere_end_as_damage(
    partly_damaged: tuple[Database, int],
) -> None:
    db, row = partly_damaged
    db.execute_many("INSERT INTO word (text) VALUES (?)", [("w" * 9000,)] * 40)
    reading = db.rows("SELECT text FROM word ORDER BY id")
    assert next(reading) == ("before",)
    with pytest.raises(DamagedVault):
        db.blob("piece", "bytes", row)
    say(db, "after")
    with pytest.raises(DamagedVault):
        list(reading)


def test_a_frozen_file_stays_as_it_is_where_a_damaged_page_is_met_meanwhile(
    partly_damaged: tuple[Database, int], path: Path
) -> None:
    db, row = partly_damaged
    with db.frozen():
        before = path.read_bytes()
        for word in ("first", "second"):
            say(db, word)
            with pytest.raises(DamagedVault):
                db.blob("piece", "bytes", row)
        assert words(db) == ["before", "first", "second"]
        assert db._log.stays
        assert path.read_bytes() == before
        with pytest.raises(DamagedVault):
            db.blob("piece", "bytes", row)
    assert db._log.moves_by_itself
    db.close()
    with Database(path, KEY) as again:
        assert words(again) == ["before", "first", "second"]


def test_a_copy_ends_where_a_damaged_page_is_met_meanwhile_and_saving_goes_on(
    partly_damaged: tuple[Database, int], tmp_path: Path
) -> None:
    db, row = partly_damaged
    steps: list[int] = []

    def meanwhile(done: int, total: int) -> None:
        steps.append(done)
        with pytest.raises(DamagedVault):
            db.blob("piece", "bytes", row)
        with pytest.raises(DamagedVault):
            say(db, "not before the copy has ended")

    with pytest.raises(DamagedVault):
        db.copy_to(tmp_path / "copy.db", 4, meanwhile)
    assert steps == [4]
    say(db, "after")
    assert words(db) == ["before", "after"]


class Shared(Database):
    """Lets another connection in, as no vault does."""

    settings: ClassVar[tuple[str, ...]] = tuple(
        each for each in Database.settings if "locking_mode" not in each
    )


def test_a_log_that_another_reads_freezes_no_file_and_is_kept_on_closing(
    db: Database, path: Path
) -> None:
    db.close()
    with Shared(path, KEY) as writing, Shared(path, KEY) as reading:
        say(writing, "before")
        with reading.transaction():
            assert words(reading) == ["before"]
            with pytest.raises(VaultInUse), writing.frozen():
                pytest.fail("what is written now would go into the file")
    with Database(path, KEY) as again:
        assert words(again) == ["before"]


def test_a_file_cut_at_any_page_is_found(db: Database, path: Path) -> None:
    for number in range(40):
        say(db, f"{number} " * 3000)
    db.close()
    whole = path.read_bytes()
    for size in range(PAGE_SIZE, len(whole), PAGE_SIZE * 7):
        path.write_bytes(whole[:size])
        with pytest.raises(DamagedVault), Database(path, KEY) as opened:
            words(opened)


def test_a_full_disk_has_a_name_and_loses_only_the_piece_in_hand(db: Database) -> None:
    say(db, "kept")
    leave_pages(db, 2)
    with pytest.raises(DiskFull) as caught, db.transaction():
        say(db, CANARY)
        say(db, "x" * PAGE_SIZE * 8)
    assert CANARY not in str(caught.value)
    assert caught.value.__cause__ is None
    assert words(db) == ["kept"]
    say(db, "and on it goes")
    assert words(db) == ["kept", "and on it goes"]


def test_what_fails_while_it_is_copied_has_a_name_too() -> None:
    """sqlcipher3 gives such an error no code: it went through as a fault of the program."""
    memory = ":memory:"
    with closing(sqlcipher.connect(memory)) as full, closing(sqlcipher.connect(memory)) as small:
        full.execute("CREATE TABLE word AS SELECT zeroblob(100000) AS text")
        small.execute("CREATE TABLE word (text)")
        small.execute("PRAGMA max_page_count = 4")
        with pytest.raises(sqlcipher.OperationalError) as caught:
            full.backup(small)
    assert isinstance(error_to_raise(caught.value), DiskFull)


def test_a_second_connection_is_in_use(db: Database, path: Path) -> None:
    say(db, "held")
    with pytest.raises(VaultInUse):
        Database(path, KEY)


def test_another_thread_is_a_bug(db: Database) -> None:
    caught: list[BaseException] = []

    def meddle() -> None:
        try:
            words(db)
        except sqlcipher.ProgrammingError as error:
            caught.append(error)

    thread = threading.Thread(target=meddle)
    thread.start()
    thread.join()
    assert len(caught) == 1
    assert not isinstance(caught[0], SkryniaError)


def test_closing_leaves_one_file_and_no_log(db: Database, path: Path) -> None:
    for _ in range(100):
        say(db, "x" * 10_000)
    assert path.with_name("vault.db-wal").stat().st_size > 0
    db.close()
    db.close()
    assert [file.name for file in path.parent.iterdir()] == ["vault.db"]


def test_no_key_in_any_error(path: Path) -> None:
    path.write_bytes(bytes(40_000))
    with pytest.raises(DamagedVault) as caught:
        Database(path, KEY)
    assert not re.search(KEY.hex()[:16], repr(caught.value) + str(caught.value))


def test_a_folder_that_cannot_be_written_has_a_name(tmp_path: Path) -> None:
    with pytest.raises(NotWritable):
        Database(tmp_path / "missing" / "vault.db", KEY, create=True)
