"""The jobs of the vault's thread, in two ranks: what a person waits for, and what can wait.

Order is kept inside each rank. Writes stand in the first, so they are never reordered among
themselves, and a read there sees what was written before it. What can wait are reads
(thumbnails, counts), which see the vault a little later, never earlier, and the keeping of
pictures made behind, which nothing else writes.
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
    """Filled on the GUI thread, emptied on the vault's. ``None`` ends the thread."""

    def __init__(self) -> None:
        self._first: deque[Job[object] | None] = deque()
        self._later: deque[Job[object] | None] = deque()
        self._filled = threading.Condition()

    def put(self, job: Job[object]) -> None:
        """Append a job that a person waits for, or that writes."""
        with self._filled:
            self._first.append(job)
            self._filled.notify()

    def put_later(self, job: Job[object]) -> None:
        """Append a job that nobody waits for; from any thread."""
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
            rank = self._first or self._later
            if not rank or rank[0] is None or rank[0].long:
                return None
            return rank.popleft()
