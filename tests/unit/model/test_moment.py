"""A moment is told on the clock of its place, whatever offset somebody else wrote."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desktop.model.values.moment import Moment

UTC_TEXT = "2026-11-22T18:45:58.123Z"


def test_a_moment_is_told_on_the_clock_of_its_place() -> None:
    told = Moment(UTC_TEXT, 180).local()
    assert (told.utcoffset(), told.hour) == (timedelta(hours=3), 21)


@pytest.mark.parametrize(
    ("utc", "offset"),
    [
        (UTC_TEXT, 1440),
        (UTC_TEXT, -99_999),
        (UTC_TEXT, 10**15),
        ("9999-12-31T23:59:59.999Z", 600),
        ("0001-01-01T00:00:00.000Z", -600),
    ],
)
def test_an_offset_of_an_odd_tz_is_told_in_utc(utc: str, offset: int) -> None:
    told = Moment(utc, offset).local()
    assert told.utcoffset() == timedelta(0)
    assert told.isoformat(timespec="milliseconds").replace("+00:00", "Z") == utc
