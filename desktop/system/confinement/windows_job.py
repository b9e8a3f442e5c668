"""A job of its own on Windows: one process, bounded memory, no windows, ended with its parent.

It keeps a child from starting programs, from the clipboard and from other windows. It does not
keep it from files or from the network: Windows has that in a token that whoever starts the child
has to make.
"""

from __future__ import annotations

import ctypes
from typing import Any, Final

_BASIC_LIMITS: Final = 9
"""JobObjectExtendedLimitInformation."""
_SCREEN_LIMITS: Final = 4
"""JobObjectBasicUIRestrictions."""
_ONE_PROCESS, _MEMORY, _NO_REPORT = 0x8, 0x100, 0x400
"""JOB_OBJECT_LIMIT_ACTIVE_PROCESS, _PROCESS_MEMORY and _DIE_ON_UNHANDLED_EXCEPTION."""
_NOTHING_OF_THE_SCREEN: Final = 0xFF
MEMORY: Final = 1536 << 20
"""Bytes that may be committed."""


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


def enter_job() -> bool:
    """Put this process into a job that it cannot leave; whether the system took it."""
    kernel = _kernel()
    job = kernel.CreateJobObjectW(None, None)
    if not job:
        return False
    limits = _Extended()
    limits.basic.limits = _ONE_PROCESS | _MEMORY | _NO_REPORT
    limits.basic.processes = 1
    limits.process_memory = MEMORY
    screen = ctypes.c_uint32(_NOTHING_OF_THE_SCREEN)
    # The handle stays open for as long as the process lives.
    return bool(
        _set(kernel, job, _BASIC_LIMITS, limits)
        and _set(kernel, job, _SCREEN_LIMITS, screen)
        and kernel.AssignProcessToJobObject(job, kernel.GetCurrentProcess())
    )


def _set(kernel: Any, job: Any, kind: int, value: Any) -> bool:
    size = ctypes.sizeof(value)
    return bool(kernel.SetInformationJobObject(job, kind, ctypes.byref(value), size))


def _kernel() -> Any:
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined,unused-ignore]
    kernel.CreateJobObjectW.restype = ctypes.c_void_p
    kernel.CreateJobObjectW.argtypes = (ctypes.c_void_p, ctypes.c_wchar_p)
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    kernel.AssignProcessToJobObject.argtypes = (ctypes.c_void_p, ctypes.c_void_p)
    kernel.SetInformationJobObject.argtypes = (
        ctypes.c_void_p,
        ctypes.c_int,
        ctypes.c_void_p,
        ctypes.c_uint32,
    )
    return kernel
