"""Programs of a few lines, each in a process of its own, which find the program imported.

A process that is to be killed in the middle of a transaction has to be one of its own; that it
imports everything anew took more than all it did. ``python -m tests.nursery`` imports once and
forks for each program, one after the other. Where there is no fork, each is started from scratch.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import subprocess
import sys
import tempfile
from functools import cache
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

_NEEDED = (
    "desktop.cli.program",
    "desktop.handoff.receiving.receive",
    "desktop.handoff.sending.write",
    "desktop.sample.making",
    "tests.support",
)


def run_python(code: str, *arguments: object, given: str = "") -> subprocess.CompletedProcess[str]:
    """As ``python -c CODE ARGUMENT…`` in the project, ``given`` on its standard input; waits."""
    words = [str(argument) for argument in arguments]
    if sys.platform == "win32":
        line = [sys.executable, "-c", code, *words]
        return subprocess.run(
            line, input=given, cwd=ROOT, capture_output=True, text=True, check=False
        )
    with tempfile.TemporaryDirectory(prefix="skrynia-") as folder:
        streams = [Path(folder, name) for name in ("in", "out", "err")]
        streams[0].write_text(given, "utf-8")
        names = [str(stream) for stream in streams]
        ended = _ask({"code": code, "words": words, "streams": names, "env": dict(os.environ)})
        out, err = (stream.read_text("utf-8", "replace") for stream in streams[1:])
    return subprocess.CompletedProcess(["-c", *words], ended, out, err)


def _ask(program: dict[str, object]) -> int:
    """The exit code of a program, as :mod:`subprocess` tells it."""
    nursery = _started()
    assert nursery.stdin is not None
    assert nursery.stdout is not None
    nursery.stdin.write(json.dumps(program) + "\n")
    nursery.stdin.flush()
    return int(nursery.stdout.readline())


@cache
def _started() -> subprocess.Popen[str]:
    nursery = subprocess.Popen(
        [sys.executable, "-m", "tests.nursery"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    atexit.register(nursery.communicate)
    return nursery


def _next_program() -> str | None:
    """In a new process: the code to run, its surroundings set up; in the nursery None at the end.

    What it was asked by stands for the streams of the nursery alone.
    """
    answers = os.fdopen(os.dup(1), "w", encoding="ascii")
    for line in sys.stdin:
        program = json.loads(line)
        child = os.fork()
        if child == 0:
            _surround(**{name: program[name] for name in ("words", "streams", "env")})
            return str(program["code"])
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), file=answers, flush=True)
    return None


def _surround(words: list[str], streams: list[str], env: dict[str, str]) -> None:
    os.environ.clear()
    os.environ.update(env)
    sys.argv[:] = ["-c", *words]
    flags = os.O_RDONLY, *[os.O_WRONLY | os.O_CREAT] * 2
    for number, (name, flag) in enumerate(zip(streams, flags, strict=True)):
        opened = os.open(name, flag, 0o600)
        os.dup2(opened, number)
        os.close(opened)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - as long as the process


if __name__ == "__main__":
    for name in _NEEDED:
        import_module(name)
    gc.freeze()  # a child that collects would copy all of it
    found = _next_program()
    if found is not None:
        exec(compile(found, "<string>", "exec"), {"__name__": "__main__"})  # noqa: S102
