"""What the metadata of a picture says of who, when, where and with what (R13).

By the camera's or another program's own words, which anybody can change: nothing here is checked
but one thing, the camera's clock beside the time of the satellites, where both stand there.
Tags by CIPA DC-008 (EXIF), IPTC-IIM 4.2, and XMP where EXIF has no time or place; read by
``desktop/media/metadata``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from desktop.model.media import FILM_BYTES, MOTION_PHOTO, MetadataItem
from desktop.model.values import camera_time
from desktop.model.values.camera_time import CameraTime

_WHO: Final = (("EXIF", "Artist"), ("IPTC", "By-line"), ("EXIF", "CameraOwnerName"),
               ("EXIF", "XPAuthor"), ("Text", "Author"))  # fmt: skip
_RIGHTS: Final = (("EXIF", "Copyright"), ("IPTC", "CopyrightNotice"), ("Text", "Copyright"))
_WORDS: Final = (
    ("EXIF", "ImageDescription"), ("IPTC", "ObjectName"), ("IPTC", "Headline"), ("IPTC", "Caption"),
    ("EXIF", "XPTitle"), ("EXIF", "XPSubject"), ("EXIF", "XPComment"), ("EXIF", "UserComment"),
    ("Comment", "Comment"), ("Text", "Title"), ("Text", "Description"), ("Text", "Comment"),
)  # fmt: skip
_BELOW_THE_SEA: Final = ("1", "0x01")
_NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?")


_MOST: Final = 10_000_000.0
"""Metres, degrees or seconds: more is no value of this Earth."""


@dataclass(frozen=True, slots=True)
class Direction:
    """``degrees``: 0 to 360, clockwise. ``magnetic``: from magnetic north, not true; None where
    that is not said."""

    degrees: float
    magnetic: bool | None = None


@dataclass(frozen=True, slots=True)
class PictureSays:
    """Each is "", () or None where nothing is said.

    ``odd_time``: what stands where ``taken`` should, and is no time of any calendar.
    ``satellites``: UTC. ``ahead``: the camera's clock less that, where both are known to the
    second; by the camera's offset, or with its unknown time zone in it (``taken.offset`` is None).
    ``film``: bytes of a film that the file holds as well.
    ``place``: latitude and longitude, decimal degrees; ``within``, ``height``: metres.
    """

    taken: CameraTime | None = None
    odd_time: str = ""
    satellites: datetime | None = None
    ahead: timedelta | None = None
    place: str = ""
    within: float | None = None
    height: float | None = None
    direction: Direction | None = None
    device: str = ""
    serial: str = ""
    lens: str = ""
    who: tuple[str, ...] = ()
    rights: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    software: str = ""
    film: int = 0
    changed: CameraTime | None = None

    def __bool__(self) -> bool:
        return self != PictureSays()


def picture_says(captured_at: str, metadata: Iterable[MetadataItem]) -> PictureSays:
    """Of ``Media.captured_at`` and the values that were read from the file."""
    said = {(item.group, item.key): item.value.strip() for item in metadata}
    taken = camera_time.read(captured_at)
    satellites = _satellites(said)
    return PictureSays(
        taken,
        "" if taken else camera_time.shown(captured_at),
        satellites,
        _ahead(taken, satellites),
        said.get(("GPS", "DecimalDegrees"), "") or said.get(("XMP", "DecimalDegrees"), ""),
        _number(said, "GPSHPositioningError"),
        _height(said),
        _direction(said),
        _device(said),
        said.get(("EXIF", "BodySerialNumber"), ""),
        said.get(("EXIF", "LensModel"), ""),
        _different(said, _WHO),
        _different(said, _RIGHTS),
        _different(said, _WORDS),
        said.get(("EXIF", "Software"), ""),
        _film(said),
        _changed(said, taken),
    )


_Said = Mapping[tuple[str, str], str]


def _different(said: _Said, asked: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """What stands under any of these, each once, in their order."""
    return tuple(dict.fromkeys(value for key in asked if (value := said.get(key, ""))))


def _numbers(said: _Said, key: str) -> Iterator[float]:
    for found in _NUMBER.findall(said.get(("GPS", key), "")):
        if abs(number := float(found)) < _MOST:
            yield number


def _number(said: _Said, key: str) -> float | None:
    return next(_numbers(said, key), None)


def _satellites(said: _Said) -> datetime | None:
    """GPSDateStamp and GPSTimeStamp, which are UTC (CIPA DC-008, section 4.6.6)."""
    day = camera_time.read(said.get(("GPS", "GPSDateStamp"), ""))
    clock = list(_numbers(said, "GPSTimeStamp"))
    if day is None or len(clock) != 3:
        return None
    hour, minute, second = map(int, clock)
    try:
        return day.at.replace(hour=hour, minute=minute, second=second)
    except ValueError:
        return None


def _ahead(taken: CameraTime | None, satellites: datetime | None) -> timedelta | None:
    if taken is None or satellites is None or not taken.precise:
        return None
    return taken.at - satellites - (taken.offset or timedelta())


def _height(said: _Said) -> float | None:
    height = _number(said, "GPSAltitude")
    if height is None:
        return None
    return -height if said.get(("GPS", "GPSAltitudeRef")) in _BELOW_THE_SEA else height


def _direction(said: _Said) -> Direction | None:
    degrees = _number(said, "GPSImgDirection")
    if degrees is None or not 0 <= degrees <= 360:
        return None
    magnetic = {"M": True, "T": False}.get(said.get(("GPS", "GPSImgDirectionRef"), "").upper())
    return Direction(degrees, magnetic)


def _device(said: _Said) -> str:
    """Maker and model; the maker once where the model names it too."""
    make, model = said.get(("EXIF", "Make"), ""), said.get(("EXIF", "Model"), "")
    first = make.split()[:1]
    named = first and model.casefold().startswith(first[0].casefold())
    return model if named else f"{make} {model}".strip()


def _film(said: _Said) -> int:
    length = said.get((MOTION_PHOTO, FILM_BYTES), "")
    return int(length) if length.isascii() and length.isdecimal() else 0


def _changed(said: _Said, taken: CameraTime | None) -> CameraTime | None:
    """When a program last wrote the file, by its own words, where that is not when it was taken."""
    changed = camera_time.read(
        camera_time.written(
            said.get(("EXIF", "DateTime"), ""),
            said.get(("EXIF", "SubsecTime"), ""),
            said.get(("EXIF", "OffsetTime"), ""),
        )
    )
    return None if changed and taken and changed.at == taken.at else changed
