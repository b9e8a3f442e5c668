"""Storing tells by its own pace whether decoding beside it holds it up."""

from __future__ import annotations

from itertools import accumulate

from desktop.media.decoding.pace import STRETCH, Pace

MEGABYTES = 5_000_000


def _beside(took: list[float], sizes: list[int] | None = None) -> list[bool]:
    """What is answered after each file that took so many seconds."""
    times = iter([0.0, *accumulate(took)])
    pace = Pace(lambda: next(times))
    return [pace.stored(size) for size in sizes or [MEGABYTES] * len(took)]


def test_nothing_goes_on_beside_the_first_files() -> None:
    assert _beside([0.03] * (STRETCH + 1)) == [False] * (STRETCH - 1) + [True] * 2


def test_what_does_not_hold_up_goes_on() -> None:
    assert all(_beside([0.030] * STRETCH + [0.032] * 5 * STRETCH)[STRETCH:])


def test_what_holds_up_rests_longer_each_time() -> None:
    alone, slow = [0.030] * STRETCH, [0.040] * STRETCH
    took = alone + slow + alone * 2 + slow + alone * 4
    answers = _beside(took)[STRETCH - 1 :: STRETCH]
    assert answers == [True, False, False, True, False, False, False, False, True]


def test_storing_that_became_slow_by_itself_is_measured_anew() -> None:
    took = [0.030] * STRETCH + [0.040] * 10 * STRETCH
    assert all(_beside(took)[4 * STRETCH :])


def test_a_file_that_took_long_for_another_reason_says_nothing() -> None:
    assert all(_beside([0.030] * STRETCH + ([0.030] * 6 + [4.0, 0.9]) * 3)[STRETCH:])


def test_a_small_file_is_not_slow_for_being_small() -> None:
    took = [0.030] * STRETCH + [0.0018] * STRETCH
    assert all(_beside(took, [MEGABYTES] * STRETCH + [40_000] * STRETCH)[STRETCH:])
