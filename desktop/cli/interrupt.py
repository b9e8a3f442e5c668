"""Ctrl+C at a safe point: a long job is told to stop and cleans up after itself."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from types import FrameType

from desktop.errors import Cancelled
from desktop.progress import NOBODY, Progress, Waited

if sys.platform == "win32":
    # Ctrl+Break, and the window of the console being closed.
    _TERMINATIONS: tuple[signal.Signals, ...] = (signal.SIGTERM, signal.SIGBREAK)
else:
    _TERMINATIONS = (signal.SIGTERM,)
_SIGNALS = (signal.SIGINT, *_TERMINATIONS)


class Interruptible:
    """While open, the first signal asks the job to stop and the second stops the program.

    Used as a context manager around one long job; ``progress`` goes to the job and raises
    ``Cancelled`` at its next report, which stands between two transactions.
    """

    def __init__(self, shown: Progress) -> None:
        self._shown = shown
        self._asked = False
        self._before: dict[signal.Signals, object] = {}

    def __enter__(self) -> Progress:
        for number in _SIGNALS:
            self._before[number] = signal.signal(number, self._ask)
        return Waited(self.progress, replace(NOBODY, asked=lambda: self._asked))

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)  # type: ignore[arg-type]

    def progress(self, done: int, total: int, what: str) -> None:
        """Report, unless the person asked to stop."""
        if self._asked:
            raise Cancelled("stopped by a signal")
        self._shown(done, total, what)

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        if self._asked:
            raise KeyboardInterrupt
        self._asked = True


@contextmanager
def termination_unwinds() -> Iterator[None]:
    """A termination signal unwinds as Ctrl+C does, so that ``finally`` blocks run."""

    def unwind(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = [(number, signal.signal(number, unwind)) for number in _TERMINATIONS]
    try:
        yield
    finally:
        for number, handler in before:
            signal.signal(number, handler)
