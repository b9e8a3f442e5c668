"""How much memory the machine has."""

from __future__ import annotations

import ctypes
import os
import sys


class _Status(ctypes.Structure):
    """``MEMORYSTATUSEX`` of Windows."""

    _fields_ = (
        ("length", ctypes.c_uint32),
        ("load", ctypes.c_uint32),
        ("total", ctypes.c_uint64),
        *((name, ctypes.c_uint64) for name in ("free", "page", "page_free", "own", "own_free")),
        ("extended", ctypes.c_uint64),
    )


def machine_memory() -> int | None:
    """Bytes of memory that is built in; None where the system does not say."""
    if sys.platform == "win32":
        status = _Status(length=ctypes.sizeof(_Status))
        found = ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status))
        return int(status.total) if found else None
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (ValueError, OSError):
        return None
