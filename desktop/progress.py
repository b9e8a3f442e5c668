"""How a long job tells how far it is, and how it is stopped.

A job takes ``progress: Progress`` and calls ``progress(done, total, what)`` between two
transactions, never inside one. The callable may raise :class:`desktop.errors.Cancelled`;
the job then cleans up after itself and lets it pass. Because every call stands at a safe
point, a caller may also use it to do other short work on the same thread (the window
answers a search there while a package is being written).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final, Protocol, TypeVar

T = TypeVar("T")

UNSTOPPABLE: Final = -1
"""The ``total`` of a job's last reports, where what follows can no longer be cancelled."""


class Progress(Protocol):
    """Called with work done and work in all, in one unit (bytes or pieces), and a label.

    ``what`` is a translated phrase for the person ("Checking the package"); it never holds
    record content.
    """

    def __call__(self, done: int, total: int, what: str) -> None:
        """Report; may raise ``Cancelled``.

        A ``total`` of :data:`UNSTOPPABLE` says that this was the last chance to: what is
        named next is done in one piece, in seconds. Reported again between later pieces: whoever
        raises there (the vault is locked) stops the waiting, and nothing that was done.
        """


def no_progress(done: int, total: int, what: str) -> None:
    """Accept every report and say nothing."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Whether anybody waits for the next report: somebody asked the same thread for something, or
    asked to stop. ``asked`` is called often, inside a transaction too. ``patience``: seconds for
    which who begins to wait may be kept by what has to be ended first."""

    asked: Callable[[], bool]
    patience: float = 0.03


@dataclass(frozen=True, slots=True)
class Waited:
    """A progress that knows whether anybody waits for it."""

    report: Progress
    waiting: Waiting

    def __call__(self, done: int, total: int, what: str) -> None:
        """As any progress."""
        self.report(done, total, what)


def waiting_for(progress: Progress) -> Waiting:
    """Whether anybody waits for the next report of a job. Of a progress that does not know,
    somebody may at any time."""
    if isinstance(progress, Waited):
        return progress.waiting
    return NOBODY if progress is no_progress else _MAYBE


NOBODY: Final = Waiting(lambda: False, patience=0.25)
"""Beside a job alone on its thread, of which nobody sees the reports."""
_MAYBE: Final = Waiting(lambda: True)


Pause = Callable[[], None]
"""A progress without numbers: called at the safe points of a piece of a long job."""


def no_pause() -> None:
    """For little work, and inside a transaction."""


def paced(items: Iterable[T], pause: Pause, every: int = 500) -> Iterator[T]:
    """The same items, with a pause before the first and after each so many."""
    iterator = iter(items)
    for item in iterator:
        pause()
        yield item
        yield from islice(iterator, every - 1)
