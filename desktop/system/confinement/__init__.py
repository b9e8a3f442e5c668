"""Giving up, for good, what a process that reads untrusted files does not need.

``confine`` is called by the process itself, once everything it needs is loaded: from then on it
opens no file and no socket and starts no program, whatever a hostile file makes of it. Linux:
system calls are filtered (``seccomp.py``) and no path can be opened (``landlock.py``). macOS:
"pure computation" of its sandbox. Windows: a job (``windows_job.py``), and a token as good as
empty, which whoever starts the process has to make (``windows_start.py``); what that shuts, the
process tries for itself (``windows_attempts.py``). What could not be had is not among the names
that are returned, and the program says so.
"""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from typing import Final


class Wall(StrEnum):
    """What stands between a confined process and the rest of the computer."""

    SECCOMP = "seccomp"
    LANDLOCK = "landlock"
    SANDBOX = "sandbox"
    JOB = "job"
    RIGHTS = "rights"
    NO_FILE = "no-file"
    NO_SOCKET = "no-socket"
    NO_PROCESS = "no-process"
    NO_PROGRAM = "no-program"
    """Tried, and denied: of these on Windows, where nothing else says so."""


WHOLE: Final = {
    "linux": frozenset({Wall.SECCOMP}),
    "darwin": frozenset({Wall.SANDBOX}),
    "win32": frozenset({Wall.NO_FILE, Wall.NO_SOCKET, Wall.NO_PROCESS, Wall.NO_PROGRAM}),
}
"""What is enough on a system: no file, no socket, no program."""


def confine() -> tuple[Wall, ...]:
    """Confine this process and all its threads; what was put up, in order."""
    put_up: tuple[Wall, ...] = ()
    if sys.platform == "linux":
        from desktop.system.confinement import landlock, seccomp

        put_up += (Wall.LANDLOCK,) if landlock.forbid_paths() else ()
        put_up += (Wall.SECCOMP,) if seccomp.filter_calls() else ()
    elif sys.platform == "darwin":
        from desktop.system.confinement import macos

        put_up += (Wall.SANDBOX,) if macos.only_compute() else ()
    elif sys.platform == "win32":
        put_up += _confine_on_windows()
    return put_up


def _confine_on_windows() -> tuple[Wall, ...]:
    put_up: tuple[Wall, ...] = ()
    if sys.platform == "win32":
        from desktop.system.confinement import (
            windows_attempts,
            windows_job,
            windows_policies,
            windows_token,
        )

        attempts = windows_attempts.Attempts()
        put_up += (Wall.JOB,) if windows_job.enter_job() else ()
        put_up += (Wall.RIGHTS,) if windows_token.give_up_rights() else ()
        if windows_token.go_back():
            windows_policies.forbid()
            put_up += attempts.shut()
    return put_up


def forbid_paths() -> bool:
    """Of :func:`confine` only that no path can be opened, where the system has that alone (Linux);
    for what starts confined processes and looks at nothing itself."""
    forbidden = False
    if sys.platform == "linux":
        from desktop.system.confinement import landlock, seccomp

        # Loaded now: a copy of this process filters its calls when nothing can be loaded any more.
        forbidden = seccomp.is_there() and landlock.forbid_paths()
    return forbidden


def end_with_parent(parent: int) -> bool:
    """Let the system end this process with ``parent`` (Linux); whether that is still there."""
    there = True
    if sys.platform == "linux":
        from desktop.system.confinement.linux import killed_with_parent

        there = killed_with_parent() and os.getppid() == parent
    return there


def can_be_whole() -> bool | None:
    """Whether this system has what :func:`is_whole` asks for; nothing is put up. None where only a
    process that tries can tell (Windows)."""
    there: bool | None = sys.platform in WHOLE
    if sys.platform == "linux":
        from desktop.system.confinement import seccomp

        there = seccomp.is_there()
    elif sys.platform == "win32":
        there = None
    return there


def is_whole(walls: tuple[str, ...]) -> bool:
    """Whether these keep a process of this system from every file, socket and program."""
    wanted = WHOLE.get(sys.platform)
    return wanted is not None and wanted.issubset(walls)
