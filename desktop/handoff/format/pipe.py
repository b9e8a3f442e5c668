"""Work on helper threads beside the one that owns the vault: bounded queues, nothing more.

Encryption, decryption and hashing let go of the interpreter lock, so one thread each is
enough to use a second core. Every queue is bounded in pieces of at most one mebibyte:
memory stays flat whatever the size of a package. What a helper raises is raised on the
caller's side by the next call.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Final, Generic, Protocol, Self, TypeVar

from desktop.errors import PackageRefused
from desktop.handoff.format import limits

T = TypeVar("T")
DEPTH: Final = 8
"""Pieces that may wait in a queue."""


class Source(Protocol):
    """What is read from: a file or a decryptor."""

    def readinto(self, buffer: memoryview, /) -> int | None:
        """Fill ``buffer`` as far as may be; 0 at the end."""


class Pieces(Protocol):
    """A stream that comes in pieces of its own size."""

    def next_piece(self) -> memoryview:
        """The next piece; empty at the end."""


class _Helper(Generic[T]):
    """One helper thread and what it was asked to do, in order."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1)
        self._pending: deque[Future[T]] = deque()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Drop what still waits, and wait until the helper has ended."""
        self._thread.shutdown(wait=True, cancel_futures=True)


class Conveyor(_Helper[None], Generic[T]):
    """Hands items to ``consume`` on a helper thread, in order; at most ``depth`` wait."""

    def __init__(self, consume: Callable[[T], None], depth: int = DEPTH) -> None:
        super().__init__()
        self._consume = consume
        self._depth = depth

    def put(self, item: T) -> None:
        """Queue an item. A full queue is waited for until half of it is consumed: the two
        threads wake each other once for several items."""
        if len(self._pending) >= self._depth:
            self._drain(self._depth // 2)
        self._pending.append(self._thread.submit(self._consume, item))

    def finish(self) -> None:
        """Wait until every item is consumed."""
        self._drain(0)

    def _drain(self, left: int) -> None:
        """Wait until ``left`` items are still to be consumed, at most."""
        done = [self._pending.popleft() for _ in range(len(self._pending) - left)]
        wait(done[-1:])
        for item in done:
            item.result()


class Beside(_Helper[T]):
    """Runs jobs on a helper thread, one after the other; what each gave is taken in their order."""

    def ask(self, job: Callable[[], T]) -> None:
        """Have a job run. However many wait: who asks bounds what they hold."""
        self._pending.append(self._thread.submit(job))

    def answer(self) -> T:
        """What the first job gave whose answer was not taken yet, or raises what it raised."""
        return self._pending.popleft().result()


class PieceReader:
    """Reads a stream in pieces of one mebibyte."""

    def __init__(self, source: Source) -> None:
        self._source = source

    def next_piece(self) -> memoryview:
        """The next piece; empty at the end."""
        piece = memoryview(bytearray(limits.PIECE))
        return piece[: self._source.readinto(piece) or 0]


class ReadAhead(_Helper[memoryview]):
    """Reads a stream on a helper thread, a few pieces ahead of who uses them."""

    def __init__(self, source: Source) -> None:
        super().__init__()
        self._pieces = PieceReader(source)
        for _ in range(DEPTH):
            self._ask()

    def _ask(self) -> None:
        self._pending.append(self._thread.submit(self._pieces.next_piece))

    def next_piece(self) -> memoryview:
        """The next piece; empty at the end. Raises what reading raised."""
        piece = self._pending.popleft().result()
        self._ask()
        return piece


class Feed:
    """Exact reads over a stream that comes in pieces; a stream that ends early is refused."""

    def __init__(self, pieces: Pieces) -> None:
        self._pieces = pieces
        self._piece = memoryview(b"")

    def piece(self, most: int) -> memoryview:
        """Some bytes, at least one and at most ``most``, without a copy."""
        if not self._piece and not self._refill():
            raise PackageRefused("the tar ends in the middle")
        taken, self._piece = self._piece[:most], self._piece[most:]
        return taken

    def exactly(self, size: int) -> bytes:
        """``size`` bytes. Meant for headers and documents: the whole of it is held."""
        if size <= len(self._piece):
            taken, self._piece = self._piece[:size], self._piece[size:]
            return bytes(taken)
        parts = []
        while size:
            part = self.piece(size)
            parts.append(part)
            size -= len(part)
        return b"".join(parts)

    def rest(self) -> Iterator[memoryview]:
        """Everything to the end of the stream."""
        while self._piece or self._refill():
            taken, self._piece = self._piece, memoryview(b"")
            yield taken

    def _refill(self) -> bool:
        self._piece = self._pieces.next_piece()
        return bool(self._piece)
