"""What a process of Windows finds shut when it tries.

That the system took a token says little of what the token keeps out, and nobody could look at it on
a real Windows. So each child tries for itself, behind its walls and before it is handed a file: a
file that everybody may read, a socket, the process that started it, a program. What it could open
before and is denied now is shut, and only that is said. The names are those of the kernel: what
refuses a drive's letter may let the disk behind it through.
"""

from __future__ import annotations

import ctypes
import os
import sys
from ctypes import wintypes
from pathlib import Path
from typing import Final

assert sys.platform == "win32"  # noqa: S101 - type checkers are told, too

from desktop.system.confinement import Wall  # noqa: E402
from desktop.system.windows_calls import (  # noqa: E402
    Started,
    StartupInfo,
    closing_handle,
    kernel32,
    system_folder,
)

_ntdll: Final = ctypes.WinDLL("ntdll")
_READ, _WHEN_DONE = 0x1, 0x100000
"""FILE_READ_DATA, which lists a folder, and SYNCHRONIZE."""
_SHARED, _AT_ONCE = 0x7, 0x20
"""FILE_SHARE_READ, _WRITE and _DELETE; FILE_SYNCHRONOUS_IO_NONALERT."""
_IGNORE_CASE: Final = 0x40
_DENIED, _DENIED_STATUS = 5, 0xC0000022
_READ_MEMORY: Final = 0x10
_SUSPENDED, _DETACHED = 0x4, 0x8
_SOCKETS: Final = ("\\Device\\Afd", "\\Device\\Afd\\Endpoint")
_POINTER: Final = ctypes.c_void_p


class _UnicodeString(ctypes.Structure):
    _fields_ = (
        ("length", ctypes.c_uint16), ("room", ctypes.c_uint16), ("text", ctypes.c_wchar_p),
    )  # fmt: skip


class _ObjectAttributes(ctypes.Structure):
    _fields_ = (
        ("length", ctypes.c_uint32),
        ("root", wintypes.HANDLE),
        ("name", _POINTER),
        ("attributes", ctypes.c_uint32),
        ("descriptor", _POINTER),
        ("quality", _POINTER),
    )


_ntdll.NtOpenFile.restype = ctypes.c_uint32
_ntdll.NtOpenFile.argtypes = (
    _POINTER, wintypes.DWORD, _POINTER, _POINTER, wintypes.DWORD, wintypes.DWORD,
)  # fmt: skip
kernel32.OpenProcess.restype = wintypes.HANDLE
kernel32.OpenProcess.argtypes = (wintypes.DWORD, wintypes.BOOL, wintypes.DWORD)
kernel32.QueryDosDeviceW.argtypes = (wintypes.LPCWSTR, wintypes.LPWSTR, wintypes.DWORD)


class Attempts:
    """Made before the walls stand, and asked behind them."""

    def __init__(self) -> None:
        self._files = [name for name in _files() if status(name) == 0]
        self._sockets = [name for name in _SOCKETS if status(name) == 0]
        self._starter = os.getppid()

    def shut(self) -> tuple[Wall, ...]:
        """What is denied by now. No program is started where files are still open: that much says
        that there is no wall to be tried."""
        no_file = self.files_are_shut()
        tried = {
            Wall.NO_FILE: no_file,
            Wall.NO_SOCKET: self.sockets_are_shut(),
            Wall.NO_PROCESS: self.starter_is_shut(),
            Wall.NO_PROGRAM: no_file and programs_are_shut(),
        }
        return tuple(wall for wall, is_shut in tried.items() if is_shut)

    def files_are_shut(self) -> bool:
        """Whether a file that everybody may read is denied, by each of its names."""
        return _all_denied(self._files)

    def sockets_are_shut(self) -> bool:
        """Whether the device of all sockets is denied. Nothing is sent, nor would be."""
        return _all_denied(self._sockets)

    def starter_is_shut(self) -> bool:
        """Whether the memory of the process that started this one is denied."""
        handle = kernel32.OpenProcess(_READ_MEMORY, False, self._starter)
        if handle:
            kernel32.CloseHandle(handle)
        return not handle and ctypes.get_last_error() == _DENIED


def programs_are_shut() -> bool:
    """Whether this very program cannot be started once more; one that is ends before it runs."""
    info, started = StartupInfo(), Started()
    info.size = StartupInfo.more.offset
    if not kernel32.CreateProcessW(
        sys.executable, None, None, None, False, _SUSPENDED | _DETACHED, None, None,
        ctypes.byref(info), ctypes.byref(started),
    ):  # fmt: skip
        return True
    with closing_handle(started.process) as process, closing_handle(started.thread):
        kernel32.TerminateProcess(process, 1)
    return False


def status(name: str) -> int:
    """What the kernel answers to who opens this for reading; 0 where it does."""
    text = _UnicodeString(len(name) * 2, len(name) * 2 + 2, name)
    named = ctypes.cast(ctypes.byref(text), _POINTER)
    about = _ObjectAttributes(ctypes.sizeof(_ObjectAttributes), None, named, _IGNORE_CASE)
    handle, answer = wintypes.HANDLE(), (_POINTER * 2)()
    status = int(
        _ntdll.NtOpenFile(
            ctypes.byref(handle), _READ | _WHEN_DONE, ctypes.byref(about), answer, _SHARED, _AT_ONCE
        )
    )
    if status == 0:
        kernel32.CloseHandle(handle)
    return status


def _all_denied(names: list[str]) -> bool:
    return bool(names) and all(status(name) == _DENIED_STATUS for name in names)


def _files() -> list[str]:
    """A library of the system, the folder of Windows, this program and its source, by the letter of
    their drive and by its device."""
    folder = system_folder()
    paths = [folder / "System32" / "ntdll.dll", folder, Path(sys.executable), Path(__file__)]
    return [
        drive + str(path)[len(path.drive) :]
        for path in paths
        for drive in (f"\\??\\{path.drive}", _device(path.drive))
        if drive
    ]


def _device(drive: str) -> str:
    """What the letter of a drive stands for, or ""."""
    device = ctypes.create_unicode_buffer(1024)
    return device.value if kernel32.QueryDosDeviceW(drive, device, len(device)) else ""
