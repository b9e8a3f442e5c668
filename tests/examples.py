"""How many examples a property test looks at.

``make test`` looks at the same few each time, ``make soak`` at a hundred times as many, and new
ones. A test whose examples are dear or cheap says how many fit a usual run by :func:`examples`.
"""

from __future__ import annotations

from typing import Final

from hypothesis import settings

USUAL: Final = 35
"""Of a test that says nothing."""
SOAK: Final = 100 * USUAL


def examples(usual: int) -> int:
    """``usual`` of them in a usual run, a hundred times as many in ``make soak``."""
    return usual * settings().max_examples // USUAL
