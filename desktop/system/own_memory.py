"""The memory of this process stays with it: it is dumped nowhere, and what is freed is overwritten.

Linux: no core file, and nobody of the same user reads the process or follows it as a debugger does
(``PR_SET_DUMPABLE``, prctl(2)). Windows: no error report with memory in it. macOS: no core file.

What was freed keeps its content until it is used again. glibc overwrites it where it is asked to
(``M_PERTURB``, mallopt(3)), but for the few small pieces that each thread keeps at hand, and for
the last eight bytes of others (``free_perturb`` and ``_int_free`` in malloc.c), where a short word
finds room; Python never does for its own small objects, which most texts and keys are.
:func:`overwrite_freed` sees to these three, and :func:`take_cleared_places` to what a small object
leaves of another one whose place it takes. So that one thread can do it for all, they share one
arena (``M_ARENA_MAX``). The window keeps no piece at hand (``tunables.py``). Other C libraries have
no such request: there only what Python freed is overwritten.
"""

from __future__ import annotations

import mmap
import sys
from pathlib import Path
from typing import Any, Final

_SET_DUMPABLE: Final = 4
"""PR_SET_DUMPABLE of <linux/prctl.h>."""
_PERTURB: Final = -6
"""M_PERTURB of <malloc.h>."""
_ARENAS: Final = -8
"""M_ARENA_MAX of <malloc.h>."""
_FILL: Final = 0xFF
"""Freed memory is filled with it and new memory with its complement, nought."""
_NO_FAULT_BOX: Final = 0x0003
"""SEM_FAILCRITICALERRORS and SEM_NOGPFAULTERRORBOX: a crash is reported to nobody."""
_NO_HEAP: Final = 0x0001
"""WER_FAULT_REPORTING_FLAG_NOHEAP, for a system that reports all the same."""
_AT_HAND: Final = range(24, 1033, 16)
"""Sizes of the pieces that each thread keeps (tcache of glibc), in bytes."""
_KEPT: Final = 8
"""One more than it keeps of each."""
_PIECES: Final = (65528, 16376, 4088, 2040, 1016, 504, 248, *range(120, 23, -16))
"""Bytes that are asked for in turn, so that what is free is filled by few calls and to its end."""
_MOST_PIECES: Final = 1 << 16
"""Of one size."""
_BYTES_HEAD: Final = sys.getsizeof(b"")
_SMALL: Final = range(48, 513, 16)
"""Sizes of Python's small objects (``obmalloc.c``) in which text or bytes find room."""
_ARENA: Final = 1 << 20
"""Bytes that Python takes from the system at once, where no free place is left for a size."""
_STEP: Final = 1 << 16
"""Bytes that are filled between two looks at whether it did."""
_AT_MOST: Final = 1 << 27
"""Bytes of one size, whatever the system says; more than ever lay free."""
_WITHOUT_WORD: Final = 1 << 19
"""Bytes of one size where the system does not say what it gave: most of what lies free."""
_RAW: Final = 0
"""PYMEM_DOMAIN_RAW of <pymem.h>: the C library's."""
_ONE: Final = 1
"""Told to ``calloc`` before the size: one piece of it."""
_OF_OBJECTS: Final = (1, 2)
"""PYMEM_DOMAIN_MEM and PYMEM_DOMAIN_OBJ: Python's own."""
_CALLS: Final = ("ctx", "malloc", "calloc", "realloc", "free")
_STATM: Final = Path("/proc/self/statm")


def keep_to_ourselves() -> None:
    """Ask the system for all of it; once, before anything secret is in memory."""
    import ctypes

    if sys.platform == "win32":
        kernel = ctypes.WinDLL("kernel32")
        kernel.SetErrorMode(kernel.GetErrorMode() | _NO_FAULT_BOX)
        kernel.WerSetFlags(_NO_HEAP)
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        process = ctypes.CDLL(None)
        process.prctl(_SET_DUMPABLE, 0, 0, 0, 0)
        if hasattr(process, "mallopt"):
            process.mallopt(_PERTURB, _FILL)
            process.mallopt(_ARENAS, 1)


def take_cleared_places() -> None:
    """From here on each new object of Python's stands in a place that was cleared to its end; once,
    before anything secret is in memory. With glibc alone, and where Python was started as usual.

    Python does not clear the up to fifteen bytes behind a small object, nor what a list keeps for
    more: there, behind something that lives, a word would outlive its own text. The C library's
    ``calloc`` clears a piece to its end, whatever was asked for (``__libc_calloc`` in malloc.c): it
    is called from here on. Python goes on to free both kinds: what lies in no arena of its own it
    hands to the C library (``_PyObject_Free`` and ``_PyObject_Realloc`` in obmalloc.c).
    """
    process = _glibc()
    if process is None:
        return
    import ctypes

    plain = _calls_of(_RAW)
    for domain in _OF_OBJECTS:
        own = _calls_of(domain)
        if not own.ctx:  # otherwise it is not Python's usual one, or ours already
            own.ctx = _ONE
            own.malloc = ctypes.cast(process.calloc, ctypes.c_void_p)
            own.calloc = plain.calloc
            ctypes.pythonapi.PyMem_SetAllocator(domain, ctypes.byref(own))


def takes_cleared_places() -> bool:
    """Whether :func:`take_cleared_places` did."""
    return bool(_calls_of(_OF_OBJECTS[-1]).ctx == _ONE)


def _calls_of(domain: int) -> Any:
    """What Python calls for memory of this sort: PyMemAllocatorEx of <pymem.h>."""
    import ctypes

    class Allocator(ctypes.Structure):
        _fields_ = tuple((name, ctypes.c_void_p) for name in _CALLS)

    found = Allocator()
    ctypes.pythonapi.PyMem_GetAllocator(domain, ctypes.byref(found))
    return found


def overwrite_freed() -> None:
    """Overwrite what Python, its libraries and this thread freed, as far as it lies ready to be
    used again; of what is held nothing changes. With cleared places some 20 ms, and one or two more
    for each thousand free pieces between others; without, some 100 ms and 40 MB."""
    if not takes_cleared_places():
        # Held together, so that each takes another free place.
        held: list[Any] = [_fill(size) for size in _SMALL]
        del held
    _overwrite_heap()
    overwrite_at_hand()


def _overwrite_heap() -> None:
    """Noughts in every free piece of the heap, to its last byte, until it has to grow for more."""
    process = _glibc()
    if process is None:
        return
    end, held = process.sbrk(0), list[int]()
    for size in _PIECES:
        before = process.sbrk(0)
        for _piece in range(_MOST_PIECES):
            piece = process.calloc(1, size)
            held.append(piece)
            if not piece or (piece >= end and process.sbrk(0) != before):
                break
    for piece in held:
        process.free(piece)


def _fill(size: int) -> list[bytes]:
    """Nothing but noughts in every free place of this size, until new memory is needed for more."""
    before, held = _mapped(), list[bytes]()
    most = _AT_MOST if before else _WITHOUT_WORD
    while len(held) * size < most and (not before or _mapped() - before < _ARENA):
        held += [bytes(size - _BYTES_HEAD) for _ in range(_STEP // size)]
    return held


def _mapped() -> int:
    """Bytes of memory that the system gave this process; 0 where it does not say."""
    if not _STATM.exists():
        return 0
    return int(_STATM.read_bytes().split()[0]) * mmap.PAGESIZE


def overwrite_at_hand() -> None:
    """Overwrite the small pieces that this thread freed and keeps for itself; a millisecond."""
    process = _glibc()
    if process is None:
        return
    import ctypes

    for size in _AT_HAND:
        pieces = [process.malloc(size) for _ in range(_KEPT)]
        for piece in pieces:
            ctypes.memset(piece, 0, size)
        for piece in pieces:
            process.free(piece)


def _glibc() -> Any:
    """The C library, where it is that of which this module knows how it frees."""
    if sys.platform != "linux":
        return None
    import ctypes

    process = ctypes.CDLL(None)
    if not hasattr(process, "mallopt"):
        return None
    for name in ("malloc", "calloc", "sbrk"):
        getattr(process, name).restype = ctypes.c_void_p
    process.malloc.argtypes, process.sbrk.argtypes = (ctypes.c_size_t,), (ctypes.c_ssize_t,)
    process.calloc.argtypes = (ctypes.c_size_t, ctypes.c_size_t)
    process.free.argtypes, process.free.restype = (ctypes.c_void_p,), None
    return process
