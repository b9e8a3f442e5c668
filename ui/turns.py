"""What would hold up the window at once, in several turns of its loop.

For a page as a whole there is ``ui/widgets/filling.py``; this is for a few steps, known beforehand.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer

_MS: Final = 1
"""At nought, two turns might follow each other without a round of the loop."""


def in_turns(context: QObject, steps: Iterator[None]) -> None:
    """Go on with ``steps`` to their end, one now and one a turn, unless ``context`` is gone by
    then. What was made in one is painted before the next."""
    for _ in steps:
        QTimer.singleShot(_MS, context, partial(in_turns, context, steps))
        return
