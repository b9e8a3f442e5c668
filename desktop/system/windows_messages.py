"""A window that nobody sees, for what Windows tells windows: sleep, the session's lock, its end.

Messages are delivered on the thread that made it, while that thread takes messages (as Qt does).
The system waits for the answer to each, about two seconds for sleep, so what has to be done first
is done before ``told`` returns. A second start of the program finds the window by the name of its
class and sends it a few bytes (``WM_COPYDATA``), which no other session's windows can.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from ctypes import wintypes
from enum import Enum
from typing import Final

assert sys.platform == "win32"  # noqa: S101 - type checkers are told, too

_user32: Final = ctypes.WinDLL("user32", use_last_error=True)
_kernel32: Final = ctypes.WinDLL("kernel32", use_last_error=True)
_wtsapi32: Final = ctypes.WinDLL("wtsapi32", use_last_error=True)

_POWER, _SESSION, _END, _COPY = 0x0218, 0x02B1, 0x0016, 0x004A
_SUSPEND, _RESUME_AUTOMATIC = 4, 18
_SESSION_LOCK: Final = 7
_THIS_SESSION: Final = 0
_ASYNC_LIMIT: Final = 0x0002  # SMTO_ABORTIFHUNG
LONGEST: Final = 16384
"""Bytes that a second start may send."""

_LRESULT = ctypes.c_ssize_t
_Procedure = ctypes.WINFUNCTYPE(
    _LRESULT, wintypes.HWND, wintypes.UINT, wintypes.WPARAM, wintypes.LPARAM
)


class Told(Enum):
    """What the system says."""

    LOCKED = "locked"
    SLEEPING = "sleeping"
    AWAKE = "awake"


class _Class(ctypes.Structure):
    _fields_ = (
        ("style", wintypes.UINT), ("procedure", _Procedure), ("class_extra", ctypes.c_int),
        ("window_extra", ctypes.c_int), ("instance", wintypes.HINSTANCE),
        ("icon", wintypes.HANDLE), ("cursor", wintypes.HANDLE), ("ground", wintypes.HANDLE),
        ("menu", wintypes.LPCWSTR), ("name", wintypes.LPCWSTR),
    )  # fmt: skip


class _Copied(ctypes.Structure):
    _fields_ = (
        ("kind", ctypes.c_size_t), ("size", wintypes.DWORD), ("data", ctypes.c_void_p),
    )  # fmt: skip


_kernel32.GetModuleHandleW.restype = wintypes.HMODULE
_kernel32.GetModuleHandleW.argtypes = (wintypes.LPCWSTR,)
_user32.RegisterClassW.argtypes = (ctypes.POINTER(_Class),)
_user32.UnregisterClassW.argtypes = (wintypes.LPCWSTR, wintypes.HINSTANCE)
_user32.CreateWindowExW.restype = wintypes.HWND
_user32.CreateWindowExW.argtypes = (
    wintypes.DWORD, wintypes.LPCWSTR, wintypes.LPCWSTR, wintypes.DWORD, ctypes.c_int, ctypes.c_int,
    ctypes.c_int, ctypes.c_int, wintypes.HWND, wintypes.HMENU, wintypes.HINSTANCE, ctypes.c_void_p,
)  # fmt: skip
_user32.DestroyWindow.argtypes = (wintypes.HWND,)
_user32.DefWindowProcW.restype = _LRESULT
_user32.DefWindowProcW.argtypes = (
    wintypes.HWND, wintypes.UINT, wintypes.WPARAM, wintypes.LPARAM,
)  # fmt: skip
_user32.FindWindowW.restype = wintypes.HWND
_user32.FindWindowW.argtypes = (wintypes.LPCWSTR, wintypes.LPCWSTR)
_user32.AllowSetForegroundWindow.argtypes = (wintypes.DWORD,)
_user32.GetWindowThreadProcessId.argtypes = (wintypes.HWND, ctypes.POINTER(wintypes.DWORD))
_user32.SendMessageTimeoutW.restype = _LRESULT
_user32.SendMessageTimeoutW.argtypes = (
    wintypes.HWND, wintypes.UINT, wintypes.WPARAM, ctypes.c_void_p, wintypes.UINT, wintypes.UINT,
    ctypes.POINTER(ctypes.c_size_t),
)  # fmt: skip
_wtsapi32.WTSRegisterSessionNotification.argtypes = (wintypes.HWND, wintypes.DWORD)
_wtsapi32.WTSUnRegisterSessionNotification.argtypes = (wintypes.HWND,)


class UnseenWindow:
    """Stands until :meth:`close`; ``OSError`` where Windows makes none.

    ``called``: of its class; one program of a session has it at a time. ``told`` hears the system,
    ``asked`` what another start sent, and answers whether that is taken. Neither may raise.
    """

    def __init__(
        self, called: str, told: Callable[[Told], None], asked: Callable[[bytes], bool]
    ) -> None:
        self._told, self._asked = told, asked
        self._called = called
        # Kept as long as the window: Windows calls it and holds no reference.
        self._procedure = _Procedure(self._hear)
        self._instance = _kernel32.GetModuleHandleW(None)
        made = _Class(procedure=self._procedure, instance=self._instance, name=called)
        if not _user32.RegisterClassW(ctypes.byref(made)):
            raise ctypes.WinError(ctypes.get_last_error())
        # Not one for messages alone: those hear no broadcast, and sleep is one.
        handle = _user32.CreateWindowExW(
            0, called, "Skrynia", 0, 0, 0, 0, 0, None, None, self._instance, None
        )
        if not handle:
            raise ctypes.WinError(ctypes.get_last_error())
        self.handle: int = handle
        self.hears_lock = bool(_wtsapi32.WTSRegisterSessionNotification(handle, _THIS_SESSION))

    def close(self) -> None:
        """Hear nothing any more."""
        _wtsapi32.WTSUnRegisterSessionNotification(self.handle)
        _user32.DestroyWindow(self.handle)
        _user32.UnregisterClassW(self._called, self._instance)

    def _hear(self, window: int, message: int, word: int, long: int) -> int:
        if message == _COPY:
            return int(self._take(long))
        told = _meant(message, word)
        if told is not None:
            self._told(told)
        return int(_user32.DefWindowProcW(window, message, word, long))

    def _take(self, long: int) -> bool:
        copied = _Copied.from_address(long)
        if copied.size > LONGEST:
            return False
        return self._asked(ctypes.string_at(copied.data, copied.size) if copied.size else b"")


def _meant(message: int, word: int) -> Told | None:
    if message == _POWER:
        return {_SUSPEND: Told.SLEEPING, _RESUME_AUTOMATIC: Told.AWAKE}.get(word)
    if message == _SESSION and word == _SESSION_LOCK:
        return Told.LOCKED
    return Told.SLEEPING if message == _END and word else None


def send(called: str, data: bytes, patience: int) -> bool:
    """Send bytes to the window of this name, if there is one; whether it took them within
    ``patience`` milliseconds. It may come to the front for that."""
    window = _user32.FindWindowW(called, None)
    if not window:
        return False
    process = wintypes.DWORD()
    _user32.GetWindowThreadProcessId(window, ctypes.byref(process))
    _user32.AllowSetForegroundWindow(process)
    buffer = ctypes.create_string_buffer(data, len(data) or 1)
    copied = _Copied(0, len(data), ctypes.cast(buffer, ctypes.c_void_p))
    answer = ctypes.c_size_t()
    sent = _user32.SendMessageTimeoutW(
        window, _COPY, 0, ctypes.byref(copied), _ASYNC_LIMIT, patience, ctypes.byref(answer)
    )
    return bool(sent) and bool(answer.value)
