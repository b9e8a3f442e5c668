"""What a process of Windows can take from its own token, for good: privileges and integrity.

At the untrusted level it changes nothing that belongs to its user, whose files are of the medium
level ("no write up", Mandatory Integrity Control). A process that was started with two tokens
(``windows_restricted.py``) then goes back to its own, with which it reads nothing either.
"""

from __future__ import annotations

import ctypes
import sys
from ctypes import wintypes
from typing import Final

assert sys.platform == "win32"  # noqa: S101 - type checkers are told, too

from desktop.system.windows_calls import TOKEN_QUERY, about_token, advapi32, own_token  # noqa: E402

_ADJUST_DEFAULT, _ADJUST_PRIVILEGES = 0x80, 0x20
"""TOKEN_ADJUST_DEFAULT and TOKEN_ADJUST_PRIVILEGES."""
PRIVILEGES: Final = 3
"""TokenPrivileges."""
_INTEGRITY: Final = 25
"""TokenIntegrityLevel."""
_REMOVED: Final = 0x4
"""SE_PRIVILEGE_REMOVED."""
IS_INTEGRITY: Final = 0x20
"""SE_GROUP_INTEGRITY."""
_UNTRUSTED: Final = bytes((1, 1, 0, 0, 0, 0, 0, 16)) + bytes(4)
"""S-1-16-0."""
PRIVILEGE: Final = 12
"""Bytes of ``LUID_AND_ATTRIBUTES``."""
_POINTER: Final = ctypes.c_void_p

advapi32.AdjustTokenPrivileges.argtypes = (
    wintypes.HANDLE, wintypes.BOOL, _POINTER, wintypes.DWORD, _POINTER, _POINTER,
)  # fmt: skip
advapi32.SetTokenInformation.argtypes = (
    wintypes.HANDLE, ctypes.c_int, _POINTER, wintypes.DWORD,
)  # fmt: skip


class SidAndAttributes(ctypes.Structure):
    """``SID_AND_ATTRIBUTES``, which is a ``TOKEN_MANDATORY_LABEL`` too."""

    _fields_ = (("sid", _POINTER), ("attributes", ctypes.c_uint32))


def give_up_rights() -> bool:
    """Remove every privilege and lower the integrity; whether the system took both."""
    try:
        with own_token(TOKEN_QUERY | _ADJUST_DEFAULT | _ADJUST_PRIVILEGES) as token:
            return _remove_privileges(token) and _lower_integrity(token)
    except OSError:
        return False


def go_back() -> bool:
    """Go back to the token of the process, where the thread was lent another to start with;
    whether the system took it."""
    return bool(advapi32.RevertToSelf())


def _remove_privileges(token: wintypes.HANDLE) -> bool:
    held = about_token(token, PRIVILEGES)
    count = int.from_bytes(held.raw[:4], "little")
    for at in range(4, 4 + count * PRIVILEGE, PRIVILEGE):
        ctypes.c_uint32.from_buffer(held, at + 8).value = _REMOVED
    return bool(advapi32.AdjustTokenPrivileges(token, False, held, 0, None, None))


def _lower_integrity(token: wintypes.HANDLE) -> bool:
    sid = ctypes.create_string_buffer(_UNTRUSTED, len(_UNTRUSTED))
    label = SidAndAttributes(ctypes.cast(sid, _POINTER), IS_INTEGRITY)
    size = ctypes.sizeof(label) + len(_UNTRUSTED)
    return bool(advapi32.SetTokenInformation(token, _INTEGRITY, ctypes.byref(label), size))
