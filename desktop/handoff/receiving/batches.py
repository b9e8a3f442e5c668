"""Small steps that share a transaction: as many as fit into a moment.

Each commit writes every page it touched. One for each of 200,000 items costs minutes; one for
all of them keeps everybody else waiting, and a process that dies loses all of it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Final

from desktop.progress import Waiting
from desktop.vault.store.pace import Pace

if TYPE_CHECKING:
    from desktop.home.roles import Receiving

LONGEST: Final = 0.04
"""Seconds after which a transaction takes no further step where somebody waits or may wait; sooner
where its end takes long. The log is moved into the file after it, in a moment of its own."""
LEISURE: Final = 25
"""So many times as long while nobody does: pages that many steps change are written once."""
LARGEST: Final = 4 * 1024 * 1024
"""Octets of the package behind which it takes no further step either: the log that is moved into
the file at once is no longer than what was written since."""
_ASKED: Final = 0.4
"""The part of it after which it ends where somebody waits already, or may at any time: the step
that is under way and the end of the transaction come on top."""
_SHORTEST: Final = 0.004
"""Seconds of steps that are worth a wait for the disk."""
_WITHIN: Final = 0.06
"""Seconds that a transaction should take with its end, where somebody may wait."""


Apart = Callable[[Callable[[int], None]], int]
"""A step that makes transactions of its own: given what to call between two of them, with the
octets of the step that are done; it gives all of them."""


def in_batches(
    vault: Receiving,
    steps: Iterator[int | Apart],
    told: Callable[[int], None],
    waiting: Waiting,
) -> None:
    """Run ``steps``, each of which does its work and gives the octets that are done with it, or
    gives an :data:`Apart`, which is run once the transaction that is open has ended.

    ``told``: called between two transactions with all octets so far. ``waiting``: whether anybody
    waits for that. Whatever a step raises undoes the steps since ``told`` was last called, and is
    raised. How much a transaction takes follows how long the last one took to be written: in a
    large vault each record that arrives changes some ten pages that lie apart. Its end does not
    wait for the disk: after a power cut the last ones are taken in again, as a package is received
    only once its receipt is recorded, by commits that wait for everything before them.
    """
    done, more = 0, True
    moment = _Moment(waiting, vault.catch_up)
    with vault.log_moved_apart() as move_log:
        while more:
            with vault.transaction_in_order(), vault.custody.gathered(), vault.found_behind():
                moment.begin()
                octets, apart, more = _for_a_moment(steps, moment.is_over)
                moment.steps_ended()
            moment.ended()
            done += octets
            _tell(told, done, move_log)
            if apart is not None:
                done += apart(partial(_tell_more, told, move_log, done))
                _tell(told, done, move_log)


class _Moment:
    """How long one transaction takes steps, one after the other.

    ``catch_up``: called while it goes on, so that its end does not grow with it.
    """

    def __init__(self, waiting: Waiting, catch_up: Callable[[], None]) -> None:
        self._waits, self._catch_up = waiting.asked, catch_up
        self._short = Pace(_SHORTEST, LONGEST, LONGEST, _WITHIN)
        self._long = Pace(_SHORTEST, LONGEST, LONGEST * LEISURE, waiting.patience)
        self._began = self._worked = self._caught_up = 0.0

    def begin(self) -> None:
        """The first step begins."""
        self._began = time.monotonic()
        self._caught_up = 0.0

    def is_over(self) -> bool:
        """Whether no further step is to be taken."""
        worked = time.monotonic() - self._began
        if worked < min(self._short.amount, self._long.amount, LONGEST):
            return worked >= LONGEST * _ASKED and self._waits()
        if self._waits() or worked >= min(self._long.amount, LONGEST * LEISURE):
            return True
        if worked >= self._caught_up + LONGEST:
            self._catch_up()
            self._caught_up = worked
        return False

    def steps_ended(self) -> None:
        """What follows is the end of the transaction."""
        self._worked = time.monotonic() - self._began

    def ended(self) -> None:
        """It is written."""
        took = time.monotonic() - self._began
        self._short.took(self._worked, took)
        self._long.took(self._worked, took - self._worked)


def _tell(told: Callable[[int], None], done: int, move_log: Callable[[], bool]) -> None:
    """Between two transactions; moving the log is a moment of its own."""
    told(done)
    if move_log():
        told(done)


def _tell_more(
    told: Callable[[int], None], move_log: Callable[[], bool], before: int, octets: int
) -> None:
    _tell(told, before + octets, move_log)


def _for_a_moment(
    steps: Iterator[int | Apart], is_over: Callable[[], bool]
) -> tuple[int, Apart | None, bool]:
    """The octets of the steps that were run, the step to run apart where one ended them, and
    whether there may be further ones."""
    octets = 0
    for step in steps:
        if not isinstance(step, int):
            return octets, step, True
        octets += step
        if octets >= LARGEST or is_over():
            return octets, None, True
    return octets, None, False
