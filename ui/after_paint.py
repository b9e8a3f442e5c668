"""What a screen needs soon, but not to be seen: it comes once the first window is painted.

A timer of nought milliseconds runs before that: Qt paints a new window in a later turn. So it is
the first turn that the other timer begins in: begun while the screen is made, it would be due
before the window is shown wherever the machine is slow.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer

_MS: Final = 100


def after_paint(context: QObject, do: Callable[[], object]) -> None:
    """Call ``do`` in a moment, unless ``context`` is gone by then."""
    QTimer.singleShot(0, context, lambda: QTimer.singleShot(_MS, context, do))
