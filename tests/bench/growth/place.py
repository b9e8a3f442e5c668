"""The vaults of one size as a measurement finds them, and how it takes the time."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from desktop.progress import UNSTOPPABLE, Waited, Waiting
from desktop.vault import Vault, open_vault
from tests.bench.growth.figures import SHOWN, Figure
from tests.bench.harness import seconds
from tests.support import PASSPHRASE

RESEARCHER: Final = "researcher.skrynia"
OFFICE: Final = "office.skrynia"
PAGE: Final = 50
"""Rows that a list of the window reads at once (``ui/widgets/lists/rows.py``)."""

_RUNS: Final = 7
_LONG: Final = 1.0
_ASKED_EVERY: Final = 0.7
"""Seconds between an answer and the next who asks: rarely enough to change what a job costs."""


@dataclass(frozen=True, slots=True)
class Place:
    """A folder of its own with the two vaults. ``size``: interviews in the researcher's."""

    folder: Path
    size: int

    def researcher(self) -> Vault:
        """The full vault, open."""
        return open_vault(self.folder / RESEARCHER, PASSPHRASE)

    def office(self) -> Vault:
        """The vault that packages go to, open."""
        return open_vault(self.folder / OFFICE, PASSPHRASE)

    @property
    def stick(self) -> Path:
        """Where packages are written."""
        return self.folder / "stick"

    def package(self) -> Path:
        """The package of everything; the measurement ``package-write`` writes it where it was
        not run before. ``SystemExit`` where it did not end."""
        if not self.stick.exists():
            arguments = ["package-write", str(self.folder), str(self.size)]
            command = [sys.executable, "-m", "tests.bench.growth.run", *arguments]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        packages = list(self.stick.glob("*.age"))
        if not packages:
            raise SystemExit("there is no package: package-write did not end")
        return packages[0]


def milliseconds(job: Callable[[], object]) -> float:
    """The median of several calls after one uncounted; of a job of seconds, its only call."""
    first = seconds(job) * 1000
    if first > _LONG * 1000:
        return first
    return statistics.median(seconds(job) for _ in range(_RUNS)) * 1000


def shown(what: str, job: Callable[[], object]) -> Figure:
    """A figure of what somebody waits for to see: a page, a filter's result, a count."""
    return Figure(what, milliseconds(job), floor=SHOWN)


class Safepoints:
    """A ``Progress`` that notes when it is called: how long a job goes without a safe point."""

    def __init__(self) -> None:
        self.began = self._last = time.perf_counter()
        self._thread = time.thread_time()
        self.worked = 0.0
        """Seconds of processor time that the job's thread took until :meth:`end`."""
        self.longest = 0.0
        self.at = ""
        self.unstoppable = 0.0
        """Seconds in all during which no cancel was offered."""
        self._stoppable = True
        self._what = "the beginning"

    def __call__(self, done: int, total: int, what: str) -> None:
        """Called by the job between two transactions."""
        self._count(what)
        self._stoppable = total != UNSTOPPABLE

    def end(self) -> float:
        """The job has ended; seconds since the last safe point, which count as well."""
        self.worked = time.thread_time() - self._thread
        return self._count("the end")

    def _count(self, what: str) -> float:
        took = self._note(what)
        self.unstoppable += 0.0 if self._stoppable else took
        return took

    def _note(self, what: str) -> float:
        now = time.perf_counter()
        took = now - self._last
        if took > self.longest:
            self.longest, self.at = took, f"{self._what} → {what}"
        self._last, self._what = now, what
        return took

    @property
    def seconds(self) -> float:
        """From the making of it to the last call."""
        return self._last - self.began


class Asking(Safepoints):
    """The same of a job beside which somebody asks for something now and then, as in the window:
    :attr:`progress` is given to the job, which so knows when nobody waits for it.

    ``waited``: seconds that the one who waited longest did.
    """

    def __init__(self) -> None:
        super().__init__()
        self.waited = 0.0
        self._asks = self.began + _ASKED_EVERY
        self.progress = Waited(self, Waiting(lambda: time.perf_counter() >= self._asks))

    def _note(self, what: str) -> float:
        took = super()._note(what)
        if self._last >= self._asks:
            self.waited = max(self.waited, self._last - self._asks)
            self._asks = self._last + _ASKED_EVERY
        return took
