"""What reading one file may cost: past it what was read so far is the answer, and that is said."""

from __future__ import annotations

import time
from typing import Final

MOST_UNPACKED: Final = 256 << 20
"""Bytes that the members of one file are unpacked to, all together: of a bomb the first ones."""
MOST_STEPS: Final = 4_000_000
"""Elements and words of rich text; of a PDF pypdf counts by its own numbers."""
SECONDS: Final = 8.0
"""Of the processor; below what the child has for a file (``decode_worker.CPU_SECONDS``)."""
DEEPEST: Final = 200
"""Elements within elements, groups within groups."""
MOST_MEMBERS: Final = 20_000
"""Of a package; the books of a library have some hundred."""
_ASKED_EACH: Final = 2000


class Enough(Exception):
    """A bound is reached: nothing more is read of this file."""


class NotReadable(Exception):
    """It is not what it says."""


class Closed(Exception):
    """It asks for a passphrase."""


class Budget:
    """What is left for one file."""

    def __init__(self) -> None:
        self._steps = self._unpacked = 0
        self._until = time.process_time() + SECONDS

    def is_over(self) -> bool:
        """Whether its time is."""
        return time.process_time() > self._until

    def step(self) -> None:
        """One element more; ``Enough``."""
        self._steps += 1
        if self._steps > MOST_STEPS:
            raise Enough
        if self._steps % _ASKED_EACH == 0 and self.is_over():
            raise Enough

    def unpacked(self, octets: int) -> None:
        """So many bytes more were unpacked; ``Enough``."""
        self._unpacked += octets
        if self._unpacked > MOST_UNPACKED or self.is_over():
            raise Enough
