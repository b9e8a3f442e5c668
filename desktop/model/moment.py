"""A point in time as the device's clock told it (R14: UTC, offset, and whose clock)."""

from __future__ import annotations

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
        """Read the device's clock and its zone."""
        return cls.of(datetime.now().astimezone())

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
        """The same instant as an aware datetime in the zone of that moment."""
        zone = timezone(timedelta(minutes=self.offset_minutes))
        return datetime.fromisoformat(self.utc).astimezone(zone)
