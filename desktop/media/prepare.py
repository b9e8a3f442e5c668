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

_THREADS = 2
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
    waiting: deque[tuple[int, Future[_Hashed | FailedFile]]] = deque()
    coming = iter(files)
    upcoming = next(coming, None)
    while upcoming is not None or waiting:
        while upcoming is not None and _fits(waiting, _held(upcoming)):
            waiting.append((_held(upcoming), threads.submit(_hash, upcoming, pool)))
            upcoming = next(coming, None)
        hashed = waiting.popleft()[1].result()
        yield hashed if isinstance(hashed, FailedFile) else _with_picture(hashed)


def _held(file: Candidate) -> int:
    """Bytes of memory the file will take while it waits."""
    if isinstance(file, MemoryFile | FailedFile):
        return 0
    return file.size if file.size <= MAX_FILE else 0


def _fits(waiting: Sequence[tuple[int, object]], size: int) -> bool:
    held = sum(bytes_held for bytes_held, _ in waiting)
    return not waiting or (len(waiting) < _FILES_AHEAD and held + size <= _BYTES_AHEAD)


@dataclass(frozen=True, slots=True)
class _Hashed:
    """A file whose bytes are counted and hashed, and whose picture is being decoded."""

    file: MemoryFile | DiskFile
    digests: Digests
    decoding: Future[Decoded] | Decoded
    data: bytes | None
    start: bytes


def _hash(file: Candidate, pool: DecoderPool) -> _Hashed | FailedFile:
    """Read and hash, then hand over to the children without waiting for them."""
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


def _from_bytes(file: MemoryFile | DiskFile, data: bytes, pool: DecoderPool) -> _Hashed:
    digests = hash_bytes(data)
    return _Hashed(file, digests, pool.submit(data), data, data[:16])


def _from_large(file: DiskFile) -> _Hashed:
    with file.path.open("rb") as opened:
        start = opened.read(16)
    picture = media_type_of(start).startswith("image/")
    problem = Problem.TOO_LARGE if picture else Problem.NOT_A_PICTURE
    return _Hashed(file, hash_file(file.path), Decoded(problem=problem), None, start)


def _with_picture(hashed: _Hashed) -> Prepared:
    decoding = hashed.decoding
    decoded = decoding if isinstance(decoding, Decoded) else decoding.result()
    return Prepared(hashed.file, hashed.digests, _typed(decoded, hashed.start), hashed.data)


def _typed(decoded: Decoded, start: bytes) -> Decoded:
    """What no decoder could name is named by its first bytes."""
    if decoded.media_type:
        return decoded
    return Decoded(media_type_of(start), problem=decoded.problem)
