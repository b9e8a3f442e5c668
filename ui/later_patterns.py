"""Patterns that PySide compiles when it is imported, and a window never matches, are put off.

They read the signatures of Qt's functions, for messages about wrong calls and for generated
stubs: three towers of brackets, 15 ms, a tenth of an empty window's start. While PySide is
imported, what its own modules for that ask ``re`` to compile is compiled at its first match
instead; everybody else's at once, as ever. A later PySide that compiles nothing there loses
nothing here.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

_ITS_OWN: Final = "shibokensupport."


class LaterPattern:
    """Has the methods of a compiled pattern, and compiles it when one is called."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._asked = pattern, flags

    def __getattr__(self, method: str) -> Callable[..., Any]:
        def match(*words: Any, **named: Any) -> Any:
            return getattr(re.compile(*self._asked), method)(*words, **named)

        return match


@contextmanager
def compiled_later() -> Iterator[None]:
    """While PySide is imported, and no thread beside this one imports anything."""
    at_once = re.compile

    def compile_later(pattern: Any, flags: Any = 0) -> Any:
        asking = sys._getframe(1).f_globals.get("__name__", "")
        if asking.startswith(_ITS_OWN):
            return LaterPattern(pattern, flags)
        return at_once(pattern, flags)

    re.compile = compile_later
    try:
        yield
    finally:
        re.compile = at_once
