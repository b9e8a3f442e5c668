"""How a decoding child is started: with what of our environment, and on Windows behind what walls.

On Linux and macOS a child puts up its walls itself. On Windows the strongest one, a token as good
as empty, is made by whoever starts it (``desktop/system/confinement/windows_start.py``). Nobody has
seen that on a real Windows, so a child that was started so answers to a file of no bytes first;
where it does not and one without such walls does, all are started without (``decoder.py``). What
walls stand, each child says with its answers.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Event
from typing import IO, Any, Final, Protocol

from desktop.system.confinement import can_be_whole, is_whole

_PIPE_SIZE = 1 << 20
_ON_WINDOWS = getattr(subprocess, "CREATE_NO_WINDOW", 0)
_PRIORITY = getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)
"""No console, and whoever types goes first; 0 elsewhere (the child lowers itself)."""
_MEMORY = {
    # Each thread of a decoder would else reserve 128 MiB of the bounded address space.
    "MALLOC_ARENA_MAX": "2",
    # A photo's memory serves the next one, instead of being given back and laid out anew.
    "MALLOC_MMAP_THRESHOLD_": str(32 << 20),
    "MALLOC_TRIM_THRESHOLD_": str(64 << 20),
}
"""For glibc; other systems do not read it."""
_HANDED_ON = (
    *("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "PYTHONHOME", "PYTHONUTF8"),
    *("PYTHONDONTWRITEBYTECODE", "LANG", "LC_ALL", "LC_CTYPE"),
)
"""Of our environment what starting a program takes. The rest names people, folders and sockets, and
an answer that is kept with a file could carry it away."""
_ON_WINDOWS_TOO = ("SystemRoot", "PYTHONPYCACHEPREFIX")
_WITHOUT: Final = Event()
"""That children behind walls did not answer, and children without did."""
_LAST_SAID: Final[list[tuple[str, ...]]] = []
"""The walls of the child that answered last."""


class Running(Protocol):
    """A child that runs, or has: what we need of a ``subprocess.Popen`` with pipes."""

    @property
    def pid(self) -> int: ...
    @property
    def stdin(self) -> IO[bytes] | None: ...
    @property
    def stdout(self) -> IO[bytes] | None: ...
    @property
    def returncode(self) -> int | Any: ...
    def poll(self) -> int | None: ...
    def kill(self) -> None: ...
    def communicate(self) -> tuple[Any, Any]: ...


def start(arguments: Sequence[str]) -> Running:
    """Start a child with pipes, behind walls where those are the starter's to make."""
    if sys.platform == "win32" and not _WITHOUT.is_set():
        from desktop.system.confinement.windows_start import start as start_walled

        handed = _handed_on((*_HANDED_ON, *_ON_WINDOWS_TOO))
        with suppress(OSError):
            return start_walled(arguments, {**handed, **_ours()}, _PRIORITY)
    return start_without_walls(arguments)


def start_without_walls(arguments: Sequence[str]) -> Running:
    """Start a child as any program, with pipes; what walls it has are its own."""
    process = subprocess.Popen(
        arguments,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=_ON_WINDOWS | _PRIORITY,
        env=_environment(),
    )
    _widen(process)
    return process


def is_walled(process: Running) -> bool:
    """Whether it was started behind walls that are the starter's to make."""
    if sys.platform == "win32":
        from desktop.system.confinement.windows_start import WalledProcess

        return isinstance(process, WalledProcess)
    return False


def allow_cpu(process: Running, seconds: int) -> None:
    """Let it use so many more seconds of the processor, where not the child sees to it itself."""
    if sys.platform == "win32":
        from desktop.system.confinement.windows_start import WalledProcess

        if isinstance(process, WalledProcess):
            process.allow(seconds)


def go_without_walls() -> None:
    """Start all children of this run without walls of ours, which they do not bear here."""
    _WITHOUT.set()


def note_walls(walls: tuple[str, ...]) -> None:
    """Keep in mind what an answer says."""
    _LAST_SAID[:] = [walls]


def are_confined() -> bool | None:
    """Whether children are kept from every file, socket and program of this computer; None where
    none has tried yet and nothing else can tell."""
    known = can_be_whole()
    return is_whole(_LAST_SAID[0]) if known is None and _LAST_SAID else known


def _widen(process: subprocess.Popen[bytes]) -> None:
    """A roomier pipe where the system has such a thing and allows it: a photo is megabytes."""
    if sys.platform == "linux" and process.stdin is not None:
        import fcntl

        with suppress(OSError):
            fcntl.fcntl(process.stdin, fcntl.F_SETPIPE_SZ, _PIPE_SIZE)


def _environment() -> Mapping[str, str]:
    """What a child without walls of ours is handed: no more than it takes, but on Windows, where it
    is the last resort and nobody tried what may be left out."""
    if sys.platform == "win32":
        return {**os.environ, **_ours()}
    # Without a home Python asks the system who we are, by a socket, before any wall is up.
    return {**_handed_on(_HANDED_ON), "HOME": "/", **_ours()}


def _handed_on(names: Sequence[str]) -> dict[str, str]:
    return {name: os.environ[name] for name in names if name in os.environ}


def _ours() -> dict[str, str]:
    """With it the child finds this very package, and reserves no more memory than it may."""
    return {"PYTHONPATH": str(Path(__file__).resolve().parents[3]), **_MEMORY}
