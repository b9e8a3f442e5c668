"""Days as people type them."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.typed_dates import read_day

FIFTH = date(2026, 12, 5)


@pytest.mark.parametrize(
    "typed",
    [
        "2026-12-05",
        "2026.12.5",
        "5.12.2026",
        " 05.12.2026 ",
        "5.12.26",
        "5/12/2026",
        "5. 12. 2026",
        "5 снежня 2026",
        "5 снежня 2026 г.",
        "5 декабря 2026 года",
        "5 December 2026",
        "december 5, 2026",
        "05 СНЕЖАНЬ 2026",
    ],
)
def test_usual_forms_are_understood(typed: str) -> None:
    assert read_day(typed) == FIFTH


def test_a_year_of_two_digits_may_not_be_whole_yet() -> None:
    assert read_day("5.12.20", whole_year=True) is None
    assert read_day("5.12.2026", whole_year=True) == FIFTH
    assert read_day("26-12-05") is None


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "5",
        "12.2026",
        "5.13.2026",
        "31.4.2026",
        "2026-13-4",
        "5 Foo 2026",
        "0.1.2026",
        "x",
        "г.",
    ],
)
def test_what_is_no_day_is_none(typed: str) -> None:
    assert read_day(typed) is None
