"""Whether what is read of a file comes from its device, and not from memory.

Linux alone tells: mincore(2) says which pages of a file the system holds, and posix_fadvise(2)
asks it to hold none. Of a file that lies in memory (tmpfs) it holds all, whatever it is asked.
Windows and macOS have no such answer; there nothing is believed to come from the device.
"""

from __future__ import annotations

import os
import sys
from typing import Final

_TRIES: Final = 3
"""Somebody else may read the file meanwhile."""
_AT_ONCE: Final = 1 << 30


def can_tell() -> bool:
    """Whether the system says what it holds of a file."""
    return sys.platform == "linux"


def forget_for_sure(descriptor: int) -> bool:
    """Bring a file to its device and have the system forget it; whether it holds nothing of it now.

    ``OSError`` where the device did not take it.
    """
    if sys.platform != "linux":
        return False
    os.fsync(descriptor)
    for _ in range(_TRIES):
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
        if _held(descriptor) == 0:
            return True
    return False


def _held(descriptor: int) -> int | None:
    """How many pages of a file are in memory; None where the system does not say."""
    size, total = os.fstat(descriptor).st_size, 0
    for start in range(0, size, _AT_ONCE):
        held = _held_of(descriptor, start, min(_AT_ONCE, size - start))
        if held is None:
            return None
        total += held
    return total


def _held_of(descriptor: int, start: int, size: int) -> int | None:
    if sys.platform != "linux":
        return None
    import ctypes
    import mmap

    system = ctypes.CDLL(None, use_errno=True)
    address, length = ctypes.c_void_p, ctypes.c_size_t
    system.mmap.restype = address
    system.mmap.argtypes = (address, length, *[ctypes.c_int] * 3, ctypes.c_int64)
    system.mincore.argtypes = (address, length, ctypes.c_char_p)
    system.munmap.argtypes = (address, length)
    at = system.mmap(None, size, mmap.PROT_READ, mmap.MAP_SHARED, descriptor, start)
    if at in (None, ctypes.c_void_p(-1).value):
        return None
    try:
        pages = ctypes.create_string_buffer(-(-size // mmap.PAGESIZE))
        if system.mincore(at, size, pages):
            return None
        return len(pages.raw) - pages.raw.count(0)
    finally:
        system.munmap(at, size)
