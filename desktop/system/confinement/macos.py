"""Pure computation in the sandbox of macOS (sandbox(7); the call is deprecated, and works).

Nobody here has seen it at work on a Mac.
"""

from __future__ import annotations

import ctypes
from typing import Final

_NAMED: Final = 0x0001
"""SANDBOX_NAMED."""
_PURE: Final = b"pure-computation"
"""kSBXProfilePureComputation: no file, no socket, no program."""


def only_compute() -> bool:
    """Whether the system took it."""
    library = ctypes.CDLL("/usr/lib/libSystem.B.dylib")
    error = ctypes.c_char_p()
    return bool(library.sandbox_init(_PURE, ctypes.c_uint64(_NAMED), ctypes.byref(error)) == 0)
