"""Processes that are killed at work: forked from one that imported the program, and led by lines.

``serve`` runs in a process of its own, which reads one job a line of JSON, forks for it, and says
what it does: a fork takes milliseconds, a start half a second. The test keeps it ``at_work`` and
kills what it forked at a moment of its choice. Where there is no fork, nothing of this runs.
"""

from __future__ import annotations

import ctypes
import json
import os
import random
import select
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import pytest

from tests.systems import KILL

Said = dict[str, Any]
NEEDS_FORK: Final = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork")
KILLED: Final = -KILL
"""How a process ends that was killed."""
_DEATH_SIGNAL: Final = 1


def serve(work: Callable[[Mapping[str, Any]], None]) -> None:
    """Fork for each job, let ``work`` do it, and say when what was forked has ended."""
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _die_with_parent()
            say(pid=os.getpid())  # by itself: whatever it says comes behind it
            work(json.loads(line))
            os._exit(0)
        _pid, status = os.waitpid(child, 0)
        say(ended=os.waitstatus_to_exitcode(status))


def _die_with_parent() -> None:
    """Where nobody is left who could kill it, a job would go on for ever."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DEATH_SIGNAL, KILL)


def say(**words: Any) -> None:
    """One line, written at once."""
    os.write(1, json.dumps(words).encode() + b"\n")


@contextmanager
def at_work(module: str, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process that runs :func:`serve`; it ends with the block."""
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [sys.executable, "-m", module],
        stdin=pipe,
        stdout=pipe,
        bufsize=0,
        env={**os.environ, **environment},
    ) as process:
        yield process
        assert process.stdin
        process.stdin.close()
        assert process.wait() == 0


@dataclass(frozen=True, slots=True)
class Instant:
    """When to kill: ``delay`` seconds behind the ``nth`` thing said of which ``counts`` is true,
    or when the next is said, whichever is sooner: nobody sleeps for nothing. Never where ``nth``
    is 0."""

    counts: Callable[[Said], bool]
    nth: int
    delay: float

    @classmethod
    def within(
        cls, counts: Callable[[Said], bool], most: int, longest: float, chance: random.Random
    ) -> Instant:
        """One by chance: ``nth`` from 1 to ``most``, the delay at most ``longest`` seconds; never
        where ``most`` is 0."""
        return cls(counts, chance.randrange(1, most + 1) if most else 0, chance.uniform(0, longest))


def killed(
    process: subprocess.Popen[bytes], job: Mapping[str, Any], instant: Instant
) -> list[Said]:
    """What a process said of its job until it was killed, by us or by itself."""
    return _led(process, job, instant, KILLED)


def done(process: subprocess.Popen[bytes], job: Mapping[str, Any]) -> list[Said]:
    """What a process said of a job that it did to its end."""
    return _led(process, job, Instant(lambda _said: False, 0, 0), 0)


def _led(
    process: subprocess.Popen[bytes], job: Mapping[str, Any], instant: Instant, end: int
) -> list[Said]:
    assert process.stdin
    assert process.stdout
    process.stdin.write(json.dumps(job).encode() + b"\n")
    said = [json.loads(process.stdout.readline())]
    left = instant.nth
    while "ended" not in said[-1]:
        said.append(json.loads(process.stdout.readline()))
        left -= instant.counts(said[-1])
        if instant.nth and left == 0:
            select.select([process.stdout], [], [], instant.delay)
            os.kill(said[0]["pid"], KILL)
            left -= 1
    assert said[-1] == {"ended": end}, said[-3:]
    said.pop()
    return said[1:]
