"""A point in time as the device's clock told it (R14: UTC, offset, and whose clock)."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Annotated, Final

from msgspec import Meta

from desktop.model.values.bounds import END

_DATE: Final = (
    "(?!0000)[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    "|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))"
    "|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29"
)
_TIME: Final = "(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9][.][0-9]{3}Z"

# Checked where a document is decoded, and said in its schema. The widest local time that POSIX
# knows is a week from UTC.
_Utc = Annotated[str, Meta(pattern=f"^(?:{_DATE})T{_TIME}{END}", min_length=24, max_length=24)]
_Offset = Annotated[int, Meta(ge=-7 * 24 * 60, le=7 * 24 * 60)]


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """A device-clock reading.

    ``utc``: RFC 3339 in UTC with milliseconds, ``2026-11-22T18:45:58.123Z`` (24 characters,
    sorts as text), of a day that the calendar has. ``offset_minutes``: the local offset then
    in force, minutes east. A document with anything else is none.
    """

    utc: _Utc
    offset_minutes: _Offset

    @classmethod
    def now(cls) -> Moment:
        """Read the device's clock and its zone; in UTC where its zone is none of this Earth."""
        seconds = time.time()
        east = _minutes_east(time.localtime(seconds))
        known = east if abs(east) < _FARTHEST else 0
        return cls(_utc_text(datetime.fromtimestamp(seconds, UTC)), known)

    @classmethod
    def of(cls, aware: datetime) -> Moment:
        """From an aware datetime; ``ValueError`` for a naive one."""
        offset = aware.utcoffset()
        if offset is None:
            raise ValueError("a moment needs a zone")
        return cls(_utc_text(aware.astimezone(UTC)), round(offset.total_seconds() / 60))

    def local(self) -> datetime:
        """The same instant as an aware datetime in the zone of that moment.

        In UTC where its offset is none a clock has: an odd ``TZ`` at a sender's may have made it.
        """
        instant = datetime.fromisoformat(self.utc)
        try:
            return instant.astimezone(timezone(timedelta(minutes=self.offset_minutes)))
        except (ValueError, OverflowError):
            return instant


_FARTHEST = 24 * 60
"""Minutes from UTC that no clock shows; the zones in use reach 14 hours."""


def is_zone_known() -> bool:
    """Whether the local time is less than a day from UTC: ``TZ=XXX-99`` is taken by systems."""
    return abs(_minutes_east(time.localtime())) < _FARTHEST


def _minutes_east(local: time.struct_time) -> int:
    return round(local.tm_gmtoff / 60)


def _utc_text(utc: datetime) -> str:
    # Not strftime: on Linux it writes years before 1000 with fewer than four digits.
    return f"{utc.replace(tzinfo=None).isoformat(timespec='milliseconds')}Z"
