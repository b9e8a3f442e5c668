"""Small steps that share a transaction: as many as fit into a moment.

Each commit waits for the disk. One for each of 200,000 items costs minutes; one for all of
them keeps everybody else waiting, and a process that dies loses all of it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from desktop.vault import Vault

LONGEST: Final = 0.04
"""Seconds after which a transaction takes no further step. Its end takes about as long; the
log is moved into the file after it, in a moment of its own."""


def in_batches(vault: Vault, steps: Iterator[int], told: Callable[[int], None]) -> None:
    """Run ``steps``, each of which does its work and gives the octets that are done with it.

    ``told``: called between two transactions with all octets so far. Whatever a step raises
    undoes the steps since ``told`` was last called, and is raised.
    """
    done, more = 0, True
    with vault.log_moved_apart() as move_log:
        while more:
            with vault.transaction(), vault.custody.gathered():
                octets, more = _for_a_moment(steps)
            done += octets
            told(done)
            if move_log():
                told(done)


def _for_a_moment(steps: Iterator[int]) -> tuple[int, bool]:
    """The octets of the steps that were run, and whether there may be further ones."""
    octets, until = 0, time.monotonic() + LONGEST
    for step in steps:
        octets += step
        if time.monotonic() >= until:
            return octets, True
    return octets, False
