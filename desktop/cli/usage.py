"""A command line that cannot be carried out as it stands."""

from __future__ import annotations

import argparse
from collections.abc import Collection
from contextlib import suppress
from datetime import date
from pathlib import Path

from desktop.i18n import _
from desktop.typed_dates import has_come, read_day

_MOST = 2**31 - 1


class UsageError(Exception):
    """What was asked for makes no sense here; the translated message says what to change.

    Exit code 2. Raised for what argparse cannot see: a missing terminal, a closed file
    descriptor, options that contradict each other.
    """


def text(given: str) -> str:
    """An argument that is kept or looked for; argparse refuses bytes that are no UTF-8.

    Such bytes arrive as halves of surrogate pairs, which no record and no database takes.
    """
    try:
        given.encode()
    except UnicodeEncodeError:
        raise argparse.ArgumentTypeError(_("this is not text in UTF-8")) from None
    return given


def one_of(given: str, codes: Collection[str]) -> str:
    """A code; argparse refuses any other and names them all."""
    if text(given) not in codes:
        message = _("there is no such kind; choose from {codes}")
        raise argparse.ArgumentTypeError(message.format(codes=", ".join(codes)))
    return given


def number(text: str) -> int:
    """An argument that counts from 0; argparse refuses what the database cannot count to."""
    value = int(text)
    if not 0 <= value <= _MOST:
        raise ValueError(text)
    return value


def day(given: str) -> str:
    """A day in any usual form, as ISO 8601; "" for none. argparse refuses what is none."""
    read = read_day(text(given))
    if read is None and given.strip():
        raise argparse.ArgumentTypeError(_("this is not a day: write it as 2026-12-05"))
    return read.isoformat() if read else ""


def past_day(given: str) -> str:
    """The same of a day on which something was done."""
    read = day(given)
    if read and not has_come(date.fromisoformat(read)):
        raise argparse.ArgumentTypeError(_("this day has not come yet"))
    return read


def given_file(text: str) -> Path:
    """An argument that names a file to read; argparse refuses what is not there."""
    path = Path(text)
    with suppress(OSError):  # a folder on the way to it is closed to us, or the name too long
        if path.is_file():
            return path
    raise argparse.ArgumentTypeError(_("there is no such file"))
