"""The decoding child: ``skrynia-decoder``, frames in, frames out.

It gives up what it does not need before it touches a file: no writing (FSIZE 0), no core
dumps, bounded memory, few file handles, and a processor allowance that is renewed for each
picture; then everything but computing (``desktop.system.confinement``). What it put up goes with
each answer. With the argument ``behind`` it goes last of all, where nobody waits for it. Where a
system has less of this, the parent's clock, the pixel limit and the separate process remain. A
picture that breaks the child breaks nothing else.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from desktop.media import wire

MEMORY = 1536 << 20
"""Bytes of address space, code included."""
CPU_SECONDS = 15
SEARCH_SECONDS = 60
"""Of processor time, to look through an archive."""
_HANDLES = 64
BEHIND = "behind"
"""The argument of a child nobody waits for."""
_NICE, _NICE_BEHIND = 10, 19


def main() -> int:
    """Answer requests until the parent closes the pipe."""
    source, sink = _take_channels()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    limit_process(behind=BEHIND in sys.argv[1:])
    walls = _prepare()
    while (request := wire.read_request(source)) is not None:
        allow_cpu(SEARCH_SECONDS if request[0].within else CPU_SECONDS)
        for reply, jpeg in _answers(*request):
            wire.write_frame(sink, replace(reply, walls=walls), jpeg)
        del request
    return 0


def _prepare() -> tuple[str, ...]:
    """Load whatever a file may ask for, and give up everything else; the names of the walls."""
    from desktop.media.decode import prepare_library
    from desktop.media.within import prepare_to_look
    from desktop.system.confinement import confine

    prepare_library()
    prepare_to_look()
    return tuple(wall.value for wall in confine())


def _answers(asked: wire.Request, data: bytes) -> Iterator[tuple[wire.Reply, bytes]]:
    from desktop.media.decode import decode
    from desktop.media.within import mark_within

    if not asked.within:
        yield from decode(asked, data)
        return
    mark = mark_within(data, bytes.fromhex(asked.salt)) or ""
    yield wire.Reply(problem=wire.Problem.NOT_A_PICTURE, mark=mark), b""


def _take_channels() -> tuple[BinaryIO, BinaryIO]:
    """Keep the two pipes to ourselves, so that a library that prints breaks no frame."""
    source, sink = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nothing, number)
    os.close(nothing)
    return source, sink


def limit_process(*, behind: bool = False) -> None:
    """Lower this process's limits for good, as far as the system knows them."""
    if sys.platform == "win32":
        return
    from desktop.system.own_memory import keep_to_ourselves

    # What the parent asked for itself is not handed on to a program that it starts.
    keep_to_ourselves()
    import resource

    # Whoever types, and the thread that writes the vault, go first.
    os.nice(_NICE_BEHIND if behind else _NICE)
    limits = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_NOFILE: _HANDLES,
        resource.RLIMIT_AS: MEMORY,
    }
    for kind, wanted in limits.items():
        hard = resource.getrlimit(kind)[1]
        value = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        # macOS knows RLIMIT_AS by name but refuses to lower it.
        if sys.platform == "darwin" and kind == resource.RLIMIT_AS:
            continue
        resource.setrlimit(kind, (value, value))


def allow_cpu(seconds: int) -> None:
    """Let the process use so many more seconds; past them the system ends it (SIGXCPU)."""
    if sys.platform == "win32":
        return
    import resource

    usage = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(usage.ru_utime + usage.ru_stime) + 1 + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


if __name__ == "__main__":
    sys.exit(main())
