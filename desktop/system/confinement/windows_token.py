"""What a process of Windows can take from its own token, for good: privileges and integrity.

At the untrusted level it changes nothing that belongs to its user, whose files are of the medium
level ("no write up", Mandatory Integrity Control). Reading them and the network stay open: that
takes a token that whoever starts the process makes.
"""

from __future__ import annotations

import ctypes
from contextlib import closing
from typing import Any, Final

_QUERY, _ADJUST_DEFAULT, _ADJUST_PRIVILEGES = 0x8, 0x80, 0x20
"""TOKEN_QUERY, TOKEN_ADJUST_DEFAULT and TOKEN_ADJUST_PRIVILEGES."""
_PRIVILEGES, _INTEGRITY = 3, 25
"""TokenPrivileges and TokenIntegrityLevel."""
_REMOVED: Final = 0x4
"""SE_PRIVILEGE_REMOVED."""
_IS_INTEGRITY: Final = 0x20
"""SE_GROUP_INTEGRITY."""
_UNTRUSTED: Final = bytes((1, 1, 0, 0, 0, 0, 0, 16)) + bytes(4)
"""S-1-16-0."""
_PRIVILEGE: Final = 12
"""Bytes of ``LUID_AND_ATTRIBUTES``."""


class _Label(ctypes.Structure):
    """``TOKEN_MANDATORY_LABEL``."""

    _fields_ = (("sid", ctypes.c_void_p), ("attributes", ctypes.c_uint32))


class _Token:
    """The token of this process, open to be changed."""

    def __init__(self) -> None:
        self._kernel = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined,unused-ignore]
        self.system: Any = ctypes.WinDLL("advapi32", use_last_error=True)  # type: ignore[attr-defined,unused-ignore]
        self._kernel.GetCurrentProcess.restype = ctypes.c_void_p
        wanted = _QUERY | _ADJUST_DEFAULT | _ADJUST_PRIVILEGES
        held = ctypes.c_void_p()
        process = ctypes.c_void_p(self._kernel.GetCurrentProcess())
        self.is_open = bool(self.system.OpenProcessToken(process, wanted, ctypes.byref(held)))
        self.handle = held

    def close(self) -> None:
        if self.is_open:
            self._kernel.CloseHandle(self.handle)


def give_up_rights() -> bool:
    """Remove every privilege and lower the integrity; whether the system took both."""
    with closing(_Token()) as token:
        return token.is_open and _remove_privileges(token) and _lower_integrity(token)


def _remove_privileges(token: _Token) -> bool:
    size = ctypes.c_uint32()
    token.system.GetTokenInformation(token.handle, _PRIVILEGES, None, 0, ctypes.byref(size))
    held = (ctypes.c_ubyte * max(4, size.value))()
    if not token.system.GetTokenInformation(
        token.handle, _PRIVILEGES, held, size, ctypes.byref(size)
    ):
        return False
    count = int.from_bytes(bytes(held[:4]), "little")
    for at in range(4, 4 + count * _PRIVILEGE, _PRIVILEGE):
        held[at + 8 : at + 12] = list(_REMOVED.to_bytes(4, "little"))
    return bool(token.system.AdjustTokenPrivileges(token.handle, False, held, 0, None, None))


def _lower_integrity(token: _Token) -> bool:
    sid = ctypes.create_string_buffer(_UNTRUSTED, len(_UNTRUSTED))
    label = _Label(ctypes.cast(sid, ctypes.c_void_p), _IS_INTEGRITY)
    size = ctypes.sizeof(label) + len(_UNTRUSTED)
    return bool(
        token.system.SetTokenInformation(token.handle, _INTEGRITY, ctypes.byref(label), size)
    )
