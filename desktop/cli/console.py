"""Where a command writes: results on one stream; questions, progress, notes on the other."""

from __future__ import annotations

import errno
import io
import json
import os
import sys
import time
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, TextIO

from desktop.i18n import _

# Controls, invisible formats (among them the bidirectional overrides, which make a file name
# read as another one), halves of surrogate pairs, and what ends a line.
_ESCAPED = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_JOINERS = frozenset("\u200c\u200d")
"""Formats that are part of how words and emoji are spelt, and change nothing around them."""
_PROGRESS_SECONDS = 0.1


def printable(text: str) -> str:
    """``text`` with everything that could drive a terminal written as an escape."""
    return "".join(c if _harmless(c) else c.encode("unicode_escape").decode() for c in text)


def _harmless(character: str) -> bool:
    return character in _JOINERS or unicodedata.category(character) not in _ESCAPED


def width(text: str) -> int:
    """Columns that ``text`` takes in a terminal: combining marks none, wide letters two."""
    shown = (c for c in text if not unicodedata.combining(c))
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in shown)


class OutputFailed(Exception):
    """Standard output takes nothing more. ``reason``: the system's name of why, ``EPIPE``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Console:
    """Standard output and standard error of one command, safe on any terminal.

    Whatever is printed may hold words of other people: a file's name, a card's, what somebody
    said. No method lets such words begin a line of their own or drive the terminal. Writing
    results raises :class:`OutputFailed`; notes that nobody can be shown are dropped.
    """

    def __init__(self, out: TextIO | None = None, err: TextIO | None = None) -> None:
        self._out = _able_to_write_all(out or sys.stdout or io.StringIO())
        self._err = _able_to_write_all(err or sys.stderr or io.StringIO())
        self._progress_at = 0.0
        self._progress_width = 0

    def line(self, text: str = "") -> None:
        """One line of the result, whatever stands in ``text``: line ends in it are escaped."""
        self._print(printable(text) + "\n")

    def passage(self, text: str, indent: str = "  ") -> None:
        """Print quoted text line by line, indented so that it cannot imitate program output."""
        for line in text.split("\n"):
            self.line(f"{indent}{line}" if line else "")

    def fields(self, pairs: Sequence[tuple[str, object]]) -> None:
        """Label and value, one pair a line, values aligned, and so each further line of one."""
        room = max((width(label) for label, _value in pairs), default=0)
        for label, value in pairs:
            first, *more = str(value).split("\n")
            self.line(f"{label}{' ' * (room - width(label))}  {first}".rstrip())
            for line in more:
                self.line(f"{' ' * room}  {line}".rstrip())

    def table(self, head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
        """Aligned columns under a heading; the last column is not padded."""
        cells = [list(head), *([printable(str(cell)) for cell in row] for row in rows)]
        rooms = [max(width(cell) for cell in column) for column in zip(*cells, strict=True)]
        for row in cells:
            padded = (c + " " * (room - width(c)) for c, room in zip(row, rooms, strict=True))
            self.line("  ".join(padded).rstrip())

    def json(self, value: Any) -> None:
        """The whole result as one JSON object, in ASCII so that no encoding can spoil it."""
        import msgspec

        from desktop.canonical import listed

        text = json.dumps(msgspec.to_builtins(value, enc_hook=listed), indent=2, sort_keys=True)
        self._print(text + "\n")

    def note(self, text: str = "") -> None:
        """One line that the person should know and that is no part of the result."""
        self._end_progress()
        self._tell(printable(text) + "\n")

    def ask(self, question: str) -> str | None:
        """A line typed at the terminal; None where there is no terminal."""
        if sys.stdin is None or not sys.stdin.isatty():
            return None
        self._end_progress()
        self._tell(printable(question))
        try:
            return sys.stdin.readline().strip()
        except UnicodeDecodeError:
            return ""  # no answer that anything asks for

    def progress(self, done: int, total: int, what: str) -> None:
        """A line that is written over, only where somebody is looking (``desktop.progress``)."""
        if not self._err.isatty():
            return
        now = time.monotonic()
        if done < total and now - self._progress_at < _PROGRESS_SECONDS:
            return
        self._progress_at = now
        share = f" {100 * done // total} %" if total > 0 else ""
        room = max(20, _columns() - 8)
        self._write_over(f"{printable(what)[:room]}{share}")

    def flush(self) -> None:
        """Push everything out. ``OutputFailed`` where the reader went away or the disk is full."""
        self._end_progress()
        self._tell("")
        with _output_failing(self._out):
            self._out.flush()

    def _print(self, text: str) -> None:
        write_out(self._out, text)

    def _tell(self, text: str) -> None:
        try:
            self._err.write(text)
            self._err.flush()
        except OSError:  # there is nobody to tell; the exit code still says it
            _give_up(self._err)

    def _end_progress(self) -> None:
        if self._progress_width:
            self._write_over("")
            self._tell("\r")

    def _write_over(self, text: str) -> None:
        """In the place of the last progress; by spaces, for consoles that know no escapes."""
        left = self._progress_width - width(text)
        self._progress_width = width(text)
        self._tell(f"\r{text}{' ' * left}")


def yes_no(value: bool) -> str:
    """The translated word."""
    return _("yes") if value else _("no")


def write_out(stream: TextIO, text: str) -> None:
    """Write as it is; ``OutputFailed`` where the stream takes nothing more."""
    with _output_failing(stream):
        stream.write(text)


@contextmanager
def _output_failing(stream: TextIO) -> Iterator[None]:
    """A stream that takes nothing more is given up, and that is said."""
    try:
        yield
    except OSError as error:
        _give_up(stream)
        raise OutputFailed(errno.errorcode.get(error.errno or 0, "the system gave no code")) from (
            error
        )


def _give_up(stream: TextIO) -> None:
    """Let what is still held for the stream go nowhere: Python tries it once more at its end."""
    with suppress(OSError):  # no file of the system's stands behind it
        number = stream.fileno()
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, number)
        os.close(nowhere)


def _columns() -> int:
    try:
        return os.get_terminal_size(2).columns
    except OSError:
        return 80


def _able_to_write_all(stream: TextIO) -> TextIO:
    """UTF-8 into a file or another program, on every system and in every locale.

    A terminal keeps its encoding; a letter that it does not have is written as an escape
    instead of failing.
    """
    if isinstance(stream, io.TextIOWrapper):
        encoding = stream.encoding if stream.isatty() else "utf-8"
        stream.reconfigure(encoding=encoding, errors="backslashreplace")
    return stream
