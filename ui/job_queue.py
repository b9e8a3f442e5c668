"""The jobs of the vault's thread, in two ranks: what a person waits for, and what can wait.

Order is kept inside each rank. What a person writes stands in the first, so it is never
reordered, and a read there sees what was written before it. What can wait are reads
(thumbnails, counts), which see the vault a little later, never earlier, and the keeping of
pictures made behind: it goes on wherever the vault then stands.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QObject

from desktop.errors import SkryniaError

T = TypeVar("T")


@dataclass(frozen=True)
class Job(Generic[T]):
    """Work and who gets the answer. A ``long`` one lets short ones in between."""

    work: Callable[[], T]
    done: Callable[[T], None]
    failed: Callable[[SkryniaError], None]
    context: QObject
    long: bool = False


class JobQueue:
    """Filled on any thread (the window's, the decoders'), emptied on the vault's.

    Each method holds one lock as long as it works. ``None`` ends the vault's thread.
    """

    def __init__(self) -> None:
        self._first: deque[Job[object] | None] = deque()
        self._later: deque[Job[object] | None] = deque()
        self._filled = threading.Condition()

    def put(self, job: Job[object]) -> None:
        """Append a job that a person waits for."""
        with self._filled:
            self._first.append(job)
            self._filled.notify()

    def put_later(self, job: Job[object]) -> None:
        """Append a job that nobody waits for."""
        with self._filled:
            self._later.append(job)
            self._filled.notify()

    def put_after_all(self, job: Job[object] | None) -> None:
        """Append a job behind everything that is here now, in either rank.

        What can wait is raised with it: a vault must not be closed before it.
        """
        with self._filled:
            self._first.extend(self._later)
            self._later.clear()
            self._first.append(job)
            self._filled.notify()

    def take(self) -> Job[object] | None:
        """Wait for the next job."""
        with self._filled:
            self._filled.wait_for(lambda: bool(self._first or self._later))
            return (self._first or self._later).popleft()

    def take_short(self) -> Job[object] | None:
        """The next job when it is a short one, without waiting.

        Behind another long job nothing is taken, so that order holds.
        """
        with self._filled:
            return self._next().popleft() if self._is_short() else None

    def has_short(self) -> bool:
        """Whether :meth:`take_short` would give one that a person waits for."""
        with self._filled:
            return bool(self._first) and self._is_short()

    def _next(self) -> deque[Job[object] | None]:
        return self._first or self._later

    def _is_short(self) -> bool:
        rank = self._next()
        return bool(rank) and rank[0] is not None and not rank[0].long
