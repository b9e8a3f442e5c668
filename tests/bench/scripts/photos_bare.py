"""Insert the bytes of every photo of ``FOLDER/photos`` into a bare SQLCipher database."""

from __future__ import annotations

import secrets
import sys
import time
from pathlib import Path

from desktop.vault.store.connection import Database

_PIECE = 1 << 20


def main(folder: Path) -> None:
    """Print the seconds of inserting: one transaction a photo, pieces of one mebibyte."""
    path = folder / "bare.db"
    with Database(path, secrets.token_bytes(32), create=True) as db:
        db.execute("CREATE TABLE piece (row INTEGER PRIMARY KEY, bytes BLOB NOT NULL)")
        start = time.perf_counter()
        for photo in sorted((folder / "photos").iterdir()):
            _insert(db, photo.read_bytes())
        took = time.perf_counter() - start
    path.unlink()
    print(took)


def _insert(db: Database, data: bytes) -> None:
    with db.transaction():
        for at in range(0, len(data), _PIECE):
            db.execute("INSERT INTO piece (bytes) VALUES (?)", (data[at : at + _PIECE],))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
