"""A point in time as the device's clock told it (R14: UTC, offset, and whose clock)."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """A device-clock reading.

    ``utc``: RFC 3339 in UTC with milliseconds, ``2026-11-22T18:45:58.123Z`` (24 characters,
    sorts as text). ``offset_minutes``: the local offset then in force, minutes east.
    """

    utc: str
    offset_minutes: int

    @classmethod
    def now(cls) -> Moment:
        """Read the device's clock and its zone; in UTC where its zone is none of this Earth."""
        return cls.of(datetime.now().astimezone() if is_zone_known() else datetime.now(UTC))

    @classmethod
    def of(cls, aware: datetime) -> Moment:
        """From an aware datetime; ``ValueError`` for a naive one."""
        offset = aware.utcoffset()
        if offset is None:
            raise ValueError("a moment needs a zone")
        utc = aware.astimezone(UTC)
        text = utc.strftime("%Y-%m-%dT%H:%M:%S.") + f"{utc.microsecond // 1000:03d}Z"
        return cls(text, round(offset.total_seconds() / 60))

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
    return abs(round(time.localtime().tm_gmtoff / 60)) < _FARTHEST
