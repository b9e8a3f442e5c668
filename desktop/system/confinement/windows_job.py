"""A job on Windows: one process, bounded memory and processor time, no windows, no clipboard.

It keeps a child from starting programs and from what is on the screen. From files and the network
a token keeps it (``windows_restricted.py``). Who starts the child makes its job before it runs
(``windows_start.py``); a child that was started as any program enters one of its own, whose limits
it could lift again.
"""

from __future__ import annotations

import ctypes
import sys
from ctypes import wintypes
from typing import Any, Final

assert sys.platform == "win32"  # noqa: S101 - type checkers are told, too

from desktop.system.windows_calls import check, kernel32  # noqa: E402

_BASIC_LIMITS: Final = 9
"""JobObjectExtendedLimitInformation."""
_SCREEN_LIMITS: Final = 4
"""JobObjectBasicUIRestrictions."""
_PROCESS_TIME, _ONE_PROCESS, _MEMORY = 0x2, 0x8, 0x100
"""JOB_OBJECT_LIMIT_PROCESS_TIME, _ACTIVE_PROCESS and _PROCESS_MEMORY."""
_NO_REPORT, _ENDS_WITH_HANDLE = 0x400, 0x2000
"""JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION and _KILL_ON_JOB_CLOSE."""
_NOTHING_OF_THE_SCREEN: Final = 0xFF
_SECOND: Final = 10_000_000
"""In the units of a process's times."""
MEMORY: Final = 1536 << 20
"""Bytes that may be committed."""

_POINTER: Final = ctypes.c_void_p
kernel32.CreateJobObjectW.restype = wintypes.HANDLE
kernel32.CreateJobObjectW.argtypes = (_POINTER, wintypes.LPCWSTR)
kernel32.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
kernel32.SetInformationJobObject.argtypes = (
    wintypes.HANDLE, ctypes.c_int, _POINTER, wintypes.DWORD,
)  # fmt: skip
kernel32.QueryInformationJobObject.argtypes = (
    wintypes.HANDLE, ctypes.c_int, _POINTER, wintypes.DWORD, _POINTER,
)  # fmt: skip
kernel32.GetProcessTimes.argtypes = (wintypes.HANDLE, _POINTER, _POINTER, _POINTER, _POINTER)


class _Basic(ctypes.Structure):
    """``JOBOBJECT_BASIC_LIMIT_INFORMATION``."""

    _fields_ = (
        ("process_time", ctypes.c_int64),
        ("job_time", ctypes.c_int64),
        ("limits", ctypes.c_uint32),
        ("least_set", ctypes.c_size_t),
        ("most_set", ctypes.c_size_t),
        ("processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority", ctypes.c_uint32),
        ("scheduling", ctypes.c_uint32),
    )


class _Extended(ctypes.Structure):
    """``JOBOBJECT_EXTENDED_LIMIT_INFORMATION``."""

    _fields_ = (
        ("basic", _Basic),
        ("counters", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("most_process", ctypes.c_size_t),
        ("most_job", ctypes.c_size_t),
    )


class Job:
    """A job for one process; ``ends_with_us``: which the system ends with whoever made it."""

    def __init__(self, *, ends_with_us: bool) -> None:
        self._handle = wintypes.HANDLE(kernel32.CreateJobObjectW(None, None))
        check(self._handle)
        self._limits = _Extended()
        self._limits.basic.limits = _ONE_PROCESS | _MEMORY | _NO_REPORT
        if ends_with_us:
            self._limits.basic.limits |= _ENDS_WITH_HANDLE
        self._limits.basic.processes = 1
        self._limits.process_memory = MEMORY

    def take(self, process: wintypes.HANDLE) -> None:
        """Put a process in, for good; ``OSError`` where the system does not take it."""
        check(self._set(_BASIC_LIMITS, self._limits))
        self._set(_SCREEN_LIMITS, ctypes.c_uint32(_NOTHING_OF_THE_SCREEN))
        if not kernel32.AssignProcessToJobObject(self._handle, process):
            # A job that bounds the screen stands within no other, as a terminal's may be.
            self._set(_SCREEN_LIMITS, ctypes.c_uint32(0))
            check(kernel32.AssignProcessToJobObject(self._handle, process))

    def allow(self, process: wintypes.HANDLE, seconds: int) -> bool:
        """Let it use so many more seconds of the processor; whether the system counts them."""
        times = [ctypes.c_int64() for _ in range(4)]
        if not kernel32.GetProcessTimes(process, *map(ctypes.byref, times)):
            return False
        self._limits.basic.process_time = times[3].value + seconds * _SECOND
        self._limits.basic.limits |= _PROCESS_TIME
        return self._set(_BASIC_LIMITS, self._limits)

    def close(self) -> None:
        """Let go of it, and end its process where that ends with us."""
        kernel32.CloseHandle(self._handle)

    def _set(self, kind: int, value: Any) -> bool:
        size = ctypes.sizeof(value)
        return bool(kernel32.SetInformationJobObject(self._handle, kind, ctypes.byref(value), size))


_OWN: Final[list[Job]] = []
"""That this process made for itself. It stays open for as long as the process lives."""


def enter_job() -> bool:
    """Put this process into a job that it cannot leave; whether it is in one."""
    if _is_in_one():
        return True
    try:
        job = Job(ends_with_us=False)
        job.take(kernel32.GetCurrentProcess())
    except OSError:
        return False
    _OWN.append(job)
    return True


def allow_cpu(seconds: int) -> None:
    """Let this process use so many more seconds, where its job is its own; whoever made another
    counts there."""
    for job in _OWN:
        job.allow(kernel32.GetCurrentProcess(), seconds)


def _is_in_one() -> bool:
    """Whether the job that this process is in, if any, has our limits."""
    held = _Extended()
    size, wanted = ctypes.sizeof(held), _ONE_PROCESS | _MEMORY
    there = kernel32.QueryInformationJobObject(None, _BASIC_LIMITS, ctypes.byref(held), size, None)
    return bool(there) and held.basic.limits & wanted == wanted and held.basic.processes == 1
