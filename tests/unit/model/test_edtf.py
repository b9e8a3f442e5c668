"""Dates as far as they are known; what is not understood stays the text that was typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.model.values.edtf import Dated, read_edtf


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2021", "2021-01-01", "2021-12-31"),
        ("2021-03", "2021-03-01", "2021-03-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2021-03-11", "2021-03-11", "2021-03-11"),
        ("2021-22", "2021-06-01", "2021-08-31"),
        ("2021-24", "2021-12-01", "2022-02-28"),
        ("202X", "2020-01-01", "2029-12-31"),
        ("20XX", "2000-01-01", "2099-12-31"),
        ("2021-03-XX", "2021-03-01", "2021-03-31"),
        ("2021-XX-XX", "2021-01-01", "2021-12-31"),
        ("2021/2022-05", "2021-01-01", "2022-05-31"),
        ("2021/..", "2021-01-01", ""),
        ("/2021-03-11", "", "2021-03-11"),
    ],
)
def test_a_date_gives_the_days_that_it_may_mean(text: str, earliest: str, latest: str) -> None:
    assert read_edtf(text) == Dated(earliest, latest)


def test_a_mark_says_how_sure_it_is() -> None:
    found = [read_edtf(f"2021-03{mark}") for mark in ("", "?", "~", "%")]
    sure = [(each.uncertain, each.approximate) for each in found if each]
    assert sure == [(False, False), (True, False), (False, True), (True, True)]
    interval = read_edtf("2020~/2021?")
    assert interval is not None
    assert (interval.uncertain, interval.approximate) == (True, True)


@pytest.mark.parametrize(
    "text",
    [
        "", "/", "../..", "вясной 2021", "21", "2021-13", "2021-00", "2021-02-30", "2021-3", "0000",
        "2021-22-01", "202X-03", "2021-XX-05", "9999-24", "2022/2021", "2021/2022/2023", "2021 ",
        "２０２１", "2021-03-00",
    ],
)  # fmt: skip
def test_what_is_no_date_is_not_understood_as_one(text: str) -> None:
    assert read_edtf(text) is None


@given(st.text("0123456789X-/?~%. ", max_size=22))
def test_whatever_is_typed_is_read_or_not(text: str) -> None:
    found = read_edtf(text)
    if found is not None and found.earliest and found.latest:
        assert found.earliest <= found.latest
