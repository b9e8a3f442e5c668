"""Bug reports without content of records, and hardening of the process.

Both programs use it: the window's crash hook and the command line. A report names the type
of the exception, where in our own source it arose, and versions. It never holds messages,
values, file names of the person's, or local variables: any of them may be content.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from desktop import __version__
from desktop.errors import SkryniaError
from desktop.system.files import private_umask
from desktop.system.own_memory import keep_to_ourselves

if TYPE_CHECKING:
    import traceback

_ROOT = Path(__file__).resolve().parent.parent
_LONGEST_CHAIN = 8


def bug_report(error: BaseException) -> str:
    """The report on ``error``, in English, for the maintainers."""
    import platform  # slow to load, and hopefully never needed

    lines = [
        f"Skrynia {__version__}",
        f"Python {platform.python_version()}, {platform.system()} {platform.machine()}",
    ]
    current: BaseException | None = error
    for _number in range(_LONGEST_CHAIN):
        if current is None:
            break
        lines += _one(current)
        current = current.__cause__ or current.__context__
    return "\n".join(lines)


def harden_process() -> None:
    """Files made from here on are the user's alone, and memory is shown to no other program."""
    private_umask()
    if sys.platform != "win32":
        _occupy_standard_descriptors()
    keep_to_ourselves()


def _occupy_standard_descriptors() -> None:
    """Where the program was started with one of them closed, no file of ours may take its
    number: whatever a library prints would then be written into it."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free


def _one(error: BaseException) -> list[str]:
    import traceback

    kind = type(error)
    reason = f" ({error.reason})" if isinstance(error, SkryniaError) and error.reason else ""
    frames = traceback.extract_tb(error.__traceback__)
    return [f"{kind.__module__}.{kind.__qualname__}{reason}", *map(_place, frames)]


def _place(frame: traceback.FrameSummary) -> str:
    """``desktop/vault/vault.py:41 in close``; of other people's code only the file's name."""
    path = Path(frame.filename)
    shown = path.relative_to(_ROOT).as_posix() if path.is_relative_to(_ROOT) else path.name
    return f"  {shown}:{frame.lineno} in {frame.name}"
