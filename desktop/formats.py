"""Dates, numbers and sizes in the person's words.

Months, units and the order of a date are messages of the catalogue, so no table of locales
is loaded. The forms are those of Unicode CLDR: «22 лістапада 2026» takes the month in the
genitive, «лістапад 2026» in the nominative. Each function takes the ``Translator`` of a language
other than the screen's as its last argument.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Final

from desktop.i18n import Translator, current_translator

_IN_A_DATE: Final = "month in a date"
_ALONE: Final = "month alone"
_NO_BREAK: Final = "\u00a0"
_STEP: Final = 1000


def _months(translator: Translator, context: str) -> tuple[str, ...]:
    if context == _IN_A_DATE:
        return (
            translator.pgettext("month in a date", "January"),
            translator.pgettext("month in a date", "February"),
            translator.pgettext("month in a date", "March"),
            translator.pgettext("month in a date", "April"),
            translator.pgettext("month in a date", "May"),
            translator.pgettext("month in a date", "June"),
            translator.pgettext("month in a date", "July"),
            translator.pgettext("month in a date", "August"),
            translator.pgettext("month in a date", "September"),
            translator.pgettext("month in a date", "October"),
            translator.pgettext("month in a date", "November"),
            translator.pgettext("month in a date", "December"),
        )
    return (
        translator.pgettext("month alone", "January"),
        translator.pgettext("month alone", "February"),
        translator.pgettext("month alone", "March"),
        translator.pgettext("month alone", "April"),
        translator.pgettext("month alone", "May"),
        translator.pgettext("month alone", "June"),
        translator.pgettext("month alone", "July"),
        translator.pgettext("month alone", "August"),
        translator.pgettext("month alone", "September"),
        translator.pgettext("month alone", "October"),
        translator.pgettext("month alone", "November"),
        translator.pgettext("month alone", "December"),
    )


def month_names(translator: Translator) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The twelve months as they stand in a date, and alone."""
    return _months(translator, _IN_A_DATE), _months(translator, _ALONE)


def format_date(value: date, translator: Translator | None = None) -> str:
    """A day: 22 November 2026, 22 лістапада 2026, 22 ноября 2026."""
    translator = translator or current_translator()
    month = _months(translator, _IN_A_DATE)[value.month - 1]
    pattern = translator.pgettext("date", "{day} {month} {year}")
    return pattern.format(day=value.day, month=month, year=value.year)


def format_month(year: int, month: int, translator: Translator | None = None) -> str:
    """A month, 1 to 12, of a year: November 2026, лістапад 2026, ноябрь 2026."""
    translator = translator or current_translator()
    name = _months(translator, _ALONE)[month - 1]
    return translator.pgettext("date", "{month} {year}").format(month=name, year=year)


def format_time(value: time | datetime) -> str:
    """Hours and minutes of a day of 24 hours, the same in every language: 09:05."""
    return f"{value.hour:02}:{value.minute:02}"


def format_date_time(value: datetime, translator: Translator | None = None) -> str:
    """A moment in the time zone it carries: 22 лістапада 2026, 14:02."""
    translator = translator or current_translator()
    return translator.pgettext("date", "{date}, {time}").format(
        date=format_date(value, translator), time=format_time(value)
    )


def format_number(value: int, translator: Translator | None = None) -> str:
    """A whole number with its thousands apart: 12,345 or 12 345 (with no-break spaces)."""
    translator = translator or current_translator()
    return f"{value:,}".replace(",", translator.pgettext("thousands separator", ","))


def format_decimal(value: float, places: int, translator: Translator | None = None) -> str:
    """A number with ``places`` decimals: 1,234.5 or 1 234,5."""
    translator = translator or current_translator()
    whole, _, decimals = f"{value:,.{places}f}".partition(".")
    whole = whole.replace(",", translator.pgettext("thousands separator", ","))
    return translator.pgettext("decimal separator", ".").join(filter(None, (whole, decimals)))


def format_size(size: int, translator: Translator | None = None) -> str:
    """Bytes in decimal units, as systems show them: 812 B, 5.2 MB, 5,2 МБ."""
    translator = translator or current_translator()
    units = (
        translator.pgettext("size", "B"),
        translator.pgettext("size", "kB"),
        translator.pgettext("size", "MB"),
        translator.pgettext("size", "GB"),
        translator.pgettext("size", "TB"),
    )
    amount, step = float(size), 0
    # A rounding to "1,000.0 MB" belongs to the next unit as well.
    while round(amount, 1) >= _STEP and step < len(units) - 1:
        amount, step = amount / _STEP, step + 1
    return f"{format_decimal(amount, 1 if step else 0, translator)}{_NO_BREAK}{units[step]}"
