"""Times and the place that an XMP packet names (Exif for XMP, CIPA DC-010; XMP part 2, 2.1).

By the namespaces that are declared, as attributes or elements. Nothing of the packet is taken
apart that could cost more than its length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from desktop.media.metadata.item import item
from desktop.model.media import MetadataItem

_EXIF, _XMP, _PHOTOSHOP = (
    f"http://ns.adobe.com/{each}/1.0/" for each in ("exif", "xap", "photoshop")
)
_USUAL: Final = {"exif": _EXIF, "xmp": _XMP, "xap": _XMP, "photoshop": _PHOTOSHOP}
_OF: Final = {
    **dict.fromkeys(
        (
            "DateTimeOriginal", "DateTimeDigitized", "GPSLatitude", "GPSLongitude", "GPSAltitude",
            "GPSAltitudeRef", "GPSTimeStamp", "GPSMapDatum",
        ),
        _EXIF,
    ),
    "CreateDate": _XMP, "ModifyDate": _XMP, "DateCreated": _PHOTOSHOP,
}  # fmt: skip
"""By a name, the namespace that it belongs to."""
_PREFIX: Final = r"[A-Za-z_][\w.-]{0,30}"
_ANY: Final = f"({_PREFIX}):({'|'.join(_OF)})"
_QUOTED: Final = r"\s{0,9}=\s{0,9}(?:\"([^\"<>]{1,99})\"|'([^'<>]{1,99})')"
_DECLARED: Final = re.compile(rf"\sxmlns:({_PREFIX}){_QUOTED}")
_SAID: Final = re.compile(rf"\s{_ANY}{_QUOTED}|<{_ANY}>([^<>]{{1,99}})</")
_TIME: Final = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)(Z|[+-]\d\d:\d\d)?)?"
)
_COORDINATE: Final = re.compile(
    r"(\d{1,3}),(\d{1,2}(?:\.\d{1,12})?)(?:,(\d{1,2}(?:\.\d{1,12})?))?([NSEWnsew])"
)


def named(packet: str) -> Iterator[MetadataItem]:
    """Each that is there once, as it stands there; a time as EXIF writes it. Then the place, as
    signed decimal degrees."""
    spaces = _USUAL | {found[1]: found[2] or found[3] for found in _DECLARED.finditer(packet)}
    said = dict[str, str]()
    for found in _SAID.finditer(packet):
        prefix, name, value = (next(filter(None, each)) for each in _parts(found))
        if spaces.get(prefix) == _OF[name]:
            said.setdefault(name, value.strip())
    for key, value in said.items():
        yield item("XMP", key, _as_exif(value) if "Date" in key else value)
    yield from _place(said)


def _parts(found: re.Match[str]) -> tuple[tuple[str | None, ...], ...]:
    """Prefix, name and value, each as an attribute has it and as an element."""
    return (found[1], found[5]), (found[2], found[6]), (found[3], found[4], found[7])


def _as_exif(value: str) -> str:
    """``2021-03-28T03:30:00Z`` as ``2021:03:28 03:30:00+00:00``; what is no such time as it is."""
    found = _TIME.fullmatch(value)
    if found is None:
        return value
    year, month, day, clock, zone = found.groups("")
    return f"{year}:{month}:{day} {clock}{'+00:00' if zone == 'Z' else zone}".strip()


def _place(said: Mapping[str, str]) -> Iterator[MetadataItem]:
    latitude = _degrees(said.get("GPSLatitude", ""), "NS")
    longitude = _degrees(said.get("GPSLongitude", ""), "EW")
    if latitude is None or longitude is None:
        return
    if abs(latitude) <= 90 and abs(longitude) <= 180:
        yield item("XMP", "DecimalDegrees", f"{latitude + 0.0:.6f}, {longitude + 0.0:.6f}")


def _degrees(value: str, sides: str) -> float | None:
    """Of ``53,54.5N`` or ``53,54,30N``."""
    found = _COORDINATE.fullmatch(value)
    if found is None or found[4].upper() not in sides:
        return None
    total = float(found[1]) + float(found[2]) / 60 + float(found[3] or 0) / 3600
    return -total if found[4].upper() in "SW" else total
