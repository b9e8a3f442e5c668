"""Decoding children that one test is done with, and the next one goes on with.

A child takes a sixth of a second of processor time to start, which hundreds of tests paid. On
Linux no child sees a file (``decode_worker.py``), so that one at rest is as good as new. Only how
it ends with its pool is otherwise than in the program; tests about that ask for the fixture
``children_end``.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any, Final

import pytest

from desktop.media.decoding import decoder
from desktop.media.decoding.starting import Running as Process
from desktop.media.decoding.wire import BrokenFrame

_MOST: Final = 2
"""Kept of those that go behind, and of the others: as many as a pool has."""


OF_OTHERS: Final[list[float]] = []
"""Seconds of processor time that children which have ended had taken in earlier tests."""
_TIMES: Final = slice(11, 15)
"""Of the words of ``/proc/PID/stat`` behind the name: user, system, and both of its children."""


def _taken_by(pid: int) -> float:
    """Seconds of processor time of a child by now, and of those it waited for."""
    said = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(") ")[2].split()
    return sum(map(int, said[_TIMES])) / os.sysconf("SC_CLK_TCK")


class Children:
    """Stands before what starts a child, asks it about a file, and ends it."""

    def __init__(self) -> None:
        self._start, self._ask, self._kill = decoder._start, decoder._ask, decoder._kill
        self._command = decoder.command
        self._ours: dict[Process, bool] = {}
        """Started as the program does, by whether they go behind, and never left at work."""
        self._at_work: set[Process] = set()
        self._kept: list[Process] = []
        self._lock = Lock()
        self._ending = False
        self._before: dict[int, float] = {}

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Keep children, inside; none is left afterwards."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(decoder, "_start", self._started)
            patch.setattr(decoder, "_ask", self._asked)
            patch.setattr(decoder, "_kill", self._ended)
            yield
        for child in self._kept:
            self._kill(child)

    @contextmanager
    def ending(self) -> Iterator[None]:
        """Keep none and hand none out, inside."""
        self._ending = True
        yield
        self._ending = False

    def _started(self, behind: bool) -> Process:
        if self._ending or decoder.command is not self._command:
            return self._start(behind)
        with self._lock:
            for child in [each for each in self._kept if self._ours[each] is behind]:
                self._kept.remove(child)
                if child.poll() is None:
                    self._before[child.pid] = _taken_by(child.pid)
                    return child
                self._kill(child)
        child = self._start(behind)
        self._ours[child] = behind
        return child

    def _asked(self, process: Process, *about: Any) -> Any:
        with self._lock:
            if process in self._kept:
                raise BrokenFrame  # its pool was closed
            self._at_work.add(process)
        answer = self._ask(process, *about)
        # One that did not answer to the end is left at work, and ends.
        self._at_work.discard(process)
        return answer

    def _ended(self, process: Process) -> None:
        with self._lock:
            if self._may_stay(process):
                self._kept.append(process)
                return
            self._ours.pop(process, None)
            self._at_work.discard(process)
        self._kill(process)
        # The system tells all that it took of the test in which it ends.
        OF_OTHERS.append(self._before.pop(process.pid, 0.0))

    def _may_stay(self, process: Process) -> bool:
        behind = self._ours.get(process)
        alike = [each for each in self._kept if self._ours[each] is behind]
        at_rest = process not in self._at_work and process.poll() is None
        return behind is not None and at_rest and not self._ending and len(alike) < _MOST
