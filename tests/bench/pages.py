"""``python -m tests.bench.pages``: what SQLCipher's settings cost, for a decision to stand on.

Writes photos of 5 MB, one transaction each, into a bare SQLCipher database, and reads them
back after it was closed; megabytes (10^6) a second, the median of three runs.
``docs/decisions/0003-database-settings.md`` says what was chosen.
"""

from __future__ import annotations

import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from tests.bench.harness import Spread, seconds
from tests.bench.material import PHOTO_BYTES

PHOTOS = 40
RUNS = 3
PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Setting:
    """One way to set SQLCipher up."""

    page_size: int
    hmac: str
    memory_security: bool = False

    def name(self) -> str:
        """As it stands in the table."""
        return f"{self.page_size} | {self.hmac} | {'on' if self.memory_security else 'off'}"


SETTINGS = (
    Setting(4096, "HMAC_SHA512"),
    Setting(4096, "HMAC_SHA256"),
    Setting(16384, "HMAC_SHA256"),
    Setting(16384, "HMAC_SHA256", memory_security=True),
    Setting(65536, "HMAC_SHA256"),
)


def connect(path: Path, setting: Setting) -> Any:
    """A bare connection; everything but the setting as the vault has it."""
    connection = sqlcipher.connect(str(path), isolation_level=None)
    connection.set_key(b"x'" + b"00" * 32 + b"'")
    for pragma in (
        f"cipher_memory_security = {'ON' if setting.memory_security else 'OFF'}",
        f"cipher_page_size = {setting.page_size}",
        f"cipher_hmac_algorithm = {setting.hmac}",
        "journal_mode = WAL",
        "synchronous = FULL",
        "temp_store = MEMORY",
        "secure_delete = ON",
    ):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    return connection


def write(path: Path, setting: Setting, pieces: list[bytes]) -> None:
    """Insert every photo in a transaction of its own, in pieces of 1 MiB, and close."""
    connection = connect(path, setting)
    connection.execute("CREATE TABLE piece (photo INTEGER, number INTEGER, bytes BLOB)")
    for photo in range(PHOTOS):
        connection.execute("BEGIN")
        for number, piece in enumerate(pieces):
            connection.execute("INSERT INTO piece VALUES (?, ?, ?)", (photo, number, piece))
        connection.execute("COMMIT")
    connection.close()


def read(path: Path, setting: Setting) -> None:
    """Read every piece back, with nothing cached by SQLite."""
    connection = connect(path, setting)
    size = sum(len(row[0]) for row in connection.execute("SELECT bytes FROM piece"))
    connection.close()
    if size != PHOTOS * PHOTO_BYTES:
        raise RuntimeError("not what was written")


def measure(folder: Path, setting: Setting) -> tuple[Spread, Spread]:
    """Megabytes a second, writing and reading."""
    photo = os.urandom(PHOTO_BYTES)
    pieces = [photo[start : start + PIECE] for start in range(0, PHOTO_BYTES, PIECE)]
    megabytes = PHOTOS * PHOTO_BYTES / 1e6
    writing, reading = [], []
    for run in range(RUNS):
        path = folder / f"{run}.db"
        writing.append(megabytes / seconds(lambda: write(path, setting, pieces)))  # noqa: B023
        reading.append(megabytes / seconds(lambda: read(path, setting)))  # noqa: B023
        path.unlink()
    return Spread(tuple(writing)), Spread(tuple(reading))


def main() -> int:
    """Measure every setting in turn and print the table."""
    print("| page | HMAC | memory security | write MB/s | read MB/s |")
    print("| --- | --- | --- | --- | --- |")
    for setting in SETTINGS:
        room = os.environ.get("BENCH_DIR")
        with tempfile.TemporaryDirectory(prefix="skrynia-bench-", dir=room) as folder:
            writing, reading = measure(Path(folder), setting)
        print(f"| {setting.name()} | {writing.text('.0f')} | {reading.text('.0f')} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
