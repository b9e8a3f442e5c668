"""A second start on Windows, as a message to a window that nobody sees."""

from __future__ import annotations

import sys
from collections.abc import Callable

assert sys.platform == "win32"  # noqa: S101 - type checkers are told, too

from desktop.system.windows_messages import Told, UnseenWindow, send  # noqa: E402
from ui.session.second_start import PATIENCE_MS, Asked  # noqa: E402


def hand_over(name: str, path: bytes) -> bool:
    """Ask the one of this name; whether it took it."""
    return send(name, path, PATIENCE_MS)


def listen(name: str, asked: Asked) -> Callable[[], None]:
    """Make the window that a second start finds, unless there is one."""
    try:
        window = UnseenWindow(name, _no_matter, lambda data: asked.take(data, ""))
    except OSError:
        return lambda: None
    return window.close


def _no_matter(_told: Told) -> None:
    """Sleep and locks are heard by another window."""
