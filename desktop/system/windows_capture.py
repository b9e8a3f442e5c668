"""Keeps the windows of this program out of pictures and films of the screen, on Windows.

Each window says so itself (``SetWindowDisplayAffinity``, since Windows 10 2004); menus and lists
are windows too, so the system is asked to tell of each that is shown. Messages are delivered on the
thread that began it, while that thread takes messages (as Qt does).
"""

from __future__ import annotations

import ctypes
import os
import sys
from ctypes import wintypes
from typing import Final

assert sys.platform == "win32"  # noqa: S101 - type checkers are told, too

_user32: Final = ctypes.WinDLL("user32", use_last_error=True)

_SHOWN_TO_ALL, _SHOWN_TO_NOBODY_ELSE = 0x00, 0x11
_SHOWN: Final = 0x8002  # EVENT_OBJECT_SHOW
_ITSELF: Final = 0  # OBJID_WINDOW
_ROOT: Final = 2  # GA_ROOT

_OnEvent = ctypes.WINFUNCTYPE(
    None, wintypes.HANDLE, wintypes.DWORD, wintypes.HWND, wintypes.LONG, wintypes.LONG,
    wintypes.DWORD, wintypes.DWORD,
)  # fmt: skip
_OnWindow = ctypes.WINFUNCTYPE(wintypes.BOOL, wintypes.HWND, wintypes.LPARAM)

_user32.SetWindowDisplayAffinity.argtypes = (wintypes.HWND, wintypes.DWORD)
_user32.GetAncestor.restype = wintypes.HWND
_user32.GetAncestor.argtypes = (wintypes.HWND, wintypes.UINT)
_user32.EnumWindows.argtypes = (_OnWindow, wintypes.LPARAM)
_user32.GetWindowThreadProcessId.argtypes = (wintypes.HWND, ctypes.POINTER(wintypes.DWORD))
_user32.SetWinEventHook.restype = wintypes.HANDLE
_user32.SetWinEventHook.argtypes = (
    wintypes.DWORD, wintypes.DWORD, wintypes.HMODULE, _OnEvent, wintypes.DWORD, wintypes.DWORD,
    wintypes.DWORD,
)  # fmt: skip
_user32.UnhookWinEvent.argtypes = (wintypes.HANDLE,)


class Shield:
    """Does nothing until :meth:`turn`."""

    def __init__(self) -> None:
        # Kept as long as the hook: Windows holds no reference.
        self._on_event = _OnEvent(self._shown)
        self._hook: int | None = None

    def turn(self, *, on: bool) -> bool:
        """Keep all windows out of captures from now on, or let them in again; whether the system
        does so."""
        if on and self._hook is None:
            self._hook = _user32.SetWinEventHook(
                _SHOWN, _SHOWN, None, self._on_event, os.getpid(), 0, 0
            )
        elif not on and self._hook is not None:
            _user32.UnhookWinEvent(self._hook)
            self._hook = None
        said = [_say(window, on) for window in _own_windows()]
        return all(said)

    def _shown(
        self, _hook: int, _event: int, window: int, what: int, _child: int, _thread: int, _at: int
    ) -> None:
        if what == _ITSELF and _user32.GetAncestor(window, _ROOT) == window:
            _say(window, True)


def _say(window: int, kept_out: bool) -> bool:
    affinity = _SHOWN_TO_NOBODY_ELSE if kept_out else _SHOWN_TO_ALL
    return bool(_user32.SetWindowDisplayAffinity(window, affinity))


def _own_windows() -> list[int]:
    """The windows of this process that are no part of another."""
    found: list[int] = []

    def take(window: int, _no_matter: int) -> bool:
        process = wintypes.DWORD()
        _user32.GetWindowThreadProcessId(window, ctypes.byref(process))
        if process.value == os.getpid() and _user32.IsWindowVisible(wintypes.HWND(window)):
            found.append(window)
        return True

    _user32.EnumWindows(_OnWindow(take), 0)
    return found
