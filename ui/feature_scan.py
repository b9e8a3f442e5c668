"""PySide reads the source of each module imported after it, to see whether that uses PySide.

It does so for the sake of ``__feature__``, with which a module may ask for names in snake case;
nobody does here. Seventy modules and more are read before the first window, ten milliseconds and
more. There is no switch for it: the one function that reads is told not to. Where a later PySide
has no such function, nothing is done.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Final

_HOME: Final = "shibokensupport.feature"
_READS: Final = "_mod_uses_pyside"


def leave_out() -> None:
    """From now on no source is read; to be called once PySide is imported."""
    feature = sys.modules.get(_HOME)
    if hasattr(feature, _READS):
        setattr(feature, _READS, _asks_for_nothing)


def _asks_for_nothing(_module: ModuleType) -> bool:
    """What PySide says itself of modules that do not name it: they keep the usual names."""
    return False
