"""What Windows forbids a process that has loaded all it needs ("mitigation policies").

Left out: calls of the window system (Pillow is linked to it, and whether it bears to lose it
cannot be tried here), closed handles as a fault (Python closes some twice at its end), and what
asks for signed libraries (ours are not).
"""

from __future__ import annotations

import ctypes
import sys
from typing import Final

assert sys.platform == "win32"  # noqa: S101 - type checkers are told, too

from desktop.system.windows_calls import kernel32  # noqa: E402

_FORBIDDEN: Final = {
    "memory becomes code": (2, 0x1),
    "libraries that other programs hang in": (6, 0x1),
    "fonts that are not the system's": (9, 0x1),
    "libraries from the network, or from where an untrusted program writes": (10, 0x3),
    "programs are started": (13, 0x1),
}
"""PROCESS_MITIGATION_POLICY and the flags of each."""

kernel32.SetProcessMitigationPolicy.argtypes = (ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t)


def forbid() -> int:
    """Forbid this process what it does not need, for good; how much of it the system took."""
    return sum(_set(*policy) for policy in _FORBIDDEN.values())


def _set(policy: int, flags: int) -> bool:
    value = ctypes.c_uint32(flags)
    size = ctypes.sizeof(value)
    return bool(kernel32.SetProcessMitigationPolicy(policy, ctypes.byref(value), size))
