"""A day as a person types it, in the forms that are usual where the three languages are written.

``2026-12-05`` (ISO 8601), ``5.12.2026``, ``5.12.26``, ``5/12/2026``, ``5 снежня 2026 г.``,
``5 December 2026``, ``December 5, 2026``. The day stands before the month, as in each of the
languages here; a year of two digits is one of this century.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from typing import Final

from desktop.formats import month_names
from desktop.i18n import LANGUAGES, translator_for

_YEAR_FIRST: Final = re.compile(r"(?P<y>\d{4})[-./](?P<m>\d{1,2})[-./](?P<d>\d{1,2})")
_DAY_FIRST: Final = re.compile(r"(?P<d>\d{1,2})\s*[-./]\s*(?P<m>\d{1,2})\s*[-./]\s*(?P<y>\d{4})")
_SHORT: Final = re.compile(r"(?P<d>\d{1,2})\s*[./]\s*(?P<m>\d{1,2})\s*[./]\s*(?P<y>\d{2})")
"""With a hyphen it could as well begin with the year."""
_IN_WORDS: Final = (
    re.compile(r"(?P<d>\d{1,2})\s+(?P<m>[^\W\d]+)\.?,?\s+(?P<y>\d{4})"),
    re.compile(r"(?P<m>[^\W\d]+)\.?\s+(?P<d>\d{1,2}),?\s+(?P<y>\d{4})"),
)
_BEHIND: Final = re.compile(r"\s*(?:г|года|год)?\.?\s*$")
"""What stands behind a year in Belarusian and Russian, and a full stop."""
_CENTURY: Final = 2000
_SHORT_YEAR: Final = 100


def read_day(typed: str, *, whole_year: bool = False) -> date | None:
    """The day that was typed; None where it is not understood as one, or there is no such day.

    ``whole_year``: a year of two digits is none yet, because more may follow."""
    text = _BEHIND.sub("", typed.strip())
    for form in (_YEAR_FIRST, _DAY_FIRST, *_IN_WORDS, *([] if whole_year else [_SHORT])):
        found = form.fullmatch(text)
        if found is not None:
            return _day(found["y"], found["m"], found["d"])
    return None


def has_come(day: date) -> bool:
    """Whether it has come by the clock of this computer, somewhere on earth."""
    return day <= date.today() + timedelta(days=1)  # noqa: DTZ011 - a local date


def _day(year: str, month: str, day: str) -> date | None:
    number = int(month) if month.isdecimal() else _months().get(month.casefold())
    whole = int(year) + (_CENTURY if int(year) < _SHORT_YEAR else 0)
    try:
        return date(whole, number or 0, int(day))
    except ValueError:
        return None


@cache
def _months() -> Mapping[str, int]:
    """Names of months in every language here, in a date and alone, to their numbers."""
    found: dict[str, int] = {}
    for language in LANGUAGES:
        for names in month_names(translator_for(language)):
            found |= {name.casefold(): number for number, name in enumerate(names, start=1)}
    return found
