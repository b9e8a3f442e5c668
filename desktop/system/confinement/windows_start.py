"""Starts a child of Windows behind walls that it cannot make for itself: a token as good as empty
(``windows_restricted.py``), a job (``windows_job.py``), three streams and no other handle of ours,
and the environment it is handed.

It stands still until all that is up. Its first thread is lent a token to load with; the child goes
back to its own (``confine``). Libraries are loaded on that thread alone: on others the loader of
Windows 10 would find every library denied.
"""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from ctypes import wintypes
from threading import Lock
from typing import BinaryIO, Final

if sys.platform == "win32":
    import msvcrt

assert sys.platform == "win32"  # noqa: S101 - type checkers are told, too

from desktop.system.confinement.windows_job import Job  # noqa: E402
from desktop.system.confinement.windows_restricted import Tokens, two_tokens  # noqa: E402
from desktop.system.windows_calls import (  # noqa: E402
    Started,
    StartupInfo,
    advapi32,
    check,
    closing_handle,
    kernel32,
    system_folder,
)

_SUSPENDED, _DETACHED, _UNICODE, _EXTENDED = 0x4, 0x8, 0x400, 0x80000
"""CREATE_SUSPENDED, DETACHED_PROCESS (a console would be another program, under this token too),
CREATE_UNICODE_ENVIRONMENT and EXTENDED_STARTUPINFO_PRESENT."""
_USE_STREAMS: Final = 0x100
_HANDLES: Final = 0x20002
"""PROC_THREAD_ATTRIBUTE_HANDLE_LIST."""
_NO_END: Final = 0xFFFFFFFF
_STOPPED: Final = 0xFFFFFFFF
_AT_PARAMETERS, _AT_LENGTH, _AT_THREADS = 0x20, 0x4, 0x40C
"""In PEB and RTL_USER_PROCESS_PARAMETERS of 64 bits."""
_POINTER: Final = ctypes.c_void_p

_ntdll: Final = ctypes.WinDLL("ntdll")
_ntdll.NtQueryInformationProcess.argtypes = (
    wintypes.HANDLE, ctypes.c_int, _POINTER, wintypes.ULONG, _POINTER,
)  # fmt: skip
_TRANSFER: Final = (wintypes.HANDLE, _POINTER, _POINTER, ctypes.c_size_t, _POINTER)
kernel32.ReadProcessMemory.argtypes = _TRANSFER
kernel32.WriteProcessMemory.argtypes = _TRANSFER
kernel32.InitializeProcThreadAttributeList.argtypes = (
    _POINTER, wintypes.DWORD, wintypes.DWORD, _POINTER,
)  # fmt: skip
kernel32.UpdateProcThreadAttribute.argtypes = (
    _POINTER, wintypes.DWORD, ctypes.c_size_t, _POINTER, ctypes.c_size_t, _POINTER, _POINTER,
)  # fmt: skip
kernel32.DeleteProcThreadAttributeList.argtypes = (_POINTER,)
kernel32.ResumeThread.argtypes = (wintypes.HANDLE,)
kernel32.ResumeThread.restype = wintypes.DWORD
kernel32.WaitForSingleObject.argtypes = (wintypes.HANDLE, wintypes.DWORD)
kernel32.WaitForSingleObject.restype = wintypes.DWORD
kernel32.GetExitCodeProcess.argtypes = (wintypes.HANDLE, _POINTER)
advapi32.SetThreadToken.argtypes = (_POINTER, wintypes.HANDLE)
advapi32.CreateProcessAsUserW.argtypes = (wintypes.HANDLE, *kernel32.CreateProcessW.argtypes)


class WalledProcess:
    """A child that was started so, used as a ``subprocess.Popen`` of pipes is."""

    def __init__(self, started: Started, job: Job, stdin: BinaryIO, stdout: BinaryIO) -> None:
        self.pid: int = started.process_id
        self.stdin, self.stdout = stdin, stdout
        self.returncode: int | None = None
        self._handle = wintypes.HANDLE(started.process)
        self._job = job
        self._held = True
        self._lock = Lock()

    def poll(self) -> int | None:
        """How it ended, or None where it has not."""
        with self._lock:
            code = wintypes.DWORD()
            if self.returncode is None and kernel32.WaitForSingleObject(self._handle, 0) == 0:
                check(kernel32.GetExitCodeProcess(self._handle, ctypes.byref(code)))
                self.returncode = code.value
            return self.returncode

    def kill(self) -> None:
        """End it, unless it has ended."""
        with self._lock:
            if self.returncode is None:
                kernel32.TerminateProcess(self._handle, 1)

    def allow(self, seconds: int) -> None:
        """Let it use so many more seconds of the processor; past them the system ends it."""
        with self._lock:
            if self.returncode is None:
                self._job.allow(self._handle, seconds)

    def communicate(self) -> tuple[bytes, None]:
        """Close its pipes, wait for its end and let go of it; what it still said, nobody asked
        for."""
        for pipe in (self.stdin, self.stdout):
            # It may hold half a frame for a process that is gone.
            with suppress(OSError):
                pipe.close()
        with self._lock:
            held, self._held = self._held, False
        if held:
            # Not within the lock: the clock must be able to end it.
            kernel32.WaitForSingleObject(self._handle, _NO_END)
            self.poll()
            kernel32.CloseHandle(self._handle)
            self._job.close()
        return b"", None


def start(
    arguments: Sequence[str], environment: Mapping[str, str], priority: int = 0
) -> WalledProcess:
    """Start it behind walls, with pipes; ``OSError`` where the system does not do it."""
    program, added = _without_launcher(arguments[0])
    handed = {**environment, **added}
    with _streams() as (theirs, stdin, stdout), two_tokens() as tokens:
        job = Job(ends_with_us=True)
        try:
            started = _create(tokens, [program, *arguments[1:]], handed, theirs, priority)
            with closing_handle(wintypes.HANDLE(started.thread)) as thread:
                _let_go(started, thread, tokens, job)
        except OSError:
            job.close()
            raise
    return WalledProcess(started, job, os.fdopen(stdin, "wb"), os.fdopen(stdout, "rb"))


def _let_go(started: Started, thread: wintypes.HANDLE, tokens: Tokens, job: Job) -> None:
    """Put up what is left, and let it run; end it where that fails."""
    lent_to = ctypes.pointer(thread)
    try:
        job.take(started.process)
        check(advapi32.SetThreadToken(lent_to, tokens.lent))
        _load_on_one_thread(started.process)
        check(kernel32.ResumeThread(thread) != _STOPPED)
    except OSError:
        kernel32.TerminateProcess(started.process, 1)
        kernel32.CloseHandle(started.process)
        raise


def _create(
    tokens: Tokens,
    arguments: Sequence[str],
    environment: Mapping[str, str],
    theirs: Sequence[int],
    priority: int,
) -> Started:
    started, line = Started(), ctypes.create_unicode_buffer(subprocess.list2cmdline(arguments))
    variables = sorted((f"{name}={value}" for name, value in environment.items()), key=str.upper)
    block = ctypes.create_unicode_buffer("\0".join(variables) + "\0")
    flags = _SUSPENDED | _DETACHED | _UNICODE | _EXTENDED | priority
    with _startup(theirs) as startup:
        about = (flags, block, str(system_folder()), ctypes.byref(startup), ctypes.byref(started))
        check(
            advapi32.CreateProcessAsUserW(tokens.own, arguments[0], line, None, None, True, *about)
        )
    return started


@contextmanager
def _startup(streams: Sequence[int]) -> Iterator[StartupInfo]:
    """What says that it inherits these three handles and no other."""
    handles, size = (wintypes.HANDLE * 3)(*streams), ctypes.c_size_t()
    kernel32.InitializeProcThreadAttributeList(None, 1, 0, ctypes.byref(size))
    attributes = ctypes.create_string_buffer(size.value)
    check(kernel32.InitializeProcThreadAttributeList(attributes, 1, 0, ctypes.byref(size)))
    try:
        check(
            kernel32.UpdateProcThreadAttribute(
                attributes, 0, _HANDLES, handles, ctypes.sizeof(handles), None, None
            )
        )
        startup = StartupInfo(size=ctypes.sizeof(StartupInfo), flags=_USE_STREAMS, streams=handles)
        startup.more = ctypes.addressof(attributes)
        yield startup
    finally:
        kernel32.DeleteProcThreadAttributeList(attributes)


@contextmanager
def _streams() -> Iterator[tuple[list[int], int, int]]:
    """Handles for the child (the third leads nowhere), and our ends, which are closed where it
    does not start."""
    (source, stdin), (stdout, sink) = os.pipe(), os.pipe()
    nowhere = os.open(os.devnull, os.O_RDWR)
    theirs = (source, sink, nowhere)
    try:
        for each in theirs:
            os.set_inheritable(each, True)
        yield [msvcrt.get_osfhandle(each) for each in theirs], stdin, stdout
    except BaseException:
        os.close(stdin)
        os.close(stdout)
        raise
    finally:
        for each in theirs:
            os.close(each)


def _without_launcher(program: str) -> tuple[str, dict[str, str]]:
    """What is to be started for ``program``, and what tells that where its environment is: the
    Python of a virtual environment only starts another one, which a job of one process forbids."""
    python = getattr(sys, "_base_executable", program)
    if program != sys.executable or python == program:
        return program, {}
    return python, {"__PYVENV_LAUNCHER__": program}


def _load_on_one_thread(process: wintypes.HANDLE) -> None:
    """Ask the loader for no further threads, which would not have the token that is lent. Where
    that cannot be said, a child that so finds nothing ends, and is started otherwise."""
    if ctypes.sizeof(_POINTER) != 8:
        return
    basic = (ctypes.c_uint64 * 6)()
    size = ctypes.sizeof(basic)
    if _ntdll.NtQueryInformationProcess(process, 0, ctypes.byref(basic), size, None) != 0:
        return
    at = _number(process, basic[1] + _AT_PARAMETERS, ctypes.c_uint64())
    length = _number(process, at + _AT_LENGTH, ctypes.c_uint32())
    threads = _number(process, at + _AT_THREADS, ctypes.c_uint32())
    if at and length > _AT_THREADS and threads == 0:
        one = ctypes.c_uint32(1)
        kernel32.WriteProcessMemory(
            process, at + _AT_THREADS, ctypes.byref(one), ctypes.sizeof(one), None
        )


def _number(process: wintypes.HANDLE, at: int, held: ctypes.c_uint64 | ctypes.c_uint32) -> int:
    """What stands there in its memory, 0 where it cannot be read."""
    size = ctypes.sizeof(held)
    read = kernel32.ReadProcessMemory(process, at, ctypes.byref(held), size, None)
    return held.value if read else 0
