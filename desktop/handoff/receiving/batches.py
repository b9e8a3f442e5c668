"""Small steps that share a transaction: as many as fit into a moment.

Each commit writes every page it touched. One for each of 200,000 items costs minutes; one for
all of them keeps everybody else waiting, and a process that dies loses all of it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Final

from desktop.vault.store.pace import Pace

if TYPE_CHECKING:
    from desktop.home.roles import Receiving

LONGEST: Final = 0.04
"""Seconds after which a transaction takes no further step; sooner where its end takes long. The
log is moved into the file after it, in a moment of its own."""
_SHORTEST: Final = 0.004
"""Seconds of steps that are worth a wait for the disk."""
_WITHIN: Final = 0.06
"""Seconds that a transaction should take with its end."""


Apart = Callable[[Callable[[int], None]], int]
"""A step that makes transactions of its own: given what to call between two of them, with the
octets of the step that are done; it gives all of them."""


def in_batches(vault: Receiving, steps: Iterator[int | Apart], told: Callable[[int], None]) -> None:
    """Run ``steps``, each of which does its work and gives the octets that are done with it, or
    gives an :data:`Apart`, which is run once the transaction that is open has ended.

    ``told``: called between two transactions with all octets so far. Whatever a step raises
    undoes the steps since ``told`` was last called, and is raised. How much a transaction takes
    follows how long the last one took to be written: in a large vault each record that arrives
    changes some ten pages that lie apart. Its end does not wait for the disk: after a power cut
    the last ones are taken in again, as a package is received only once its receipt is recorded,
    by commits that wait for everything before them.
    """
    done, more = 0, True
    pace = Pace(_SHORTEST, LONGEST, LONGEST, _WITHIN)
    with vault.log_moved_apart() as move_log:
        while more:
            began = time.monotonic()
            with vault.transaction_in_order(), vault.custody.gathered():
                octets, apart, more = _for_a_moment(steps, began + min(pace.amount, LONGEST))
                worked = time.monotonic() - began
            pace.took(worked, time.monotonic() - began)
            done += octets
            _tell(told, done, move_log)
            if apart is not None:
                done += apart(partial(_tell_more, told, move_log, done))
                _tell(told, done, move_log)


def _tell(told: Callable[[int], None], done: int, move_log: Callable[[], bool]) -> None:
    """Between two transactions; moving the log is a moment of its own."""
    told(done)
    if move_log():
        told(done)


def _tell_more(
    told: Callable[[int], None], move_log: Callable[[], bool], before: int, octets: int
) -> None:
    _tell(told, before + octets, move_log)


def _for_a_moment(steps: Iterator[int | Apart], until: float) -> tuple[int, Apart | None, bool]:
    """The octets of the steps that were run, the step to run apart where one ended them, and
    whether there may be further ones."""
    octets = 0
    for step in steps:
        if not isinstance(step, int):
            return octets, step, True
        octets += step
        if time.monotonic() >= until:
            return octets, None, True
    return octets, None, False
