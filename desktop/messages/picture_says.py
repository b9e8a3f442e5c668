"""What a picture says of itself, in a person's words: label and value, in the order of reading."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from desktop.formats import format_date, format_decimal, format_number, format_size
from desktop.i18n import _, ngettext
from desktop.model.values.camera_time import CameraTime
from desktop.reading.picture_says import Direction, PictureSays

_MINUTE = 60
_HOUR = 3600
_DAY = 86400


def told(says: PictureSays) -> Iterator[tuple[str, str]]:
    """Label and value of all that is said; nothing where nothing is."""
    yield from _when(says)
    yield from _where(says)
    yield from _held(says)
    if says.device:
        yield _("Camera or phone"), says.device
    if says.serial:
        yield _("Its serial number"), says.serial
    if says.lens:
        yield _("Lens"), says.lens
    for label, values in (
        (_("Author"), says.who),
        (_("Rights"), says.rights),
        (_("Description"), says.words),
    ):
        if values:
            yield label, "\n".join(values)
    if says.software:
        yield _("Software"), says.software
    if says.changed:
        yield _("Last changed (by the program’s words)"), camera_time_told(says.changed)


def warning() -> str:
    """What all of it is worth."""
    return _("As the camera or a program wrote it into the file. Anybody can change it.")


def camera_time_told(taken: CameraTime) -> str:
    """The day, the time with its fraction, and the offset from UTC, or that none was kept."""
    day = format_date(taken.at.date())
    if not taken.precise:
        return day
    clock = f"{taken.at:%H:%M:%S}" + (f".{taken.fraction}" if taken.fraction else "")
    zone = _("time zone not recorded") if taken.offset is None else _utc(taken.offset)
    return _("{date}, {time} ({zone})").format(date=day, time=clock, zone=zone)


def _held(says: PictureSays) -> Iterator[tuple[str, str]]:
    if says.film:
        told = _("{size}, perhaps with sound: it goes wherever the file goes")
        yield _("A film in the same file"), told.format(size=format_size(says.film))


def _when(says: PictureSays) -> Iterator[tuple[str, str]]:
    taken = camera_time_told(says.taken) if says.taken else says.odd_time
    if taken:
        yield _("Date taken (camera clock)"), taken
    if says.satellites:
        yield _("Time of the satellites"), _moment(says.satellites)
    if says.ahead is not None and says.taken is not None:
        yield _("Camera clock beside it"), _ahead(says.ahead, says.taken.offset is None)


def _where(says: PictureSays) -> Iterator[tuple[str, str]]:
    if says.place:
        place = says.place
        if says.within is not None:
            place = _("{place}, to {metres} m").format(
                place=place, metres=format_number(round(says.within))
            )
        yield _("Place (latitude, longitude)"), place
    if says.height is not None:
        metres = format_number(abs(round(says.height)))
        words = _("{metres} m above the sea") if says.height >= 0 else _("{metres} m below the sea")
        yield _("Height"), words.format(metres=metres)
    if says.direction:
        yield _("Camera looked towards"), _towards(says.direction)


def _towards(direction: Direction) -> str:
    degrees = format_decimal(direction.degrees, 0)
    if direction.magnetic is None:
        return _("{degrees}° from north").format(degrees=degrees)
    if direction.magnetic:
        return _("{degrees}° from magnetic north").format(degrees=degrees)
    return _("{degrees}° from true north").format(degrees=degrees)


def _moment(at: datetime) -> str:
    return _("{date}, {time} ({zone})").format(
        date=format_date(at.date()), time=f"{at:%H:%M:%S}", zone="UTC"
    )


def _utc(offset: timedelta) -> str:
    minutes = round(offset.total_seconds()) // 60
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'−' if minutes < 0 else '+'}{hours:02}:{rest:02}"


def _ahead(ahead: timedelta, zone_unknown: bool) -> str:
    seconds = round(ahead.total_seconds())
    if not seconds:
        said = _("the same to the second")
    elif seconds > 0:
        said = _("{long} ahead").format(long=_long(seconds))
    else:
        said = _("{long} behind").format(long=_long(-seconds))
    if not zone_unknown or not seconds:
        return said
    return _("{said} (its time zone is part of that)").format(said=said)


def _long(seconds: int) -> str:
    days, rest = divmod(seconds, _DAY)
    clock = f"{rest // _HOUR}:{rest % _HOUR // _MINUTE:02}:{rest % _MINUTE:02}"
    if not days:
        return clock
    said = ngettext("{count} day", "{count} days", days).format(count=format_number(days))
    return f"{said} {clock}"
