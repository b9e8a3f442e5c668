"""Calls of Windows that several modules make, declared once, and what all of them share."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import wintypes
from pathlib import Path
from typing import Final

assert sys.platform == "win32"  # noqa: S101 - type checkers are told, too

kernel32: Final = ctypes.WinDLL("kernel32", use_last_error=True)
advapi32: Final = ctypes.WinDLL("advapi32", use_last_error=True)

TOKEN_QUERY: Final = 0x8
LONGEST_PATH: Final = 32768
_POINTER: Final = ctypes.c_void_p

kernel32.CreateProcessW.argtypes = (
    wintypes.LPCWSTR, wintypes.LPWSTR, _POINTER, _POINTER, wintypes.BOOL, wintypes.DWORD, _POINTER,
    wintypes.LPCWSTR, _POINTER, _POINTER,
)  # fmt: skip
kernel32.GetSystemWindowsDirectoryW.argtypes = (wintypes.LPWSTR, wintypes.UINT)
kernel32.GetCurrentProcess.restype = wintypes.HANDLE
kernel32.CloseHandle.argtypes = (wintypes.HANDLE,)
kernel32.TerminateProcess.argtypes = (wintypes.HANDLE, wintypes.UINT)
kernel32.LocalFree.argtypes = (_POINTER,)
advapi32.OpenProcessToken.argtypes = (wintypes.HANDLE, wintypes.DWORD, _POINTER)
advapi32.GetTokenInformation.argtypes = (
    wintypes.HANDLE, ctypes.c_int, _POINTER, wintypes.DWORD, _POINTER,
)  # fmt: skip


class StartupInfo(ctypes.Structure):
    """``STARTUPINFOEXW``; without ``more``, as ``size`` says, ``STARTUPINFOW``."""

    _fields_ = (
        ("size", wintypes.DWORD),
        ("reserved", wintypes.LPWSTR),
        ("desktop", wintypes.LPWSTR),
        ("title", wintypes.LPWSTR),
        ("screen", wintypes.DWORD * 7),
        ("flags", wintypes.DWORD),
        ("show", wintypes.WORD),
        ("reserved_size", wintypes.WORD),
        ("reserved_bytes", _POINTER),
        ("streams", wintypes.HANDLE * 3),
        ("more", _POINTER),
    )


class Started(ctypes.Structure):
    """``PROCESS_INFORMATION``."""

    _fields_ = (
        ("process", wintypes.HANDLE),
        ("thread", wintypes.HANDLE),
        ("process_id", wintypes.DWORD),
        ("thread_id", wintypes.DWORD),
    )


def check(worked: object) -> None:
    """Raise the system's last error as the ``OSError`` it is, unless it worked."""
    if not worked:
        raise ctypes.WinError(ctypes.get_last_error())


@contextmanager
def closing_handle(handle: wintypes.HANDLE) -> Iterator[wintypes.HANDLE]:
    """A handle for as long as it is needed."""
    try:
        yield handle
    finally:
        kernel32.CloseHandle(handle)


@contextmanager
def own_token(access: int = TOKEN_QUERY) -> Iterator[wintypes.HANDLE]:
    """The token of this process, open for so much."""
    token = wintypes.HANDLE()
    process = kernel32.GetCurrentProcess()
    check(advapi32.OpenProcessToken(process, access, ctypes.byref(token)))
    with closing_handle(token):
        yield token


def about_token(token: wintypes.HANDLE, kind: int) -> ctypes.Array[ctypes.c_char]:
    """What ``GetTokenInformation`` answers."""
    size = wintypes.DWORD()
    advapi32.GetTokenInformation(token, kind, None, 0, ctypes.byref(size))
    answer = ctypes.create_string_buffer(max(size.value, ctypes.sizeof(_POINTER)))
    check(advapi32.GetTokenInformation(token, kind, answer, size, ctypes.byref(size)))
    return answer


def system_folder() -> Path:
    """The folder of Windows itself."""
    folder = ctypes.create_unicode_buffer(LONGEST_PATH)
    check(kernel32.GetSystemWindowsDirectoryW(folder, len(folder)))
    return Path(folder.value)
