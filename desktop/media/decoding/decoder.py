"""The parent's side of decoding: a few child processes, a clock on each picture.

A picture that crashes, hangs or bloats its child costs that child and one working copy:
the child is ended and a new one is started for the next picture. On Linux each file has a process
of its own (``decode_worker.py``); elsewhere a child is replaced after some.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Condition, Lock, Timer
from typing import BinaryIO, Self, cast

from desktop.errors import UndecodableMedia
from desktop.media.decoding import starting
from desktop.media.decoding.decode_worker import BEHIND, ONE_FILE_EACH, cpu_seconds
from desktop.media.decoding.starting import Running
from desktop.media.decoding.wire import (
    MAX_FILE,
    BrokenFrame,
    Problem,
    Reply,
    Request,
    read_end,
    read_reply,
    write_frame,
)
from desktop.model.file_text import TextPiece
from desktop.model.media import MetadataItem

THUMBNAIL = Request(edge=256, quality=80)
SCREEN = Request(edge=1600, quality=85, with_metadata=False)
PAPER = Request(edge=640, quality=82, with_metadata=False)
"""54 mm, the size of a picture in a report, at 300 dots to the inch."""
SECONDS = 20.0
"""Wall clock a picture may take; the child's own processor limit is below it."""
_FILES_EACH = 25
"""That a child sees where not each file has a process of its own."""
_STORING = 2
"""Cores that the storing of originals keeps busy."""
PROGRAM = "skrynia-decoder"
"""The decoder's entry in ``pyproject.toml``, and its name in a frozen program."""
_OUT_OF_CPU = (-24, 1816, 0xC0000044)
"""Return codes of a process ended by SIGXCPU (24 on Linux and macOS) or by its job (Windows:
ERROR_NOT_ENOUGH_QUOTA, or the kernel's word for it)."""
_TO_BEGIN = 60.0
"""Seconds a child that was started behind walls may take until it has answered anything."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A working copy: ``data`` is an upright sRGB JPEG without metadata."""

    recipe: str
    width: int
    height: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Decoded:
    """What came out of a file. With a ``problem`` there is no ``picture`` and no size, unless it
    can be shown all the same.

    ``passing``: no child could be started, or none answers, so ``problem`` says nothing of
    the file, which may well be decoded another time. ``walls``: what kept the child from the rest
    of the computer, by its own word. ``mark``: what keeps an archive out, where that was asked.
    ``pieces``: the text of an office file. ``refused``: why nothing was covered.
    """

    media_type: str = ""
    width: int = 0
    height: int = 0
    captured_at: str = ""
    metadata: tuple[MetadataItem, ...] = ()
    picture: Picture | None = None
    problem: Problem | None = None
    passing: bool = False
    walls: tuple[str, ...] = ()
    mark: str = ""
    pieces: tuple[TextPiece, ...] = ()
    refused: str = ""


_NOT_BEGUN = Decoded(problem=Problem.DECODER_STOPPED, passing=True)


class DecoderPool:
    """Decodes untrusted pictures in ``workers`` child processes, started when first needed.

    Futures never fail because of a file: ``Decoded.problem`` says what is wrong with it.
    Use it as a context manager; leaving it ends the children.
    """

    def __init__(
        self, workers: int | None = None, seconds: float = SECONDS, *, behind: bool = False
    ) -> None:
        """``behind``: nobody waits, and the children go last."""
        count = workers or min(2, os.cpu_count() or 1)
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="decoder")
        self._all = [_Child(seconds, behind=behind) for _ in range(count)]
        self._idle = list(self._all)
        self._at_once = count
        self._turn = Condition()

    def submit(self, data: bytes, request: Request = THUMBNAIL) -> Future[Decoded]:
        """Decode ``data`` (at most ``MAX_FILE`` bytes, else the problem is *too large*)."""
        return self._threads.submit(self._run, data, request)

    def _run(self, data: bytes, request: Request) -> Decoded:
        if len(data) > MAX_FILE:
            return Decoded(problem=Problem.TOO_LARGE)
        with self._child() as child:
            return child.decode(data, request)

    @contextmanager
    def _child(self) -> Iterator[_Child]:
        with self._turn:
            self._turn.wait_for(lambda: len(self._all) - len(self._idle) < self._at_once)
            child = self._idle.pop()
        try:
            yield child
        finally:
            with self._turn:
                self._idle.append(child)
                self._turn.notify_all()

    @contextmanager
    def sparing(self) -> Iterator[None]:
        """Meanwhile the children have what is there beyond two cores; what is begun goes on.

        One stores and one hashes. On two cores nothing is begun until this is left.
        """
        self._let(max(0, min(len(self._all), (os.cpu_count() or 1) - _STORING)))
        try:
            yield
        finally:
            self._let(len(self._all))

    def _let(self, at_once: int) -> None:
        with self._turn:
            self._at_once = at_once
            self._turn.notify_all()

    def close(self) -> None:
        """End the children; what was not begun is dropped."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._let(len(self._all))
        for child in self._all:
            child.end(for_good=True)
        self._threads.shutdown(wait=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def decode_screen(data: bytes, pool: DecoderPool | None = None) -> bytes:
    """A JPEG of at most 1600 pixels a side, for the viewer and the PDF.

    Raises ``UndecodableMedia`` with a code of the vocabulary ``media_problem`` as reason.
    Without a pool a child is started for this one picture.
    """
    if pool is None:
        with DecoderPool(workers=1) as own:
            return decode_screen(data, own)
    decoded = pool.submit(data, SCREEN).result()
    if decoded.picture is None:
        raise UndecodableMedia(decoded.problem or Problem.DAMAGED)
    return decoded.picture.data


class _Child:
    """One decoding process, and the rule that a broken one is replaced."""

    def __init__(self, seconds: float, *, behind: bool) -> None:
        self._seconds = seconds
        self._behind = behind
        self._process: Running | None = None
        self._lock = Lock()
        self._closed = False
        self._seen = 0
        self._answered: Running | None = None
        self._without = False

    def decode(self, data: bytes, request: Request) -> Decoded:
        try:
            process = self._ready()
        except (BrokenFrame, OSError):
            return _NOT_BEGUN
        starting.allow_cpu(process, cpu_seconds(request))
        clock, early = _Clock(self._seconds, process), list[Reply]()
        try:
            with clock:
                return _answered(*_ask(process, data, request, early))
        except (BrokenFrame, OSError):
            self.end()
        problem = clock.verdict()
        if problem is Problem.DECODER_STOPPED and not self._answers(self._seconds):
            return _NOT_BEGUN
        # What the file said of itself before its picture ended the child.
        said = early[0] if early else Reply()
        return replace(_decoded(said, b""), picture=None, problem=problem)

    def _ready(self) -> Running:
        """A child to be asked about a file. Where one behind walls answers to no file at all, and
        one without does, there are none from now on."""
        process = self._running()
        if process is self._answered or not starting.is_walled(process):
            return process
        if not self._answers(_TO_BEGIN):
            self._without = True
            if not self._answers(_TO_BEGIN):
                self._without = False
                raise BrokenFrame
            starting.go_without_walls()
        return self._answered or process

    def _answers(self, seconds: float) -> bool:
        """Whether a new child answers to no file at all: else the last one's was no reason."""
        try:
            process = self._running()
            with _Clock(seconds, process):
                _ask(process, b"", THUMBNAIL, [])
        except (BrokenFrame, OSError):
            self.end()
            return False
        self._answered = process
        return True

    def _running(self) -> Running:
        with self._lock:
            if self._closed:
                raise BrokenFrame
            worn = not ONE_FILE_EACH and self._seen >= _FILES_EACH
            process = self._process
            if process is not None and process.poll() is None and not worn:
                self._seen += 1
                return process
            if process is not None:
                _kill(process)
            start = _start_without_walls if self._without else _start
            self._process, self._seen = start(self._behind), 1
            return self._process

    def end(self, for_good: bool = False) -> None:
        """Kill the process if there is one, and close its pipes."""
        with self._lock:
            process, self._process = self._process, None
            self._closed = self._closed or for_good
        if process is not None:
            _kill(process)


def _kill(process: Running) -> None:
    process.kill()
    # The pipes may still hold half a frame for a process that is gone.
    with suppress(OSError):
        process.communicate()


class _Clock:
    """Kills a process that takes too long."""

    def __init__(self, seconds: float, process: Running) -> None:
        self._fired = False
        self._process = process
        self._timer = Timer(seconds, self._fire)
        self._timer.daemon = True

    def _fire(self) -> None:
        self._fired = True
        self._process.kill()

    def __enter__(self) -> None:
        try:
            self._timer.start()
        except RuntimeError as error:
            # No thread to be had. Without a clock nothing is decoded.
            raise BrokenFrame from error

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def verdict(self) -> Problem:
        """Why the process is gone: our clock, its processor limit, or something else."""
        if self._fired or self._process.returncode in _OUT_OF_CPU:
            return Problem.TOOK_TOO_LONG
        return Problem.DECODER_STOPPED


def _start(behind: bool) -> Running:
    return starting.start(_arguments(behind))


def _start_without_walls(behind: bool) -> Running:
    return starting.start_without_walls(_arguments(behind))


def _arguments(behind: bool) -> list[str]:
    return [*command(), BEHIND] if behind else command()


def command() -> list[str]:
    """The command line of a child: the decoder's own program.

    In a frozen program ``sys.executable`` is the window or ``skryniactl``, and would start
    once more; ``skrynia-decoder`` lies beside it there.
    """
    if getattr(sys, "frozen", False):
        ending = ".exe" if sys.platform == "win32" else ""
        return [str(Path(sys.executable).with_name(f"{PROGRAM}{ending}"))]
    return [sys.executable, "-P", "-m", "desktop.media.decoding.decode_worker"]


def _ask(
    process: Running, data: bytes, request: Request, early: list[Reply]
) -> tuple[Reply, bytes]:
    """The answer; what comes before its picture goes to ``early``."""
    stdin, stdout = cast(BinaryIO, process.stdin), cast(BinaryIO, process.stdout)
    try:
        write_frame(stdin, request, data)
        answer = read_reply(stdout, whole=bool(request.covers))
        if answer[0].more:
            early.append(answer[0])
            answer = read_reply(stdout)
        if answer[0].more:
            raise BrokenFrame
        read_end(stdout)
    except ValueError as error:
        if stdin.closed or stdout.closed:
            # Ended with its pool in the meantime.
            raise BrokenFrame from error
        raise
    return answer


def _answered(reply: Reply, jpeg: bytes) -> Decoded:
    starting.note_walls(reply.walls)
    return _decoded(reply, jpeg)


def _decoded(reply: Reply, jpeg: bytes) -> Decoded:
    picture = None
    if reply.with_picture:
        picture = Picture(reply.recipe, reply.made_width, reply.made_height, jpeg)
    return Decoded(
        reply.media_type,
        reply.width,
        reply.height,
        reply.captured_at,
        reply.metadata,
        picture,
        reply.problem,
        walls=reply.walls,
        mark=reply.mark,
        pieces=reply.pieces,
        refused=reply.refused,
    )
