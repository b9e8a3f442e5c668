"""How much of a work fits into a moment, learned from how long the last pieces of it took."""

from __future__ import annotations

from typing import Final

_GROWTH: Final = 1.5
"""At most so much more than the last time: one quick piece does not foretell the next."""


class Pace:
    """``amount``: what to do at once, in any unit, between ``least`` and ``most``.

    ``aim``: seconds that a piece should take. It begins with ``first``. A disk that waits for
    each page and one that does not differ by a factor of a hundred: no fixed amount is right
    for both.
    """

    def __init__(self, least: float, first: float, most: float, aim: float) -> None:
        self._least, self._most, self._aim = least, most, aim
        self.amount = min(first, most)

    def took(self, amount: float, seconds: float) -> None:
        """``amount`` was done in ``seconds``."""
        fits = amount * self._aim / max(seconds, 1e-6)
        self.amount = max(self._least, min(fits, self.amount * _GROWTH, self._most))
