"""What the bare libraries need for every photo of ``FOLDER/photos``: SQLCipher, SHA, libjpeg."""

from __future__ import annotations

import hashlib
import io
import secrets
import sys
import time
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

from PIL import Image

from desktop.vault.store.connection import Database

_PIECE = 1 << 20
_EDGE = 256


def main(folder: Path) -> None:
    """Print the seconds of inserting alone (one transaction a photo, pieces of one mebibyte), and
    those of the same with both hashes beside it and, after it, a small picture of each by as many
    processes as there are cores."""
    photos = sorted((folder / "photos").iterdir())
    inserting = _stored(folder, photos, hashed=False)
    start = time.perf_counter()
    _stored(folder, photos, hashed=True)
    with ProcessPoolExecutor() as pool:
        pictures = list(pool.map(_small, photos))
    took = time.perf_counter() - start
    if not all(pictures):
        raise SystemExit("a photo could not be decoded")
    print(inserting, took)


def _stored(folder: Path, photos: list[Path], *, hashed: bool) -> float:
    path = folder / "bare.db"
    with Database(path, secrets.token_bytes(32), create=True) as db:
        db.execute("CREATE TABLE piece (row INTEGER PRIMARY KEY, bytes BLOB NOT NULL)")
        start = time.perf_counter()
        with ThreadPoolExecutor() as beside:
            hashes: list[Future[str]] = []
            for photo in photos:
                data = photo.read_bytes()
                if hashed:
                    hashes += (beside.submit(_hash, name, data) for name in ("sha256", "sha512"))
                _insert(db, data)
            for each in hashes:
                each.result()
        took = time.perf_counter() - start
    path.unlink()
    return took


def _hash(name: str, data: bytes) -> str:
    return hashlib.new(name, data).hexdigest()


def _insert(db: Database, data: bytes) -> None:
    with db.transaction():
        for at in range(0, len(data), _PIECE):
            db.execute("INSERT INTO piece (bytes) VALUES (?)", (data[at : at + _PIECE],))


def _small(photo: Path) -> bytes:
    with Image.open(photo) as image:
        image.draft("RGB", (_EDGE, _EDGE))
        image.thumbnail((_EDGE, _EDGE))
        out = io.BytesIO()
        image.save(out, "JPEG")
    return out.getvalue()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
