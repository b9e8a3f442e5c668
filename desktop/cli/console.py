"""Where a command writes: results on one stream; questions, progress, notes on the other."""

from __future__ import annotations

import io
import json
import os
import sys
import time
import unicodedata
from collections.abc import Sequence
from typing import Any, TextIO

import msgspec

from desktop.i18n import _

# Bidirectional overrides and isolates could make a file name read as another one.
_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_PROGRESS_SECONDS = 0.1


def printable(text: str) -> str:
    """``text`` with everything that could drive a terminal written as an escape."""
    return "".join(c if _harmless(c) else c.encode("unicode_escape").decode() for c in text)


def _harmless(character: str) -> bool:
    return unicodedata.category(character) not in {"Cc", "Cs", "Zl", "Zp"} and (
        character not in _DIRECTION
    )


def width(text: str) -> int:
    """Columns that ``text`` takes in a terminal: combining marks none, wide letters two."""
    shown = (c for c in text if not unicodedata.combining(c))
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in shown)


class Console:
    """Standard output and standard error of one command, safe on any terminal."""

    def __init__(self, out: TextIO | None = None, err: TextIO | None = None) -> None:
        self._out = _without_encoding_errors(out or sys.stdout)
        self._err = _without_encoding_errors(err or sys.stderr)
        self._progress_at = 0.0
        self._progress_open = False

    def line(self, text: str = "") -> None:
        """One line of the result; each of its parts is escaped where it must be."""
        self._out.write(_each_line(text) + "\n")

    def fields(self, pairs: Sequence[tuple[str, object]]) -> None:
        """Label and value, one pair a line, values aligned."""
        room = max((width(label) for label, _value in pairs), default=0)
        for label, value in pairs:
            self.line(f"{label}{' ' * (room - width(label))}  {value}".rstrip())

    def table(self, head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
        """Aligned columns under a heading; the last column is not padded."""
        cells = [list(head), *([printable(str(cell)) for cell in row] for row in rows)]
        rooms = [max(width(cell) for cell in column) for column in zip(*cells, strict=True)]
        for row in cells:
            padded = (c + " " * (room - width(c)) for c, room in zip(row, rooms, strict=True))
            self.line("  ".join(padded).rstrip())

    def json(self, value: Any) -> None:
        """The whole result as one JSON object, in ASCII so that no encoding can spoil it."""
        text = json.dumps(msgspec.to_builtins(value), indent=2, sort_keys=True)
        self._out.write(text + "\n")

    def note(self, text: str = "") -> None:
        """Something the person should know that is no part of the result."""
        self._end_progress()
        self._err.write(_each_line(text) + "\n")
        self._err.flush()

    def ask(self, question: str) -> str | None:
        """A line typed at the terminal; None where there is no terminal."""
        if not sys.stdin.isatty():
            return None
        self._end_progress()
        self._err.write(question)
        self._err.flush()
        return sys.stdin.readline().strip()

    def progress(self, done: int, total: int, what: str) -> None:
        """A line that is written over, only where somebody is looking (``desktop.progress``)."""
        if not self._err.isatty():
            return
        now = time.monotonic()
        if done < total and now - self._progress_at < _PROGRESS_SECONDS:
            return
        self._progress_at, self._progress_open = now, True
        share = f" {100 * done // total} %" if total else ""
        room = max(20, _columns() - 8)
        self._err.write(f"\r{printable(what)[:room]}{share}\x1b[K")
        self._err.flush()

    def flush(self) -> None:
        """Push everything out; ``BrokenPipeError`` where the reader went away."""
        self._end_progress()
        self._out.flush()

    def _end_progress(self) -> None:
        if self._progress_open:
            self._err.write("\r\x1b[K")
            self._progress_open = False


def yes_no(value: bool) -> str:
    """The translated word."""
    return _("yes") if value else _("no")


def _each_line(text: str) -> str:
    return "\n".join(printable(line) for line in text.split("\n"))


def _columns() -> int:
    try:
        return os.get_terminal_size(2).columns
    except OSError:
        return 80


def _without_encoding_errors(stream: TextIO) -> TextIO:
    """A letter the terminal does not have is written as an escape instead of failing."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")
    return stream
