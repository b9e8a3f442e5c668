"""Files made ready ahead of the thread that owns the vault: read and hashed.

While the vault writes one photo, helper threads read and hash the next ones; one hashes while
another reads, so that on two cores the vault's thread has one for itself. How far they run ahead
is bounded in files and in bytes, so memory stays flat however many files there are.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Collection, Generator, Iterator, Sequence
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event, Lock
from typing import BinaryIO, Final, TypeVar

from desktop.media.adding.ours import HEAD, mark_of
from desktop.media.adding.pdf_streams import PDF_HEAD, PDF_STREAM_END
from desktop.media.adding.sources import Candidate, DiskFile, FailedFile, Failure, MemoryFile
from desktop.media.decoding.decoder import THUMBNAIL, DecoderPool
from desktop.media.decoding.wire import MAX_FILE, Problem
from desktop.media.formats.sniff import CLOSED, ZIP_TAIL, archive_of
from desktop.media.hashing import PIECE, Digests, hash_bytes, hash_file
from desktop.progress import Pause, no_pause

T = TypeVar("T")

_THREADS = 2
_FILES_AHEAD = 4
_BYTES_AHEAD = 64 << 20
_START = 16
_BLINK: Final = 0.02
"""Seconds between two safe points while a file is made ready."""
_LONGEST_SEARCH: Final = 90.0
"""Seconds on the clock that looking through one archive may take."""
_NAMED: Final = re.compile(rb"(?i)\.skrynia[\\/]keys\.json|vault\.db(?![a-z0-9.])")
"""Names by which a vault in an archive is told."""
_STRETCH: Final = 1 << 20
"""Bytes searched for names in one go, in which no other thread runs."""
_LONGEST_NAME: Final = 32
_HASHING = Lock()
"""Held by the one that hashes."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file that can be stored. ``data`` is None for one too large to be held in memory.

    ``start``: its first bytes, which say of what kind it seems to be. ``searched``: whether all
    that is packed in it was looked at; a person took it all the same.
    """

    file: MemoryFile | DiskFile
    digests: Digests
    data: bytes | None
    start: bytes
    searched: bool = True


def prepare_in_order(
    files: Sequence[Candidate],
    pause: Pause = no_pause,
    salts: tuple[bytes, ...] = (),
    unsearched: Collection[Path] = (),
    named: Collection[Path] = (),
) -> Generator[Prepared | FailedFile, None, None]:
    """Each file in the order given; closing the iterator early ends what is under way.

    ``salts``: how the databases of the vault that they go into and of those known here begin: no
    copy of one is taken.
    ``unsearched``: files that a person takes although they cannot be looked through; only those
    count that are ``named``, each by itself, and do not merely lie in a folder.

    ``pause``: called again and again while the next one is not ready: a large file is hashed for
    many seconds.
    """
    threads, stop = ThreadPoolExecutor(_THREADS, thread_name_prefix="prepare"), Event()
    keeper = _Keeper(salts, stop, frozenset(named), frozenset(unsearched))
    try:
        for ready in _ahead(files, threads, keeper):
            yield _waited_for(ready, pause)
    finally:
        stop.set()
        keeper.close()
        threads.shutdown(wait=True, cancel_futures=True)


def _waited_for(ready: Future[T], pause: Pause) -> T:
    while not ready.done():
        wait((ready,), _BLINK)
        pause()
    return ready.result()


def _ahead(
    files: Sequence[Candidate], threads: ThreadPoolExecutor, keeper: _Keeper
) -> Iterator[Future[Prepared | FailedFile]]:
    waiting: deque[tuple[int, Future[Prepared | FailedFile]]] = deque()
    coming = iter(files)
    upcoming = next(coming, None)
    while upcoming is not None or waiting:
        while upcoming is not None and _fits(waiting, _held(upcoming)):
            waiting.append((_held(upcoming), threads.submit(_prepare, upcoming, keeper)))
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


def _prepare(file: Candidate, keeper: _Keeper) -> Prepared | FailedFile:
    if isinstance(file, FailedFile):
        return file
    if isinstance(file, MemoryFile):
        return _from_bytes(file, file.data, keeper)
    try:
        if file.size > MAX_FILE:
            return _from_large(file, keeper)
        with file.path.open("rb") as opened:
            data = _whole(opened, file.size)
    except FileNotFoundError:
        return FailedFile(file.name, Failure.NOT_FOUND)
    except OSError:
        return FailedFile(file.name, Failure.NOT_READABLE)
    if len(data) > MAX_FILE:
        return FailedFile(file.name, Failure.CHANGED_MEANWHILE)
    return _from_bytes(file, data, keeper)


def _whole(opened: BinaryIO, size: int) -> bytes:
    """All of it, up to a byte more than is held. Asked for what it was listed with, it comes into
    memory that the file before it has left, and no page of it has to be laid out anew."""
    data = opened.read(size + 1)
    return data if len(data) <= size else data + opened.read(MAX_FILE + 1 - len(data))


def _from_bytes(file: MemoryFile | DiskFile, data: bytes, keeper: _Keeper) -> Prepared | FailedFile:
    with _HASHING:
        digests = hash_bytes(data)
    # After hashing, when the vault's thread is in the library and does not need the interpreter,
    # which a search through bytes holds.
    mark = keeper.mark_of(data)
    if mark is not None and not keeper.passes(file, mark):
        return keeper.refused(file, mark)
    return Prepared(file, digests, data, data[:_START], searched=mark is None)


def _from_large(file: DiskFile, keeper: _Keeper) -> Prepared | FailedFile:
    with file.path.open("rb") as opened:
        start = opened.read(PIECE)
        mark = keeper.mark_of_large(opened, file.size, start)
    if mark is not None and not keeper.passes(file, mark):
        return keeper.refused(file, mark)
    digests = hash_file(file.path, keeper.stop)
    return Prepared(file, digests, None, start[:_START], searched=mark is None)


class _Keeper:
    """Says what is not taken in. Archives are looked through by a child of its own, started for
    the first one; where that is not done wholly, the mark is ``UNSEARCHED``."""

    def __init__(
        self,
        salts: tuple[bytes, ...],
        stop: Event,
        named: frozenset[Path],
        unsearched: frozenset[Path],
    ) -> None:
        self.stop = stop
        self._salts = salts
        self._named = named
        self._unsearched = unsearched & named
        self._lock = Lock()
        self._pool: DecoderPool | None = None

    def passes(self, file: MemoryFile | DiskFile, mark: Failure) -> bool:
        """Whether a person takes this file although it could not be looked through."""
        if mark is not Failure.UNSEARCHED or isinstance(file, MemoryFile):
            return False
        return file.path in self._unsearched

    def refused(self, file: MemoryFile | DiskFile, mark: Failure) -> FailedFile:
        """With the path of one that was named itself, by which a person may take it."""
        if mark is not Failure.UNSEARCHED or isinstance(file, MemoryFile):
            return FailedFile(file.name, mark)
        return FailedFile(file.name, mark, str(file.path) if file.path in self._named else "")

    def mark_of(self, data: bytes) -> Failure | None:
        """Of a whole file."""
        if data.startswith(self._salts):
            return Failure.VAULT
        mark = mark_of(data)
        kind = archive_of(data[:HEAD], data[-ZIP_TAIL:]) if mark is None else ""
        if kind == CLOSED:
            return _by_names(data)
        return self._within(data) if kind else mark

    def mark_of_large(self, opened: BinaryIO, size: int, start: bytes) -> Failure | None:
        """Of a file too large to be held: by its two ends, and of an archive that has no list of
        names at its end, by as much of it as is held."""
        opened.seek(max(0, size - PIECE))
        end = opened.read(PIECE)
        mark = mark_of(start)
        kind = archive_of(start[:HEAD], end[-ZIP_TAIL:]) if mark is None else ""
        if not kind:
            return mark
        if kind == "pdf":
            return self._within_pdf(opened)
        named = _by_names(start + end)
        if named is Failure.VAULT or kind in (CLOSED, "zip"):
            return named
        opened.seek(0)
        return self._within(opened.read(MAX_FILE)) or Failure.UNSEARCHED

    def _within_pdf(self, opened: BinaryIO) -> Failure | None:
        """Of a PDF too large to be held: stretch by stretch, each up to the end of a stream."""
        opened.seek(0)
        marks, at, held = set[Failure | None](), 0, opened.read(MAX_FILE)
        while held and not self.stop.is_set():
            is_last = len(held) < MAX_FILE - len(PDF_HEAD)
            end = len(held) if is_last else held.rfind(PDF_STREAM_END)
            if end <= 0:
                return Failure.UNSEARCHED
            mark = self._within(held[:end] if at == 0 else PDF_HEAD + held[:end])
            if mark not in (None, Failure.UNSEARCHED):
                return mark
            marks.add(mark)
            at += end
            opened.seek(at)
            held = b"" if is_last else opened.read(MAX_FILE - len(PDF_HEAD))
        return Failure.UNSEARCHED if self.stop.is_set() or Failure.UNSEARCHED in marks else None

    def _within(self, data: bytes) -> Failure | None:
        """Of an archive, or of its first part, as a child answers; the names of the files of a
        vault tell it where none does."""
        with self._lock:
            if self.stop.is_set():
                return Failure.UNSEARCHED
            self._pool = self._pool or DecoderPool(workers=1, seconds=_LONGEST_SEARCH)
            hexed = tuple(each.hex() for each in self._salts)
            asked = self._pool.submit(data, replace(THUMBNAIL, within=True, salts=hexed))
        try:
            found = asked.result()
        except CancelledError:
            return Failure.UNSEARCHED
        if found.problem is not Problem.NOT_A_PICTURE:
            return _by_names(data)
        if not found.mark:
            return None
        return Failure(found.mark) if found.mark in set(Failure) else Failure.UNSEARCHED

    def close(self) -> None:
        """End the child."""
        with self._lock:
            if self._pool is not None:
                self._pool.close()


def _by_names(data: bytes) -> Failure:
    stretches = (data[at : at + _STRETCH + _LONGEST_NAME] for at in range(0, len(data), _STRETCH))
    return Failure.VAULT if any(map(_NAMED.search, stretches)) else Failure.UNSEARCHED
