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

from desktop.system.windows_calls import (  # noqa: E402
    LONGEST_PATH,
    about_token,
    advapi32,
    check,
    kernel32,
    own_token,
    system_folder,
)

_userenv: Final = ctypes.WinDLL("userenv", use_last_error=True)

_READ_WRITE: Final = 0xC0000000
_SHARED: Final = 3  # as open() shares: reading and writing, but not deleting
_CREATE_NEW: Final = 1
_NORMAL: Final = 0x80
_INVALID_HANDLE: Final = ctypes.c_void_p(-1).value
_TOKEN_USER: Final = 1
_SDDL_REVISION: Final = 1
_FOR_WHAT_IS_INSIDE: Final = "OICI"

kernel32.CreateFileW.restype = wintypes.HANDLE
kernel32.CreateFileW.argtypes = (
    wintypes.LPCWSTR, wintypes.DWORD, wintypes.DWORD, ctypes.c_void_p, wintypes.DWORD,
    wintypes.DWORD, wintypes.HANDLE,
)  # fmt: skip
kernel32.CreateDirectoryW.argtypes = (wintypes.LPCWSTR, ctypes.c_void_p)
kernel32.GetVolumePathNameW.argtypes = (wintypes.LPCWSTR, wintypes.LPWSTR, wintypes.DWORD)
advapi32.ConvertSidToStringSidW.argtypes = (ctypes.c_void_p, ctypes.c_void_p)
advapi32.ConvertStringSecurityDescriptorToSecurityDescriptorW.argtypes = (
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
        handle = kernel32.CreateFileW(
            str(path), _READ_WRITE, _SHARED, attributes, _CREATE_NEW, _NORMAL, None
        )
        check(handle != _INVALID_HANDLE)
    return msvcrt.open_osfhandle(handle, os.O_RDWR | os.O_BINARY | os.O_NOINHERIT)


def create_folder(path: Path) -> None:
    """A new folder with a list of its own, which all that is made inside inherits."""
    with _attributes(_FOR_WHAT_IS_INSIDE) as attributes:
        check(kernel32.CreateDirectoryW(str(path), attributes))


def on_own_volume(path: Path) -> bool:
    """Whether ``path`` is to lie on the volume of this user's profile folder; where the system
    cannot say which that is, on its own volume."""
    return _volume(path.parent) == _volume(_profile() or system_folder())


@contextmanager
def _attributes(flags: str) -> Iterator[object]:
    """What CreateFile and CreateDirectory take: an access list that inherits nothing."""
    user, system, administrators = _user(), "SY", "BA"
    entries = (f"(A;{flags};FA;;;{who})" for who in (user, system, administrators))
    descriptor = ctypes.c_void_p()
    check(
        advapi32.ConvertStringSecurityDescriptorToSecurityDescriptorW(
            "D:P" + "".join(entries), _SDDL_REVISION, ctypes.byref(descriptor), None
        )
    )
    try:
        size = ctypes.sizeof(_SecurityAttributes)
        yield ctypes.byref(_SecurityAttributes(size, descriptor, False))
    finally:
        kernel32.LocalFree(descriptor)


@cache
def _user() -> str:
    """The security identifier of this process's user, as S-1-… ."""
    with own_token() as token:
        answer = about_token(token, _TOKEN_USER)
    text = wintypes.LPWSTR()
    identifier = ctypes.c_void_p.from_buffer(answer)  # TOKEN_USER begins with this pointer
    check(advapi32.ConvertSidToStringSidW(identifier, ctypes.byref(text)))
    try:
        return str(text.value)
    finally:
        kernel32.LocalFree(text)


@cache
def _profile() -> Path | None:
    """The user's profile folder as the system knows it, whatever the environment says; None
    where it knows none (an account without a name, as a service may have)."""
    size = wintypes.DWORD(LONGEST_PATH)
    folder = ctypes.create_unicode_buffer(size.value)
    with own_token() as token:
        known = _userenv.GetUserProfileDirectoryW(token, folder, ctypes.byref(size))
    return Path(folder.value) if known else None


def _volume(folder: Path) -> str:
    """The mount point of a folder's volume, in small letters."""
    point = ctypes.create_unicode_buffer(LONGEST_PATH)
    check(kernel32.GetVolumePathNameW(str(folder.absolute()), point, len(point)))
    return point.value.lower()
