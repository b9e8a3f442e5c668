"""Work of minutes on a thread of its own, while the vault's thread goes on answering others."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Event
from typing import Final, TypeVar

from desktop.errors import Cancelled
from desktop.progress import Progress

T = TypeVar("T")
Report = tuple[int, int, str]
_PAUSE: Final = 0.02
"""Seconds at most between two safe points of the thread that waits."""


def beside(work: Callable[[Progress, Event], T], progress: Progress, first: str) -> T:
    """Run ``work`` on a helper thread; its answer, or what it raised.

    Everything it reports comes out of ``progress`` here, which is also called where it has
    nothing new to say, with ``first`` before its first word: each call is a safe point. What
    ``progress`` raises sets the event, which ``work`` has to end at, and is raised when it did.
    After ``Cancelled`` the safe points go on until then: some statements end in seconds only.
    """
    reports: SimpleQueue[Report] = SimpleQueue()
    stop = Event()

    def told(done: int, total: int, what: str) -> None:
        reports.put((done, total, what))

    with ThreadPoolExecutor(1, thread_name_prefix="beside") as pool:
        answer = pool.submit(work, told, stop)
        try:
            _relay(reports, answer, progress, (0, 1, first))
        except Cancelled:
            stop.set()
            _relay(reports, answer, _answering(progress), (0, 1, first))
            raise
        except BaseException:
            stop.set()
            raise
        return answer.result()


def _answering(progress: Progress) -> Progress:
    """The same safe points for a job that was stopped already."""

    def answer(done: int, total: int, what: str) -> None:
        with suppress(Cancelled):
            progress(done, total, what)

    return answer


def _relay(
    reports: SimpleQueue[Report], answer: Future[T], progress: Progress, last: Report
) -> None:
    """Pass on every report until there is an answer and none is left."""
    while True:
        ended = answer.done()
        try:
            last = reports.get(timeout=0 if ended else _PAUSE)
        except Empty:
            if ended:
                return
        progress(*last)
