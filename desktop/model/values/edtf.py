"""A date as far as it is known: EDTF, levels 0 and 1 (ISO 8601-2:2019), of the years 1 to 9999.

What a person types is kept letter for letter, whether it is understood or not: "вясной 2021" stays
what it is. What is understood gives the days that it may mean:

- ``2021``, ``2021-03``, ``2021-03-11``; ``2021-22`` is the summer of 2021 (21 spring … 24 winter);
- ``202X``, ``20XX``, ``2021-03-XX``, ``2021-XX-XX``: digits nobody knows;
- ``?`` behind it: uncertain; ``~``: approximate; ``%``: both;
- ``2021/2022-05``: from, to; ``..`` in place of an end: open; nothing: unknown.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from typing import Final

from desktop.model.values.bounds import Line

EdtfText = Line
"""The type of every date that a person types."""

_DATE: Final = re.compile(
    r"(?P<year>[0-9]{4}|[0-9]{3}X|[0-9]{2}XX)"
    r"(?:-(?P<month>[0-9]{2}|XX)(?:-(?P<day>[0-9]{2}|XX))?)?(?P<mark>[?~%]?)"
)
_LAST_YEAR: Final = 9999
_SEASONS: Final = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2)}
"""First and last month, of the north; winter goes on into the year after."""


@dataclass(frozen=True, slots=True)
class Dated:
    """What a date may mean. ``earliest``, ``latest``: ISO days; "" where that end is open or
    unknown."""

    earliest: str
    latest: str
    uncertain: bool = False
    approximate: bool = False


def read_edtf(text: str) -> Dated | None:
    """What a text means as a date; None where it is not understood as one."""
    begin, slash, end = text.partition("/")
    if not slash:
        return _read_date(text)
    first, last = _read_end(begin), _read_end(end)
    if first is None or last is None or (begin in _OPEN and end in _OPEN):
        return None
    if first.earliest and last.latest and first.earliest > last.latest:
        return None
    return Dated(
        first.earliest,
        last.latest,
        first.uncertain or last.uncertain,
        first.approximate or last.approximate,
    )


_OPEN: Final = ("", "..")


def _read_end(text: str) -> Dated | None:
    return Dated("", "") if text in _OPEN else _read_date(text)


def _read_date(text: str) -> Dated | None:
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    year, month, day, mark = match.group("year", "month", "day", "mark")
    found = _days(year, month or "", day or "")
    if found is None:
        return None
    return Dated(*found, uncertain=mark in ("?", "%"), approximate=mark in ("~", "%"))


def _days(year: str, month: str, day: str) -> tuple[str, str] | None:
    """The first and the last day of a date in three parts, each of which may be unknown."""
    first, last = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if "X" in year and (month or day):
        return None
    if not last:
        return None
    first = max(first, 1)
    if month in ("", "XX"):
        known = day not in ("", "XX")
        return None if known else (f"{first:04}-01-01", f"{last:04}-12-31")
    number = int(month)
    if number in _SEASONS:
        return None if day else _season(first, number)
    if not 1 <= number <= 12:
        return None
    length = calendar.monthrange(first, number)[1]
    if day in ("", "XX"):
        return f"{first:04}-{month}-01", f"{first:04}-{month}-{length:02}"
    whole = f"{first:04}-{month}-{day}"
    return (whole, whole) if 1 <= int(day) <= length else None


def _season(year: int, number: int) -> tuple[str, str] | None:
    begin, end = _SEASONS[number]
    last = year + (end < begin)
    if last > _LAST_YEAR:
        return None
    length = calendar.monthrange(last, end)[1]
    return f"{year:04}-{begin:02}-01", f"{last:04}-{end:02}-{length:02}"
