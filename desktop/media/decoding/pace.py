"""Whether decoding beside it holds up the storing of originals: by the clock.

What a second core is worth differs too much to be known beforehand: two threads of one core are no
two cores, a slow disk leaves both of them idle, and other programs want some as well.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median
from typing import Final

STRETCH: Final = 8
"""Files that are judged together, the first ones without anything beside: by their median, which a
file that took long for another reason does not move."""
_MOST: Final = 1.1
"""Times as long as alone."""
_EACH: Final = 1 << 18
"""A file costs about as much as so many bytes, beside its own."""


class Pace:
    """Of the storing of files, one after the other."""

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self._clock, self._last = clock, clock()
        self._lately: list[float] = []
        self._alone = 0.0
        self._rest = self._left = 1

    def stored(self, octets: int) -> bool:
        """One more file is stored; whether something may go on beside the next."""
        now = self._clock()
        self._lately.append((now - self._last) / (octets + _EACH))
        self._last = now
        if len(self._lately) == STRETCH:
            self._judge(median(self._lately))
            self._lately.clear()
        return not self._left

    def _judge(self, lately: float) -> None:
        """Once it was held up it goes on alone, each time for twice as many stretches, and is
        measured anew: what else goes on in the computer changes too."""
        if self._left:
            self._left -= 1
            self._alone = lately
        elif lately > _MOST * self._alone:
            self._rest *= 2
            self._left = self._rest
