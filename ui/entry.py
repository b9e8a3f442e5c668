"""Command lines answered before there is a window, and those that are rejected.

A program that is frozen into one file is its own ``sys.executable``. Whoever starts that to
run a module would get one more window each time; such a command line ends here.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping, Sequence
from typing import TextIO

from desktop import __version__
from desktop.i18n import _, set_language, system_language

_INTERPRETER = re.compile(r"-[a-zA-Z]|--multiprocessing-fork")
"""Options of a Python interpreter; those of Qt are words (``-style``)."""

_TOKENS = ("XDG_ACTIVATION_TOKEN", "DESKTOP_STARTUP_ID")


def answered(words: Sequence[str]) -> int | None:
    """The exit code of a command line that needs no window; None for every other."""
    if "--version" in words:
        return _say(sys.stdout, f"skrynia {__version__}", 0)
    if any(_INTERPRETER.fullmatch(word) for word in words):
        set_language(system_language())
        return _say(sys.stderr, _("Skrynia is not a Python interpreter. Nothing was started."), 2)
    return None


def activation_token(environment: Mapping[str, str] = os.environ) -> str:
    """What the desktop gave this start, so that its window may come to the front; read before Qt
    takes it away."""
    return next((environment[name] for name in _TOKENS if environment.get(name)), "")


def _say(stream: TextIO | None, text: str, code: int) -> int:
    """Write a line where the program was given a stream: on Windows a window has none."""
    if stream is not None:
        stream.write(text + "\n")
    return code
