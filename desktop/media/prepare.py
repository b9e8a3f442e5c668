"""Files made ready ahead of the thread that owns the vault: read, hashed, then decoded.

While the vault writes one photo, helper threads read and hash the next ones and the
children decode them. How far they run ahead is bounded in files and in bytes, so memory
stays flat however many files there are.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from desktop.media.decoder import Decoded, DecoderPool
from desktop.media.hashing import Digests, hash_bytes, hash_file
from desktop.media.sniff import media_type_of
from desktop.media.sources import Candidate, DiskFile, FailedFile, Failure, MemoryFile
from desktop.media.wire import MAX_FILE, Problem

_THREADS = 3
_FILES_AHEAD = 8
_BYTES_AHEAD = 96 << 20


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file that can be stored. ``data`` is None for one too large to be held in memory."""

    file: MemoryFile | DiskFile
    digests: Digests
    decoded: Decoded
    data: bytes | None


def prepare_in_order(files: Sequence[Candidate]) -> Generator[Prepared | FailedFile, None, None]:
    """Each file in the order given; closing the iterator early ends what is under way."""
    pool = DecoderPool()
    threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="prepare")
    try:
        yield from _ahead(files, pool, threads)
    finally:
        pool.close()
        threads.shutdown(wait=True, cancel_futures=True)


def _ahead(
    files: Sequence[Candidate], pool: DecoderPool, threads: ThreadPoolExecutor
) -> Iterator[Prepared | FailedFile]:
    waiting: deque[tuple[int, Future[Prepared | FailedFile]]] = deque()
    coming = iter(files)
    upcoming = next(coming, None)
    while upcoming is not None or waiting:
        while upcoming is not None and _fits(waiting, _held(upcoming)):
            waiting.append((_held(upcoming), threads.submit(_prepare, upcoming, pool)))
            upcoming = next(coming, None)
        yield waiting.popleft()[1].result()


def _held(file: Candidate) -> int:
    """Bytes of memory the file will take while it waits."""
    if isinstance(file, MemoryFile | FailedFile):
        return 0
    return file.size if file.size <= MAX_FILE else 0


def _fits(waiting: Sequence[tuple[int, object]], size: int) -> bool:
    held = sum(bytes_held for bytes_held, _ in waiting)
    return not waiting or (len(waiting) < _FILES_AHEAD and held + size <= _BYTES_AHEAD)


def _prepare(file: Candidate, pool: DecoderPool) -> Prepared | FailedFile:
    if isinstance(file, FailedFile):
        return file
    if isinstance(file, MemoryFile):
        return _from_bytes(file, file.data, pool)
    try:
        if file.size > MAX_FILE:
            return _from_large(file)
        with file.path.open("rb") as opened:
            data = opened.read(MAX_FILE + 1)
    except FileNotFoundError:
        return FailedFile(file.name, Failure.NOT_FOUND)
    except OSError:
        return FailedFile(file.name, Failure.NOT_READABLE)
    if len(data) > MAX_FILE:
        return FailedFile(file.name, Failure.CHANGED_MEANWHILE)
    return _from_bytes(file, data, pool)


def _from_bytes(file: MemoryFile | DiskFile, data: bytes, pool: DecoderPool) -> Prepared:
    digests = hash_bytes(data)
    decoded = pool.submit(data).result()
    return Prepared(file, digests, _typed(decoded, data[:16]), data)


def _from_large(file: DiskFile) -> Prepared:
    with file.path.open("rb") as opened:
        start = opened.read(16)
    kind = media_type_of(start)
    picture = kind.startswith("image/")
    problem = Problem.TOO_LARGE if picture else Problem.NOT_A_PICTURE
    return Prepared(file, hash_file(file.path), Decoded(kind, problem=problem), None)


def _typed(decoded: Decoded, start: bytes) -> Decoded:
    """What no decoder could name is named by its first bytes."""
    if decoded.media_type:
        return decoded
    return Decoded(media_type_of(start), problem=decoded.problem)
