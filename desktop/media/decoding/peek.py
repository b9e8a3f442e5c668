"""A first look at a picture that is in no vault yet: read into memory, decoded apart, shown.

The file is opened and read on a thread of its own, as a stick may not answer; nothing of it is
written anywhere. The last one that was asked for counts.
"""

from __future__ import annotations

import threading
from concurrent.futures import CancelledError
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desktop.media.decoding.wire import Request

if TYPE_CHECKING:
    from desktop.media.decoding.decoder import DecoderPool

LARGEST: Final = 64 << 20
"""Bytes of a file that is looked at: more would be read for too long."""
_SUFFIXES: Final = frozenset(
    {".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif", ".tif", ".tiff", ".gif", ".bmp"}
)
_PREVIEW: Final = Request(edge=512, quality=80, with_metadata=False)


def is_picture(path: Path) -> bool:
    """Whether a file is called like a picture; nothing is opened."""
    return path.suffix.lower() in _SUFFIXES


@dataclass(frozen=True, slots=True)
class Peeked:
    """What came of a file: ``jpeg`` without metadata, b"" where it cannot be shown."""

    path: Path
    jpeg: bytes


class Peek:
    """``seen``: the last answer, read on any thread. :meth:`close` ends the decoder."""

    def __init__(self) -> None:
        self._pool: DecoderPool | None = None
        self._lock = threading.Lock()
        self._closed = False
        self._wanted: Path | None = None
        self.seen: Peeked | None = None

    def ask(self, path: Path) -> None:
        """Look at this file; what was asked for before is answered no more."""
        self._wanted = path
        threading.Thread(target=self._look, args=(path,), name="peek", daemon=True).start()

    def close(self) -> None:
        """End the child process, and answer nothing more."""
        with self._lock:
            self._closed, pool, self._pool = True, self._pool, None
        if pool is not None:
            pool.close()

    def _look(self, path: Path) -> None:
        try:
            data = _read(path)
        except OSError:
            data = b""
        pool = self._decoder() if data and path == self._wanted else None
        jpeg = _decoded(pool, data) if pool is not None else b""
        if path == self._wanted:
            self.seen = Peeked(path, jpeg)

    def _decoder(self) -> DecoderPool | None:
        from desktop.media.decoding.decoder import DecoderPool

        with self._lock:
            if self._pool is None and not self._closed:
                self._pool = DecoderPool(workers=1)
            return self._pool


def _decoded(pool: DecoderPool, data: bytes) -> bytes:
    """The picture; nothing where it cannot be shown, or the pool was closed meanwhile."""
    try:
        picture = pool.submit(data, _PREVIEW).result().picture
    except (CancelledError, RuntimeError):  # the second: nothing is begun after a close
        return b""
    return picture.data if picture is not None else b""


def _read(path: Path) -> bytes:
    """The file, or nothing where it is none (a pipe would never end), or too large."""
    if not path.is_file() or path.stat().st_size > LARGEST:
        return b""
    with path.open("rb") as file:
        return file.read(LARGEST)
