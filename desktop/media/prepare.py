"""Files made ready ahead of the thread that owns the vault: read and hashed.

While the vault writes one photo, helper threads read and hash the next ones; one hashes while
another reads, so that on two cores the vault's thread has one for itself. How far they run ahead
is bounded in files and in bytes, so memory stays flat however many files there are.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from threading import Event, Lock
from typing import BinaryIO, Final, TypeVar

from desktop.media.hashing import PIECE, Digests, hash_bytes, hash_file
from desktop.media.key_marks import holds_secret_key
from desktop.media.sources import Candidate, DiskFile, FailedFile, Failure, MemoryFile
from desktop.media.wire import MAX_FILE
from desktop.progress import Pause, no_pause

T = TypeVar("T")

_THREADS = 2
_FILES_AHEAD = 4
_BYTES_AHEAD = 64 << 20
_START = 16
_BLINK: Final = 0.02
"""Seconds between two safe points while a file is made ready."""
_HASHING = Lock()
"""Held by the one that hashes."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file that can be stored. ``data`` is None for one too large to be held in memory.

    ``start``: its first bytes, which say of what kind it seems to be.
    """

    file: MemoryFile | DiskFile
    digests: Digests
    data: bytes | None
    start: bytes


def prepare_in_order(
    files: Sequence[Candidate], pause: Pause = no_pause
) -> Generator[Prepared | FailedFile, None, None]:
    """Each file in the order given; closing the iterator early ends what is under way.

    ``pause``: called again and again while the next one is not ready: a large file is hashed for
    many seconds.
    """
    threads, stop = ThreadPoolExecutor(_THREADS, thread_name_prefix="prepare"), Event()
    try:
        for ready in _ahead(files, threads, stop):
            yield _waited_for(ready, pause)
    finally:
        stop.set()
        threads.shutdown(wait=True, cancel_futures=True)


def _waited_for(ready: Future[T], pause: Pause) -> T:
    while not ready.done():
        wait((ready,), _BLINK)
        pause()
    return ready.result()


def _ahead(
    files: Sequence[Candidate], threads: ThreadPoolExecutor, stop: Event
) -> Iterator[Future[Prepared | FailedFile]]:
    waiting: deque[tuple[int, Future[Prepared | FailedFile]]] = deque()
    coming = iter(files)
    upcoming = next(coming, None)
    while upcoming is not None or waiting:
        while upcoming is not None and _fits(waiting, _held(upcoming)):
            waiting.append((_held(upcoming), threads.submit(_prepare, upcoming, stop)))
            upcoming = next(coming, None)
        yield waiting.popleft()[1]


def _held(file: Candidate) -> int:
    """Bytes of memory the file will take while it waits."""
    if isinstance(file, MemoryFile | FailedFile):
        return 0
    return file.size if file.size <= MAX_FILE else 0


def _fits(waiting: Sequence[tuple[int, object]], size: int) -> bool:
    held = sum(bytes_held for bytes_held, _ in waiting)
    return not waiting or (len(waiting) < _FILES_AHEAD and held + size <= _BYTES_AHEAD)


def _prepare(file: Candidate, stop: Event) -> Prepared | FailedFile:
    if isinstance(file, FailedFile):
        return file
    if isinstance(file, MemoryFile):
        return _from_bytes(file, file.data)
    try:
        if file.size > MAX_FILE:
            return _from_large(file, stop)
        with file.path.open("rb") as opened:
            data = _whole(opened, file.size)
    except FileNotFoundError:
        return FailedFile(file.name, Failure.NOT_FOUND)
    except OSError:
        return FailedFile(file.name, Failure.NOT_READABLE)
    if len(data) > MAX_FILE:
        return FailedFile(file.name, Failure.CHANGED_MEANWHILE)
    return _from_bytes(file, data)


def _whole(opened: BinaryIO, size: int) -> bytes:
    """All of it, up to a byte more than is held. Asked for what it was listed with, it comes into
    memory that the file before it has left, and no page of it has to be laid out anew."""
    data = opened.read(size + 1)
    return data if len(data) <= size else data + opened.read(MAX_FILE + 1 - len(data))


def _from_bytes(file: MemoryFile | DiskFile, data: bytes) -> Prepared | FailedFile:
    with _HASHING:
        digests = hash_bytes(data)
    # After hashing, when the vault's thread is in the library and does not need the interpreter,
    # which a search through bytes holds.
    if holds_secret_key(data):
        return FailedFile(file.name, Failure.KEY)
    return Prepared(file, digests, data, data[:_START])


def _from_large(file: DiskFile, stop: Event) -> Prepared | FailedFile:
    with file.path.open("rb") as opened:
        start = opened.read(PIECE)
    if holds_secret_key(start):
        return FailedFile(file.name, Failure.KEY)
    return Prepared(file, hash_file(file.path, stop), None, start[:_START])
