"""Files and folders with an access list of their own, on Windows: see ``private_files.py``.

The list stands from the first moment, because it is given to CreateFile and CreateDirectory,
and takes nothing over from the folder above (``D:P``). File systems without such lists (FAT,
exFAT) pass over it.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import wintypes
from functools import cache
from pathlib import Path
from typing import Final

if sys.platform == "win32":
    import msvcrt

assert sys.platform == "win32"  # noqa: S101 - type checkers are told, too

_kernel32: Final = ctypes.WinDLL("kernel32", use_last_error=True)
_advapi32: Final = ctypes.WinDLL("advapi32", use_last_error=True)
_userenv: Final = ctypes.WinDLL("userenv", use_last_error=True)

_READ_WRITE: Final = 0xC0000000
_SHARED: Final = 3  # as open() shares: reading and writing, but not deleting
_CREATE_NEW: Final = 1
_NORMAL: Final = 0x80
_INVALID_HANDLE: Final = ctypes.c_void_p(-1).value
_TOKEN_QUERY: Final = 8
_TOKEN_USER: Final = 1
_SDDL_REVISION: Final = 1
_LONGEST_PATH: Final = 32768
_FOR_WHAT_IS_INSIDE: Final = "OICI"

_kernel32.GetCurrentProcess.restype = wintypes.HANDLE
_kernel32.CloseHandle.argtypes = (wintypes.HANDLE,)
_kernel32.LocalFree.argtypes = (ctypes.c_void_p,)
_kernel32.CreateFileW.restype = wintypes.HANDLE
_kernel32.CreateFileW.argtypes = (
    wintypes.LPCWSTR, wintypes.DWORD, wintypes.DWORD, ctypes.c_void_p, wintypes.DWORD,
    wintypes.DWORD, wintypes.HANDLE,
)  # fmt: skip
_kernel32.CreateDirectoryW.argtypes = (wintypes.LPCWSTR, ctypes.c_void_p)
_kernel32.GetSystemWindowsDirectoryW.argtypes = (wintypes.LPWSTR, wintypes.UINT)
_kernel32.GetVolumePathNameW.argtypes = (wintypes.LPCWSTR, wintypes.LPWSTR, wintypes.DWORD)
_advapi32.OpenProcessToken.argtypes = (wintypes.HANDLE, wintypes.DWORD, ctypes.c_void_p)
_advapi32.GetTokenInformation.argtypes = (
    wintypes.HANDLE, ctypes.c_int, ctypes.c_void_p, wintypes.DWORD, ctypes.c_void_p,
)  # fmt: skip
_advapi32.ConvertSidToStringSidW.argtypes = (ctypes.c_void_p, ctypes.c_void_p)
_advapi32.ConvertStringSecurityDescriptorToSecurityDescriptorW.argtypes = (
    wintypes.LPCWSTR, wintypes.DWORD, ctypes.c_void_p, ctypes.c_void_p,
)  # fmt: skip
_userenv.GetUserProfileDirectoryW.argtypes = (wintypes.HANDLE, wintypes.LPWSTR, ctypes.c_void_p)


class _SecurityAttributes(ctypes.Structure):
    """SECURITY_ATTRIBUTES of winbase.h."""

    _fields_ = (
        ("length", wintypes.DWORD),
        ("descriptor", ctypes.c_void_p),
        ("inherit_handle", wintypes.BOOL),
    )


def create_file(path: Path) -> int:
    """A new file with a list of its own: its descriptor, for reading and writing."""
    with _attributes("") as attributes:
        handle = _kernel32.CreateFileW(
            str(path), _READ_WRITE, _SHARED, attributes, _CREATE_NEW, _NORMAL, None
        )
        _check(handle != _INVALID_HANDLE)
    return msvcrt.open_osfhandle(handle, os.O_RDWR | os.O_BINARY | os.O_NOINHERIT)


def create_folder(path: Path) -> None:
    """A new folder with a list of its own, which all that is made inside inherits."""
    with _attributes(_FOR_WHAT_IS_INSIDE) as attributes:
        _check(_kernel32.CreateDirectoryW(str(path), attributes))


def on_own_volume(path: Path) -> bool:
    """Whether ``path`` is to lie on the volume of this user's profile folder; where the system
    cannot say which that is, on its own volume."""
    return _volume(path.parent) == _volume(_profile() or _system())


@contextmanager
def _attributes(flags: str) -> Iterator[object]:
    """What CreateFile and CreateDirectory take: an access list that inherits nothing."""
    user, system, administrators = _user(), "SY", "BA"
    entries = (f"(A;{flags};FA;;;{who})" for who in (user, system, administrators))
    descriptor = ctypes.c_void_p()
    _check(
        _advapi32.ConvertStringSecurityDescriptorToSecurityDescriptorW(
            "D:P" + "".join(entries), _SDDL_REVISION, ctypes.byref(descriptor), None
        )
    )
    try:
        size = ctypes.sizeof(_SecurityAttributes)
        yield ctypes.byref(_SecurityAttributes(size, descriptor, False))
    finally:
        _kernel32.LocalFree(descriptor)


@cache
def _user() -> str:
    """The security identifier of this process's user, as S-1-… ."""
    with _token() as token:
        size = wintypes.DWORD()
        _advapi32.GetTokenInformation(token, _TOKEN_USER, None, 0, ctypes.byref(size))
        answer = ctypes.create_string_buffer(size.value)
        read = ctypes.byref(size)
        _check(_advapi32.GetTokenInformation(token, _TOKEN_USER, answer, size, read))
    text = wintypes.LPWSTR()
    identifier = ctypes.c_void_p.from_buffer(answer)  # TOKEN_USER begins with this pointer
    _check(_advapi32.ConvertSidToStringSidW(identifier, ctypes.byref(text)))
    try:
        return str(text.value)
    finally:
        _kernel32.LocalFree(text)


@cache
def _profile() -> Path | None:
    """The user's profile folder as the system knows it, whatever the environment says; None
    where it knows none (an account without a name, as a service may have)."""
    size = wintypes.DWORD(_LONGEST_PATH)
    folder = ctypes.create_unicode_buffer(size.value)
    with _token() as token:
        known = _userenv.GetUserProfileDirectoryW(token, folder, ctypes.byref(size))
    return Path(folder.value) if known else None


def _system() -> Path:
    """The folder of Windows itself."""
    folder = ctypes.create_unicode_buffer(_LONGEST_PATH)
    _check(_kernel32.GetSystemWindowsDirectoryW(folder, len(folder)))
    return Path(folder.value)


@contextmanager
def _token() -> Iterator[wintypes.HANDLE]:
    token = wintypes.HANDLE()
    process = _kernel32.GetCurrentProcess()
    _check(_advapi32.OpenProcessToken(process, _TOKEN_QUERY, ctypes.byref(token)))
    try:
        yield token
    finally:
        _kernel32.CloseHandle(token)


def _volume(folder: Path) -> str:
    """The mount point of a folder's volume, in small letters."""
    point = ctypes.create_unicode_buffer(_LONGEST_PATH)
    _check(_kernel32.GetVolumePathNameW(str(folder.absolute()), point, len(point)))
    return point.value.lower()


def _check(worked: bool) -> None:
    """Raise the system's last error as the ``OSError`` it is, unless it worked."""
    if not worked:
        raise ctypes.WinError(ctypes.get_last_error())
