"""The decoding child: ``skrynia-decoder``, frames in, frames out.

It gives up what it does not need before it touches a file: no writing (FSIZE 0), no core
dumps, bounded memory, few file handles, and a processor allowance for each picture; then
everything but computing (``desktop.system.confinement``). What it put up goes with each answer.
With the argument ``behind`` it goes last of all, where nobody waits for it. Where a system has
less of this, the parent's clock, the pixel limit and the separate process remain. A picture that
breaks the child breaks nothing else.

On Linux no child sees two files: this process loads all there is to load and makes a copy of
itself for each, which reads its file from the pipe. No byte of a file comes into this process,
and of the answer, which it hands on, none stays in it. Elsewhere the program starts a new child
after so many files (``decoder.py``).
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, NoReturn

from desktop.media.decoding import wire

MEMORY = 1536 << 20
"""Bytes of address space, code included."""
ROOM = 640 << 20
"""Bytes that a child with one file may lay out beyond the libraries, the file among them."""
CPU_SECONDS = 15
LONGEST = 600
"""Seconds on the clock after which this process ends with a child that goes on, where nobody is
left who would end it."""
SEARCH_SECONDS = 60
"""Of processor time, to look through an archive."""
_HANDLES = 64
BEHIND = "behind"
"""The argument of a child nobody waits for."""
_NICE, _NICE_BEHIND = 10, 19
ONE_FILE_EACH = sys.platform == "linux"
"""Whether each file has a process of its own."""


def main() -> int:
    """Answer requests until the parent closes the pipe."""
    source, sink = _take_channels()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    limit_process(behind=BEHIND in sys.argv[1:])
    _prepare()
    if ONE_FILE_EACH:
        return _hand_out(source, sink)
    walls = _walls()
    _rehearse()
    while (request := wire.read_request(source)) is not None:
        _answer(request, sink, walls)
        wire.write_end(sink)
        del request
    return 0


def _hand_out(source: BinaryIO, sink: BinaryIO) -> int:
    """Answer each request by a copy of this process, which reads it itself; end as the copy did
    where that was odd."""
    from desktop.system.confinement import forbid_paths

    if sys.platform == "win32":
        return 1
    libraries, us = _laid_out(), os.getpid()
    forbid_paths()
    gc.freeze()
    while lengths := wire.read_lengths(source.fileno()):
        answers, to_us = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(answers)
            sink.close()
            _answer_alone(source, lengths, os.fdopen(to_us, "wb"), us, libraries)
        os.close(to_us)
        signal.alarm(LONGEST)
        try:
            whole = wire.hand_on(answers, sink.fileno())
        finally:
            os.close(answers)
        signal.alarm(0)
        # It has said all it may say.
        os.kill(child, signal.SIGKILL)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if status or not whole:
            return _end_as(status)
        wire.write_end(sink)
    return 0


def _laid_out() -> int:
    """Bytes of address space that this process has."""
    if sys.platform == "win32":
        return 0
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    return pages * os.sysconf("SC_PAGE_SIZE")


def _answer_alone(
    source: BinaryIO, lengths: bytes, sink: BinaryIO, parent: int, libraries: int
) -> NoReturn:
    """Read the one request, and close what the next ones come through before looking at it."""
    from desktop.system.confinement import end_with_parent

    status = 1
    try:
        if end_with_parent(parent):
            _bound_memory(libraries + ROOM)
            request = wire.rest_of_request(source, lengths)
            source.close()
            _answer(request, sink, _walls())
            # The pipe is closed by ending, so that who reads its end finds how this ended.
            status = 0
    finally:
        os._exit(status)


def cpu_seconds(asked: wire.Request) -> int:
    """Of the processor, that this may take."""
    return SEARCH_SECONDS if asked.within else CPU_SECONDS


def _answer(request: tuple[wire.Request, bytes], sink: BinaryIO, walls: tuple[str, ...]) -> None:
    allow_cpu(cpu_seconds(request[0]))
    for reply, jpeg in _answers(*request):
        wire.write_frame(sink, replace(reply, walls=walls), jpeg)


def _end_as(status: int) -> int:
    """The exit code of a child that exited; one that a signal ended ends this process too."""
    if status < 0:
        with suppress(OSError):  # SIGKILL has no other
            signal.signal(-status, signal.SIG_DFL)
        os.kill(os.getpid(), -status)
    return status or 1


def _prepare() -> None:
    """Load whatever a file may ask for."""
    from desktop.media.adding.within import prepare_to_look
    from desktop.media.decoding.decode import prepare_library
    from desktop.media.redacting import pictures

    prepare_library()
    pictures.rehearse()
    prepare_to_look()


def _rehearse() -> None:
    """Decode once behind walls that nobody has seen on a real system (Windows): a child that they
    break ends before it is handed a file, and is started otherwise."""
    if sys.platform == "win32":
        from desktop.media.decoding.decode import rehearse

        rehearse()


def _walls() -> tuple[str, ...]:
    """Give up everything but computing; the names of the walls."""
    from desktop.system.confinement import confine

    return tuple(wall.value for wall in confine())


def _answers(asked: wire.Request, data: bytes) -> Iterator[tuple[wire.Reply, bytes]]:
    from desktop.media.adding.within import mark_within
    from desktop.media.decoding.decode import decode
    from desktop.media.redacting import pictures

    if not asked.within:
        yield from (pictures.answers if asked.covers else decode)(asked, data)
        return
    mark = mark_within(data, tuple(map(bytes.fromhex, asked.salts))) or ""
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


def _bound_memory(size: int) -> None:
    """No more than so many bytes of address space, where the limit before was wider."""
    if sys.platform == "win32":
        return
    import resource

    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    lower = size if hard == resource.RLIM_INFINITY else min(size, hard)
    resource.setrlimit(resource.RLIMIT_AS, (lower, lower))


def allow_cpu(seconds: int) -> None:
    """Let the process use so many more seconds; past them the system ends it (SIGXCPU, or the job
    of Windows)."""
    if sys.platform == "win32":
        from desktop.system.confinement import windows_job

        windows_job.allow_cpu(seconds)
        return
    import resource

    usage = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(usage.ru_utime + usage.ru_stime) + 1 + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


if __name__ == "__main__":
    sys.exit(main())
