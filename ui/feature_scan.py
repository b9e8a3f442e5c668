"""PySide looks into every import for the sake of ``__feature__``; it is told not to.

With ``__feature__`` a module may ask for names in snake case; nobody does here. For it PySide
puts a function of its own in the place of ``__import__``, which reads the source of each module
imported after it, to see whether that uses PySide (seventy modules and more before the first
window, ten milliseconds), and takes several microseconds for each import statement of what is
there already. There is no switch for it, but what stood there before is kept under
``__orig_import__``, and is put back. Where a later PySide keeps nothing, nothing is done.
"""

from __future__ import annotations

import builtins
from typing import Final

_KEPT: Final = "__orig_import__"


def leave_out() -> None:
    """From now on imports are as they were; to be called once PySide is imported."""
    before = getattr(builtins, _KEPT, None)
    if before is not None:
        builtins.__import__ = before
