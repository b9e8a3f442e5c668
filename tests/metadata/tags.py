"""The tags that are compared, by our names and ExifTool's, and how each is made comparable.

ExifTool is asked for values without its own wording (``-n``), so times, numbers and text stand as
they are in the file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

Plain = Callable[[str], str]


def as_text(value: str) -> str:
    """Without control characters and blanks at the ends, which neither side keeps alike."""
    value = "" if value.strip() == "?" else value
    return " ".join("".join(c if c.isprintable() else " " for c in value).split())


def as_letters(value: str) -> str:
    """The first letters and digits of what may hold anything between them."""
    return "".join(c for c in value if c.isascii() and c.isalnum())[:400]


def as_number(value: str) -> str:
    """A number to six digits; more than one, each so."""
    # Nothing divided by nothing.
    value = value.replace("undef", "nan")
    # Of very many numbers no more than we keep.
    parts = re.split(r"[,\s]+", value.strip())[:64]
    try:
        return " ".join(f"{float(part):.6g}" for part in parts)
    except ValueError:
        return as_text(value)


def as_clock(value: str) -> str:
    """``14, 27, 7`` and ``14:27:07`` alike. ExifTool has 0 for what is divided by nothing."""
    value = value.replace("nan", "0")
    try:
        return " ".join(f"{float(part):g}" for part in re.split(r"[,:\s]+", value.strip()))
    except ValueError:
        return as_text(value)


def as_degrees(value: str) -> str:
    """Two coordinates to six places: a tenth of a metre."""
    try:
        return " ".join(f"{float(part):.6f}" for part in re.split(r"[,\s]+", value.strip()))
    except ValueError:
        return as_text(value)


def without_code(value: str) -> str:
    """ExifTool shows the character code in place of the text where a camera calls it ASCII."""
    return "" if value == "ASCII" else as_text(value)


def as_day(value: str) -> str:
    """IPTC's days and times, with ExifTool's colons or without."""
    return re.sub(r"[:\s]", "", value)


def as_moment(value: str) -> str:
    """A time of XMP in EXIF's form or its own, with or without a Z for no offset."""
    return re.sub(r"[-:T\s]|[+]00:00\Z|Z\Z", "", value)


_XMP_TIMES: Final = (
    "DateTimeOriginal",
    "DateTimeDigitized",
    "DateCreated",
    "CreateDate",
    "ModifyDate",
)
_TEXTS: Final = (
    "Make", "Model", "Software", "Artist", "Copyright", "ImageDescription", "HostComputer",
    "DocumentName", "LensMake", "LensModel", "ImageUniqueID", "UserComment", "XPTitle",
    "XPComment", "XPAuthor", "XPKeywords", "XPSubject", "OffsetTime", "OffsetTimeOriginal",
    "OffsetTimeDigitized", "SubsecTimeOriginal", "SubsecTimeDigitized", "SubsecTime",
    "DateTimeOriginal", "DateTimeDigitized", "DateTime", "CameraOwnerName", "BodySerialNumber",
    "LensSerialNumber", "SpectralSensitivity", "RelatedSoundFile",
)  # fmt: skip
_RENAMED: Final = {
    "DateTimeDigitized": "CreateDate",
    "DateTime": "ModifyDate",
    "SubsecTimeOriginal": "SubSecTimeOriginal",
    "SubsecTimeDigitized": "SubSecTimeDigitized",
    "SubsecTime": "SubSecTime",
    "CameraOwnerName": "OwnerName",
    "BodySerialNumber": "SerialNumber",
}
_NUMBERS: Final = (
    "Orientation", "ISOSpeedRatings", "ExposureTime", "FNumber", "FocalLength",
    "FocalLengthIn35mmFilm", "ExifImageWidth", "ExifImageHeight", "Flash", "MeteringMode",
)  # fmt: skip
_RENAMED_NUMBERS: Final = {
    "ISOSpeedRatings": "ISO",
    "FocalLengthIn35mmFilm": "FocalLengthIn35mmFormat",
}
_IPTC: Final = {
    "ObjectName": "ObjectName",
    "Keywords": "Keywords",
    "By-line": "By-line",
    "City": "City",
    "Country": "Country-PrimaryLocationName",
    "Headline": "Headline",
    "Credit": "Credit",
    "Source": "Source",
    "CopyrightNotice": "CopyrightNotice",
    "Caption": "Caption-Abstract",
}

TAGS: Final[Mapping[tuple[str, str], tuple[str, Plain]]] = {
    **{("EXIF", name): (f"EXIF:{_RENAMED.get(name, name)}", as_text) for name in _TEXTS},
    **{
        ("EXIF", name): (f"EXIF:{_RENAMED_NUMBERS.get(name, name)}", as_number) for name in _NUMBERS
    },
    ("GPS", "GPSLatitudeRef"): ("EXIF:GPSLatitudeRef", as_text),
    ("GPS", "GPSLongitudeRef"): ("EXIF:GPSLongitudeRef", as_text),
    ("GPS", "GPSAltitude"): ("EXIF:GPSAltitude", as_number),
    ("GPS", "GPSImgDirection"): ("EXIF:GPSImgDirection", as_number),
    ("GPS", "GPSImgDirectionRef"): ("EXIF:GPSImgDirectionRef", as_text),
    ("GPS", "GPSDateStamp"): ("EXIF:GPSDateStamp", as_text),
    ("GPS", "GPSTimeStamp"): ("EXIF:GPSTimeStamp", as_clock),
    ("GPS", "GPSMapDatum"): ("EXIF:GPSMapDatum", as_text),
    ("GPS", "GPSProcessingMethod"): ("EXIF:GPSProcessingMethod", without_code),
    ("GPS", "GPSAreaInformation"): ("EXIF:GPSAreaInformation", without_code),
    **{("IPTC", ours): (f"IPTC:{theirs}", as_text) for ours, theirs in _IPTC.items()},
    ("IPTC", "DateCreated"): ("IPTC:DateCreated", as_day),
    ("IPTC", "TimeCreated"): ("IPTC:TimeCreated", as_day),
    **{("XMP", name): (f"XMP:{name}", as_moment) for name in _XMP_TIMES},
    ("XMP", "GPSTimeStamp"): ("XMP:GPSDateTime", as_moment),
    ("Comment", "Comment"): ("File:Comment", as_letters),
}
"""Group and key of ours; ExifTool's group and tag; what makes both comparable."""
