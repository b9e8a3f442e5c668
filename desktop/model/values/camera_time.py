"""When a camera says that a picture was taken: its own words, which are no proof of time.

EXIF keeps it in three fields (CIPA DC-008, section 4.6.5: DateTimeOriginal, SubSecTimeOriginal,
OffsetTimeOriginal). Blanks and zeros stand for a clock that was never set.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

_DATE: Final = re.compile(r"(\d{4})[:\-](\d\d)[:\-](\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d))?)?")
_FRACTION: Final = re.compile(r"\d{1,9}")
_OFFSET: Final = re.compile(r"[+\-]\d\d:\d\d")


def written(date: str, fraction: str = "", offset: str = "") -> str:
    """The three fields as one line, ``2021:03:28 03:30:00.007+05:45``; "" where no time is said."""
    found = _DATE.match(date.strip())
    if found is None or not any(int(part) for part in found.groups() if part):
        return ""
    fraction, offset = fraction.strip(), offset.strip()
    line = date.strip()
    if found.group(6) and _FRACTION.fullmatch(fraction):
        line += f".{fraction}"
    return line + (offset if _OFFSET.fullmatch(offset) else "")


def shown(line: str) -> str:
    """What :func:`written` gives, as people read it: ``2021-03-28 03:30:00.007 +05:45``."""
    found = _DATE.match(line)
    if found is None:
        return line
    year, month, day = found.group(1, 2, 3)
    time = line[found.end(3) : found.end()].strip(" T")
    rest = line[found.end() :].strip()
    offset = next(iter(_OFFSET.findall(rest)), "")
    fraction = rest.removesuffix(offset)
    return " ".join(part for part in (f"{year}-{month}-{day}", time + fraction, offset) if part)


@dataclass(frozen=True, slots=True)
class CameraTime:
    """``at``: by the camera's clock, without a zone. ``fraction``: digits of a second as they
    stand there, or "". ``offset``: from UTC, where the camera kept one; ``precise``: whether a time
    stands beside the day."""

    at: datetime
    fraction: str = ""
    offset: timedelta | None = None
    precise: bool = True


def read(line: str) -> CameraTime | None:
    """What :func:`written` gives, as a time; None where the calendar has none such."""
    found = _DATE.match(line)
    if found is None:
        return None
    parts = [int(part or 0) for part in found.groups()]
    rest = line[found.end() :].strip()
    offset = next(iter(_OFFSET.findall(rest)), "")
    try:
        at = datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001 - the camera's own clock
    except ValueError:
        return None
    fraction = rest.removesuffix(offset).strip(" .")
    return CameraTime(at, fraction, _from_utc(offset), found.group(4) is not None)


def _from_utc(offset: str) -> timedelta | None:
    if not offset:
        return None
    hours, minutes = map(int, offset[1:].split(":"))
    return timedelta(hours=hours, minutes=minutes) * (-1 if offset[0] == "-" else 1)
