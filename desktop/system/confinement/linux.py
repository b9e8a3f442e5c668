"""System calls that Python has no name for (syscall(2), prctl(2))."""

from __future__ import annotations

import ctypes
from functools import cache
from typing import Any, Final

_NO_NEW_PRIVILEGES: Final = 38
"""PR_SET_NO_NEW_PRIVS."""
_SIGNAL_OF_PARENT: Final = 1
"""PR_SET_PDEATHSIG."""
_KILL: Final = 9


@cache
def _library() -> Any:
    library = ctypes.CDLL(None, use_errno=True)
    library.syscall.restype = ctypes.c_long
    return library


def system_call(number: int, *values: Any) -> int:
    """What the kernel answers; -1 where it refuses."""
    wide = [ctypes.c_long(value) if isinstance(value, int) else value for value in values]
    return int(_library().syscall(ctypes.c_long(number), *wide))


def give_up_privileges() -> bool:
    """No program that is started gains any: what the two walls ask for first."""
    return bool(_library().prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0)


def killed_with_parent() -> bool:
    """This process is killed when the thread that made it ends; whether the kernel took it."""
    return bool(_library().prctl(_SIGNAL_OF_PARENT, _KILL, 0, 0, 0) == 0)
