"""Memory that was freed goes back to the system, so that a locked window is as small as a new one.

An allocator keeps what was freed among what is still held. It is asked to let go where it can
be: glibc (``malloc_trim``, which walks the arenas of all threads) and macOS
(``malloc_zone_pressure_relief``). Windows and other C libraries have no such call that is worth
its name; there nothing is done.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache, partial


def give_back() -> None:
    """Return whole free pages; on any thread, some milliseconds without holding the interpreter."""
    release = _release()
    if release is not None:
        release()


@cache
def _release() -> Callable[[], object] | None:
    if sys.platform == "win32":
        return None
    import ctypes

    process = ctypes.CDLL(None)
    if sys.platform == "darwin":
        relieve = process.malloc_zone_pressure_relief
        relieve.argtypes, relieve.restype = (ctypes.c_void_p, ctypes.c_size_t), ctypes.c_size_t
        return partial(relieve, None, 0)
    trim = getattr(process, "malloc_trim", None)
    if trim is None:
        return None
    trim.argtypes, trim.restype = (ctypes.c_size_t,), ctypes.c_int
    return partial(trim, 0)
