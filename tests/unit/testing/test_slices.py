"""``tests/slices.py`` leaves some cases to every run, and all to the rare tests."""

from __future__ import annotations

import pytest

from tests.slices import sliced


def test_all_but_the_named_cases_are_rare_and_none_is_lost() -> None:
    cases = sliced({"one": 1, "two": 2, "three": 3}, "two")
    assert [(case.id, case.values) for case in cases] == [
        ("one", (1,)),
        ("two", (2,)),
        ("three", (3,)),
    ]
    assert [case.id for case in cases if not case.marks] == ["two"]
    assert [case.values[0] for case in sliced(range(4), 0, 3) if not case.marks] == [0, 3]


def test_a_case_that_is_none_is_no_slice() -> None:
    with pytest.raises(AssertionError):
        sliced(["one"], "two")
