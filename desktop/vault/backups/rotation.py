"""Which generations are kept: the newest of each of the last 7 days, and of each of the 4 weeks
before those of these days. Days and weeks without one do not count. Of the newest day stay the
first, as what went wrong since the morning is in the later ones, and the newest 11: with a clock
that stands still it is always the same day.

By their numbers and not by the clock, which may have been set back or stood still: of two that
were made on the same day by their own clocks the one with the higher number is the newer one.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from desktop.model.values.moment import Moment

DAYS: Final = 7
WEEKS: Final = 4
OF_A_DAY: Final = 12


@dataclass(frozen=True, slots=True)
class Dated:
    """A generation by its number, and when it was made by the clock of its day."""

    number: int
    made: Moment


def kept(generations: Collection[Dated]) -> set[int]:
    """The numbers of those that stay: at most 10 days and weeks, and :data:`OF_A_DAY` of the newest
    day."""
    left = sorted(generations, key=lambda each: each.number, reverse=True)
    days: dict[str, int] = {}
    for each in left:
        if len(days) < DAYS:
            days.setdefault(_day(each.made), each.number)
    of_these = {_week(each.made) for each in left if each.number in days.values()}
    weeks: dict[tuple[int, int], int] = {}
    for each in left:
        if _week(each.made) not in of_these and len(weeks) < WEEKS:
            weeks.setdefault(_week(each.made), each.number)
    today = [each.number for each in left if _day(each.made) == _day(left[0].made)]
    return {*today[: OF_A_DAY - 1], *today[-1:], *days.values(), *weeks.values()}


def _day(made: Moment) -> str:
    return made.local().date().isoformat()


def _week(made: Moment) -> tuple[int, int]:
    year, week, _weekday = made.local().isocalendar()
    return year, week
