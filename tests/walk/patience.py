"""Waiting for something to become true, with a limit; nothing sleeps for a fixed time."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Event
from typing import TypeVar

T = TypeVar("T")

LONGEST = 90.0
"""Seconds until something is given up: far more than two busy cores take."""
_PAUSE = 0.1
_never = Event()


def wait_for(found: Callable[[], T | None], what: str, longest: float = LONGEST) -> T:
    """Ask again and again until ``found`` answers something; AssertionError after ``longest``."""
    until = time.monotonic() + longest
    while (answer := found()) is None:
        assert time.monotonic() < until, f"waited in vain for {what}"
        _never.wait(_PAUSE)
    return answer


def wait_until(true: Callable[[], bool], what: str, longest: float = LONGEST) -> None:
    """Ask again and again until ``true`` holds; AssertionError after ``longest``."""
    wait_for(lambda: True if true() else None, what, longest)
