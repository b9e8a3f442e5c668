"""No path of the file system can be opened any more (Linux 5.13, landlock(7)).

A ruleset that handles every kind of access and allows none. What is open stays open.
"""

from __future__ import annotations

import ctypes
import os
from typing import Final

from desktop.system.confinement.linux import give_up_privileges, system_call

_CREATE_RULESET, _RESTRICT_SELF = 444, 446
"""Numbers of the system calls, the same on every architecture."""
_VERSION: Final = 1
"""LANDLOCK_CREATE_RULESET_VERSION."""
_FILES: Final = {1: 0x1FFF, 2: 0x3FFF, 3: 0x7FFF, 4: 0x7FFF, 5: 0xFFFF}
"""LANDLOCK_ACCESS_FS_* that a version of the interface knows."""
_PORTS: Final = 0x3
"""LANDLOCK_ACCESS_NET_BIND_TCP and _CONNECT_TCP, from version 4."""
_SCOPES: Final = 0x3
"""LANDLOCK_SCOPE_ABSTRACT_UNIX_SOCKET and _SIGNAL, from version 6."""


class _Ruleset(ctypes.Structure):
    """``struct landlock_ruleset_attr``; an older kernel is given as much as it knows."""

    _fields_ = (
        ("files", ctypes.c_uint64),
        ("ports", ctypes.c_uint64),
        ("scopes", ctypes.c_uint64),
    )


def forbid_paths() -> bool:
    """Whether it was done: a kernel may be older, or built or started without it."""
    version = system_call(_CREATE_RULESET, None, 0, _VERSION)
    if version < 1:
        return False
    rules = _Ruleset(_FILES[min(version, max(_FILES))], _PORTS, _SCOPES)
    size = 8 if version < 4 else 16 if version < 6 else 24
    ruleset = system_call(_CREATE_RULESET, ctypes.byref(rules), size, 0)
    if ruleset < 0:
        return False
    try:
        return give_up_privileges() and system_call(_RESTRICT_SELF, ruleset, 0) == 0
    finally:
        os.close(ruleset)
