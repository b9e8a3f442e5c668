"""Coordinates of a place: read as people type and paste them, kept in one form.

Kept is ``53.90060, 27.55900``: latitude and longitude in decimal degrees on WGS 84 (EPSG:4326),
five digits behind the point, which is about a metre.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_DIGITS: Final = 5
_NUMBER = r"[+-]?\d{1,3}(?:\.\d+)?"
_COMMA_NUMBER = r"[+-]?\d{1,3},\d+"
_DECIMAL = re.compile(rf"({_NUMBER})\s*[,;\s]\s*({_NUMBER})")
_DECIMAL_COMMA = re.compile(rf"({_COMMA_NUMBER})\s*[;\s]\s*({_COMMA_NUMBER})")
_SOME = r"\d{1,2}(?:[.,]\d+)?"
_PART = (
    r"(\d{1,3}(?:[.,]\d+)?)\s*(?:°\s*)?"
    rf"(?:({_SOME})\s*['′’]\s*)?(?:({_SOME})\s*(?:[\"″”]|''|′′)\s*)?"
)
_LATITUDE = r"(N|S|с\.?\s*ш\.?|ю\.?\s*ш\.?|пн\.?\s*ш\.?|пд\.?\s*ш\.?)"
_LONGITUDE = r"(E|W|в\.?\s*д\.?|у\.?\s*д\.?|з\.?\s*д\.?)"
"""North and east as in English, Russian and Belarusian: ``с. ш.``, ``пн. ш.``, ``у. д.``"""
_SIDE_AFTER = re.compile(rf"{_PART}{_LATITUDE}\s*[,;]?\s*{_PART}{_LONGITUDE}", re.IGNORECASE)
_SIDE_BEFORE = re.compile(rf"{_LATITUDE}\s*{_PART}\s*[,;]?\s*{_LONGITUDE}\s*{_PART}", re.IGNORECASE)
_MINUS = ("S", "W", "Ю", "ПД", "З")


@dataclass(frozen=True, slots=True)
class Coordinates:
    """``latitude`` −90 to 90 and ``longitude`` −180 to 180, in degrees."""

    latitude: float
    longitude: float

    def __str__(self) -> str:
        return f"{self.latitude:.{_DIGITS}f}, {self.longitude:.{_DIGITS}f}"


def read_coordinates(text: str) -> Coordinates | None:
    """Coordinates as typed: decimal, with points or commas, or degrees, minutes, seconds.

    Latitude first; with a letter for each side of the world before or behind, or a sign. None
    for "". ``ValueError`` for anything else, and for what lies nowhere.
    """
    text = text.strip()
    if not text:
        return None
    latitude, longitude = _degrees(text)
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):
        raise ValueError("the coordinates lie outside of the Earth")
    return Coordinates(latitude, longitude)


def normal_form(text: str) -> str:
    """The form that is kept; "" for "". ``ValueError`` as :func:`read_coordinates`."""
    found = read_coordinates(text)
    return "" if found is None else str(found)


def kept_form(text: str) -> str:
    """The normal form where the text can be read; as it was typed where it cannot yet."""
    try:
        return normal_form(text)
    except ValueError:
        return text


def _degrees(text: str) -> tuple[float, float]:
    for pattern in (_DECIMAL, _DECIMAL_COMMA):
        if match := pattern.fullmatch(text):
            return _number(match[1]), _number(match[2])
    if match := _SIDE_AFTER.fullmatch(text):
        found = match.groups()
        return _of_parts(found[3], *found[:3]), _of_parts(found[7], *found[4:7])
    if match := _SIDE_BEFORE.fullmatch(text):
        found = match.groups()
        return _of_parts(*found[:4]), _of_parts(*found[4:])
    raise ValueError("no coordinates")


def _of_parts(side: str, *parts: str | None) -> float:
    """Degrees of ``parts`` (degrees, minutes, seconds), of which only the last has a fraction."""
    there = [part for part in parts if part is not None]
    values = [_number(part or "0") for part in parts]
    if any(not part.isdecimal() for part in there[:-1]) or max(values[1:]) >= 60:
        raise ValueError("no degrees, minutes and seconds")
    value = values[0] + values[1] / 60 + values[2] / 3600
    return -value if side.upper().startswith(_MINUS) else value


def _number(text: str) -> float:
    return float(text.replace(",", "."))
