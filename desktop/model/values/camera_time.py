"""When a camera says that a picture was taken: its own words, which are no proof of time.

EXIF keeps it in three fields (CIPA DC-008, section 4.6.5: DateTimeOriginal, SubSecTimeOriginal,
OffsetTimeOriginal). Blanks and zeros stand for a clock that was never set.
"""

from __future__ import annotations

import re
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
