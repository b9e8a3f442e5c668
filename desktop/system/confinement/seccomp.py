"""Only the system calls that computing needs (Linux 3.17, seccomp(2)).

Reading what is open, writing to what is open, memory, threads and the clock. Whoever starts a
program, opens a socket or writes to a path is killed on the spot: no decoder has any business
there. Opening a path to read is refused, since libraries look for their settings. All other
calls answer that the kernel does not know them.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import struct
import sys
from collections.abc import Iterator, Mapping
from typing import Final

from desktop.system.confinement.linux import give_up_privileges, system_call

_SET_FILTER, _ALL_THREADS, _IS_ACTION_THERE = 1, 1, 2
_ALLOW, _REFUSE, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
"""SECCOMP_RET_ALLOW, _ERRNO (with the error below it) and _KILL_PROCESS."""
_LOAD, _EQUAL, _ANY_BIT, _AT_LEAST, _RETURN = 0x20, 0x15, 0x45, 0x35, 0x06
"""Instructions of the filter (linux/bpf_common.h): BPF_LD|W|ABS, JEQ, JSET, JGE and RET|K."""
_NUMBER, _MACHINE = 0, 4
"""Where ``struct seccomp_data`` holds them; the arguments follow, eight bytes each."""
_OF_ANOTHER_SIZE: Final = 0x40000000
"""Calls of the x32 interface, which go by other numbers."""
_THREAD: Final = 0x00010000
"""CLONE_THREAD: what has not it is a process."""
_TO_WRITE: Final = 0x3 | 0x40 | 0x200
"""O_WRONLY, O_RDWR, O_CREAT and O_TRUNC."""
_TO_RUN: Final = 0x4
"""PROT_EXEC: nothing that was loaded later becomes code."""
_BEYOND_FLAGS: Final = 0xFFFFFFFC
"""Of the commands of fcntl(2) all but F_DUPFD, F_GETFD, F_SETFD and F_GETFL: with F_SETOWN and
F_SETSIG a pipe sends any signal to any process of the same person."""

_Numbers = Mapping[str, int]

_X86_64: Final[_Numbers] = {
    "seccomp": 317, "read": 0, "write": 1, "open": 2, "close": 3, "fstat": 5, "poll": 7,
    "lseek": 8, "mmap": 9, "mprotect": 10, "munmap": 11, "brk": 12, "rt_sigaction": 13,
    "rt_sigprocmask": 14, "rt_sigreturn": 15, "pread64": 17, "readv": 19, "writev": 20,
    "sched_yield": 24, "mremap": 25, "madvise": 28, "nanosleep": 35, "getpid": 39,
    "socket": 41, "socketpair": 53, "clone": 56, "fork": 57, "vfork": 58, "execve": 59,
    "exit": 60, "kill": 62, "fcntl": 72, "truncate": 76, "rename": 82, "mkdir": 83,
    "rmdir": 84, "creat": 85, "link": 86, "unlink": 87, "symlink": 88, "chmod": 90,
    "gettimeofday": 96, "getrlimit": 97, "getrusage": 98, "sysinfo": 99, "ptrace": 101,
    "getuid": 102, "getgid": 104, "geteuid": 107, "getegid": 108, "getppid": 110,
    "sigaltstack": 131, "mknod": 133, "setrlimit": 160, "mount": 165, "gettid": 186,
    "tkill": 200, "time": 201, "futex": 202, "sched_getaffinity": 204, "clock_gettime": 228,
    "clock_getres": 229, "clock_nanosleep": 230, "exit_group": 231, "tgkill": 234,
    "openat": 257, "mkdirat": 258, "mknodat": 259, "unlinkat": 263, "renameat": 264,
    "linkat": 265, "symlinkat": 266, "fchmodat": 268, "ppoll": 271, "unshare": 272,
    "set_robust_list": 273, "perf_event_open": 298, "prlimit64": 302, "getcpu": 309,
    "process_vm_readv": 310, "process_vm_writev": 311, "renameat2": 316, "getrandom": 318,
    "memfd_create": 319, "bpf": 321, "execveat": 322, "membarrier": 324, "rseq": 334,
    "io_uring_setup": 425, "pidfd_open": 434, "clone3": 435, "openat2": 437,
}  # fmt: skip
_AARCH64: Final[_Numbers] = {
    "seccomp": 277, "fcntl": 25, "mknodat": 33, "mkdirat": 34, "unlinkat": 35, "symlinkat": 36,
    "linkat": 37, "renameat": 38, "mount": 40, "truncate": 45, "fchmodat": 53, "openat": 56,
    "close": 57, "lseek": 62, "read": 63, "write": 64, "readv": 65, "writev": 66,
    "pread64": 67, "ppoll": 73, "fstat": 80, "exit": 93, "exit_group": 94, "unshare": 97,
    "futex": 98, "set_robust_list": 99, "nanosleep": 101, "clock_gettime": 113,
    "clock_getres": 114, "clock_nanosleep": 115, "ptrace": 117, "sched_getaffinity": 123,
    "sched_yield": 124, "kill": 129, "tkill": 130, "tgkill": 131, "sigaltstack": 132,
    "rt_sigaction": 134, "rt_sigprocmask": 135, "rt_sigreturn": 139, "getrlimit": 163,
    "setrlimit": 164, "getrusage": 165, "getcpu": 168, "gettimeofday": 169, "getpid": 172,
    "getppid": 173, "getuid": 174, "geteuid": 175, "getgid": 176, "getegid": 177,
    "gettid": 178, "sysinfo": 179, "socket": 198, "socketpair": 199, "brk": 214,
    "munmap": 215, "mremap": 216, "clone": 220, "execve": 221, "mmap": 222, "mprotect": 226,
    "madvise": 233, "perf_event_open": 241, "prlimit64": 261, "process_vm_readv": 270,
    "process_vm_writev": 271, "renameat2": 276, "getrandom": 278, "memfd_create": 279,
    "bpf": 280, "execveat": 281, "membarrier": 283, "rseq": 293, "io_uring_setup": 425,
    "pidfd_open": 434, "clone3": 435, "openat2": 437,
}  # fmt: skip
_MACHINES: Final[Mapping[str, tuple[int, _Numbers]]] = {
    "x86_64": (0xC000003E, _X86_64),
    "aarch64": (0xC00000B7, _AARCH64),
}
"""AUDIT_ARCH_* (linux/audit.h) and the numbers of the calls (asm/unistd.h)."""

_COMPUTING: Final = (
    "read", "write", "readv", "writev", "pread64", "lseek", "close", "fstat", "poll", "ppoll",
    "munmap", "mremap", "madvise", "brk", "futex", "set_robust_list", "rseq",
    "membarrier", "sched_yield", "sched_getaffinity", "getcpu", "rt_sigaction",
    "rt_sigprocmask", "rt_sigreturn", "sigaltstack", "clock_gettime", "clock_getres",
    "clock_nanosleep", "nanosleep", "gettimeofday", "time", "getrandom", "getrlimit",
    "setrlimit", "getrusage", "sysinfo", "getpid", "gettid", "getppid", "getuid", "geteuid",
    "getgid", "getegid", "exit", "exit_group",
)  # fmt: skip
_ATTACKS: Final = (
    "execve", "execveat", "fork", "vfork", "socket", "socketpair", "ptrace", "kill", "tkill",
    "tgkill", "process_vm_readv", "process_vm_writev", "truncate", "rename", "renameat",
    "renameat2", "mkdir", "mkdirat", "rmdir", "creat", "link", "linkat", "unlink", "unlinkat",
    "symlink", "symlinkat", "chmod", "fchmodat", "mknod", "mknodat", "mount", "unshare", "bpf",
    "io_uring_setup", "perf_event_open", "pidfd_open", "memfd_create",
)  # fmt: skip


class _Program(ctypes.Structure):
    """``struct sock_fprog``."""

    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def is_there() -> bool:
    """Whether calls can be filtered here (SECCOMP_GET_ACTION_AVAIL, Linux 4.14)."""
    machine = _MACHINES.get(platform.machine())
    if machine is None or sys.maxsize < 2**32:
        return False
    wanted = ctypes.byref(ctypes.c_uint32(_KILL))
    return system_call(machine[1]["seccomp"], _IS_ACTION_THERE, 0, wanted) == 0


def filter_calls() -> bool:
    """Filter the calls of every thread from now on; whether it was done."""
    machine = _MACHINES.get(platform.machine())
    if machine is None or sys.maxsize < 2**32:
        return False
    code = b"".join(_instructions(*machine))
    program = _Program(len(code) // 8, code)
    if not give_up_privileges():
        return False
    number = machine[1]["seccomp"]
    return system_call(number, _SET_FILTER, _ALL_THREADS, ctypes.byref(program)) == 0


def _instructions(machine: int, numbers: _Numbers) -> Iterator[bytes]:
    yield _step(_LOAD, _MACHINE)
    yield from _unless(_EQUAL, machine, _KILL)
    yield _step(_LOAD, _NUMBER)
    yield from _if(_AT_LEAST, _OF_ANOTHER_SIZE, _KILL)
    for name in _COMPUTING:
        yield from _if_called(numbers, name, _ALLOW)
    for name in _ATTACKS:
        yield from _if_called(numbers, name, _KILL)
    yield from _by_argument(numbers, "clone", 0, _THREAD, _ALLOW, _KILL)
    yield from _by_argument(numbers, "mmap", 2, _TO_RUN, _refuse(errno.EACCES), _ALLOW)
    yield from _by_argument(numbers, "mprotect", 2, _TO_RUN, _refuse(errno.EACCES), _ALLOW)
    yield from _by_argument(numbers, "open", 1, _TO_WRITE, _KILL, _refuse(errno.EACCES))
    yield from _by_argument(numbers, "openat", 2, _TO_WRITE, _KILL, _refuse(errno.EACCES))
    yield from _by_argument(numbers, "fcntl", 1, _BEYOND_FLAGS, _refuse(errno.EPERM), _ALLOW)
    yield from _if_called(numbers, "openat2", _refuse(errno.EACCES))
    # Of other processes the limits are nobody's business here.
    yield from _by_argument(numbers, "prlimit64", 0, 0xFFFFFFFF, _refuse(errno.EPERM), _ALLOW)
    yield _step(_RETURN, _refuse(errno.ENOSYS))


def _if_called(numbers: _Numbers, name: str, answer: int) -> Iterator[bytes]:
    if name in numbers:
        yield from _if(_EQUAL, numbers[name], answer)


def _by_argument(
    numbers: _Numbers, name: str, which: int, bits: int, with_any: int, without: int
) -> Iterator[bytes]:
    """Answer a call by the low half of one argument."""
    if name not in numbers:
        return
    yield _step(_EQUAL, numbers[name], no=4)
    yield _step(_LOAD, 16 + 8 * which)
    yield _step(_ANY_BIT, bits, no=1)
    yield _step(_RETURN, with_any)
    yield _step(_RETURN, without)


def _if(test: int, value: int, answer: int) -> Iterator[bytes]:
    yield _step(test, value, no=1)
    yield _step(_RETURN, answer)


def _unless(test: int, value: int, answer: int) -> Iterator[bytes]:
    yield _step(test, value, yes=1)
    yield _step(_RETURN, answer)


def _refuse(error: int) -> int:
    return _REFUSE | error


def _step(code: int, value: int, yes: int = 0, no: int = 0) -> bytes:
    """``struct sock_filter``: the steps to skip where a test holds, and where it does not."""
    return struct.pack("HBBI", code, yes, no, value)
