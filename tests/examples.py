"""How many examples a property test looks at.

``make test`` looks at the same few each time, ``make test-rare`` and ``test-all`` at four times as
many, ``make soak`` at a hundred times as many as these, and new ones. A test whose examples are
dear or cheap says how many fit the run of the rare tests by :func:`examples`.
"""

from __future__ import annotations

from typing import Final

from hypothesis import settings

USUAL: Final = 35
"""Of a test that says nothing, beside the rare tests."""
QUICK: Final = USUAL // 4
"""In every run."""
SOAK: Final = 100 * USUAL


def examples(usual: int) -> int:
    """``usual`` of them beside the rare tests, a quarter in every run, a hundred times as many in
    ``make soak``."""
    return max(2, usual * settings().max_examples // USUAL)


def is_soak() -> bool:
    """Whether this is ``make soak``, which may take hours."""
    return settings().max_examples > 1_000


def seeds(part: int, each: int, few: int) -> range:
    """The seeds of one part of a long test: ``each`` of them in ``make soak``, the first ``few`` of
    these beside the rare tests. Of a run that was interrupted only the parts that did not end are
    run again."""
    return range(part * each, part * each + (each if is_soak() else few))
