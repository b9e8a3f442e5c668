"""Which generations stay: 7 days and 4 weeks, whatever the clock did."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from desktop.model.values.moment import Moment
from desktop.vault.backups.rotation import DAYS, OF_A_DAY, WEEKS, Dated, kept

_START = datetime(2026, 1, 5, 12, tzinfo=UTC)


def at(days: float) -> Moment:
    return Moment.of(_START + timedelta(days=days))


def after(moments: list[Moment]) -> list[Dated]:
    """What is left when a generation was made at each moment, and rotated each time."""
    there: list[Dated] = []
    for number, made in enumerate(moments, 1):
        there.append(Dated(number, made))
        staying = kept(there)
        there = [each for each in there if each.number in staying]
    return there


def _day(each: Dated) -> str:
    return each.made.local().date().isoformat()


strange_clocks = st.lists(
    st.builds(
        Moment.of,
        st.datetimes(datetime(1970, 1, 2), datetime(2200, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    )
    | st.floats(0, 30).map(at),
    max_size=40,
) | st.lists(st.floats(0, 1).map(at), min_size=OF_A_DAY, max_size=30)


def test_a_year_of_daily_backups_leaves_seven_days_and_four_weeks() -> None:
    left = after([at(day) for day in range(365)])
    days = [round((datetime.fromisoformat(each.made.utc) - _START).days) for each in left]
    assert days[-DAYS:] == list(range(358, 365))
    assert len(days) == DAYS + WEEKS
    # Each of the weeks before by its last day, a Sunday.
    assert days[:WEEKS] == [335, 342, 349, 356]
    assert [(day + 1) % 7 for day in days[:WEEKS]] == [0] * WEEKS


def test_all_of_a_day_stay_until_the_next_and_then_its_last() -> None:
    morning = [at(hour / 24) for hour in range(5)]
    assert [each.number for each in after(morning)] == [1, 2, 3, 4, 5]
    assert [each.number for each in after([*morning, at(1)])] == [5, 6]


def test_of_a_clock_that_stands_still_the_first_and_the_newest_stay() -> None:
    left = [each.number for each in after([at(0)] * 40)]
    assert left == [1, *range(30, 41)]
    assert len(left) == OF_A_DAY


def test_who_backs_up_once_a_week_keeps_eleven_weeks() -> None:
    assert len(after([at(7 * week) for week in range(30)])) == DAYS + WEEKS


@given(strange_clocks)
def test_the_newest_stays_and_never_too_many(moments: list[Moment]) -> None:
    left = after(moments)
    today = [each for each in left if _day(each) == _day(left[-1])]
    assert len(today) <= OF_A_DAY
    assert len(left) - len(today) < DAYS + WEEKS
    assert not moments or left[-1].number == len(moments)
    assert kept(left) == {each.number for each in left}


@given(strange_clocks)
def test_what_stays_does_not_follow_from_the_order_it_is_found_in(moments: list[Moment]) -> None:
    there = [Dated(number, made) for number, made in enumerate(moments, 1)]
    assert kept(there) == kept(there[::-1])
