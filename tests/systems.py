"""What differs between the systems that tests run on, in one place."""

from __future__ import annotations

import io
import os
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, cast

import pytest

from desktop.system import private_files

KILL = 9
"""SIGKILL; on Windows ``os.kill`` ends a process at once with this exit code."""


def was_killed(process: subprocess.Popen[Any] | subprocess.CompletedProcess[Any]) -> bool:
    """Whether a process ended by :data:`KILL`, or by ``Popen.kill``."""
    return process.returncode in ((KILL, 1) if sys.platform == "win32" else (-KILL,))


def is_private(path: Path) -> bool:
    """Whether nobody but this user reads a file or folder (root and administrators aside)."""
    if sys.platform == "win32":
        return _access_list(path) <= {_user(), "SY", "BA"}
    return stat.S_IMODE(path.stat().st_mode) & 0o077 == 0


def forget_profile() -> None:
    """Let Windows be asked anew where the user's profile lies."""
    if sys.platform == "win32":
        _profile.cache_clear()


def is_private_throughout(folder: Path) -> bool:
    """Whether :func:`is_private` holds for a folder and what lies in it.

    Wine does not hand a folder's access list down to new files; there the folder is judged.
    """
    return all(map(is_private, [folder, *([] if ON_WINE else folder.iterdir())]))


@contextmanager
def largest_file() -> Iterator[Callable[[int], None]]:
    """Gives a function that sets how many bytes a file may have, as FAT32 does at 4 GiB.

    POSIX has a limit of the process for it. Windows has none: there the files that the
    program makes while this is open refuse by themselves, with Windows's own error.
    """
    if sys.platform == "win32":
        with pytest.MonkeyPatch.context() as patch:
            limit = _Limit()
            patch.setattr(private_files, "_on", limit.on)
            yield limit.set
    else:
        yield from _limit_of_process()


if sys.platform == "win32":
    import ctypes
    import re
    from ctypes import wintypes

    from desktop.system.confinement.windows_start import WalledProcess, start
    from desktop.system.windows_acl import _profile, _user

    ON_WINE = hasattr(ctypes.WinDLL("ntdll"), "wine_get_version")
    _ACCESS_LIST = 4
    _FILE_OBJECT = 1
    _FILE_TOO_LARGE = 223

    def _access_list(path: Path) -> set[str]:
        """Whom the access list of a file lets in, in the words of SDDL."""
        advapi32 = ctypes.WinDLL("advapi32")
        descriptor, text = ctypes.c_void_p(), wintypes.LPWSTR()
        code = advapi32.GetNamedSecurityInfoW(
            str(path), _FILE_OBJECT, _ACCESS_LIST, None, None, None, None, ctypes.byref(descriptor)
        )
        assert code == 0, f"the access list cannot be read: {code}"
        assert advapi32.ConvertSecurityDescriptorToStringSecurityDescriptorW(
            descriptor, 1, _ACCESS_LIST, ctypes.byref(text), None
        )
        entries = re.findall(r"\(A;[^)]*;([^;)]*)\)", str(text.value))
        assert entries, text.value
        return set(entries)

    def started_behind_walls(script: list[str]) -> WalledProcess:
        """A child as a decoder is started, with the least environment."""
        handed = ("SYSTEMROOT", "PYTHONDONTWRITEBYTECODE")
        named = {name: os.environ[name] for name in handed if name in os.environ}
        return start(script, {"PYTHONPATH": str(Path(__file__).parents[1]), **named})

    def said_behind_walls(script: list[str]) -> str:
        child = started_behind_walls(script)
        try:
            return child.stdout.read().decode("utf-8").replace("\r\n", "\n")
        finally:
            child.kill()
            child.communicate()

    class _Limit:
        """A largest size for the files it makes."""

        def __init__(self) -> None:
            self.largest = sys.maxsize

        def set(self, size: int) -> None:
            self.largest = size

        def on(self, descriptor: int, buffering: int) -> BinaryIO:
            file = _LimitedFile(self, descriptor)
            return cast(BinaryIO, io.BufferedRandom(file) if buffering else file)

    class _LimitedFile(io.FileIO):
        def __init__(self, limit: _Limit, descriptor: int) -> None:
            super().__init__(descriptor, "r+b")
            self._limit = limit

        def write(self, data: bytes, /) -> int:  # type: ignore[override]
            if self.tell() + len(data) > self._limit.largest:
                raise ctypes.WinError(_FILE_TOO_LARGE)
            return super().write(data)

else:
    import resource
    import signal

    ON_WINE = False

    def said_behind_walls(script: list[str]) -> str:
        """What a child says that was started behind walls of its starter's, where those are."""
        raise NotImplementedError(script)

    def _limit_of_process() -> Iterator[Callable[[int], None]]:
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

        def limit(size: int) -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))

        try:
            yield limit
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
            signal.signal(signal.SIGXFSZ, handler)
