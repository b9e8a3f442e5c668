"""Modules that take long to import are imported beside the thread that needs them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import import_module
from threading import Thread
from typing import Final

_TURN: Final = 0.01
"""Seconds between two turns of whoever waits for the thread."""


def import_beside(names: Sequence[str], pause: Callable[[], None]) -> None:
    """Import these on a thread of their own, calling ``pause`` as long as it takes.

    One module alone may take a tenth of a second, in which nobody would be answered. Where
    ``pause`` raises, the import goes on. ``ImportError`` is raised here.
    """
    if all(name in sys.modules for name in names):
        return
    beside = Thread(target=_import, args=(tuple(names),), name="imports", daemon=True)
    beside.start()
    while beside.is_alive():
        beside.join(_TURN)
        pause()
    for name in names:
        import_module(name)


def _import(names: Sequence[str]) -> None:
    # Whoever waits imports it once more, and meets the error.
    with suppress(ImportError):
        for name in names:
            import_module(name)
