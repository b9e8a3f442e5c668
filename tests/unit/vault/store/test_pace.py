"""How much is done at once follows how long the last piece took."""

from __future__ import annotations

from desktop.vault.store.pace import Pace


def test_a_slow_disk_is_given_less_at_once_and_a_quick_one_no_more_than_the_most() -> None:
    pace = Pace(10, 200, 300, aim=0.05)
    assert pace.amount == 200
    pace.took(200, 0.1)
    assert pace.amount == 100
    pace.took(100, 3.0)
    assert pace.amount == 10
    for _ in range(9):
        pace.took(pace.amount, 0.0)
    assert pace.amount == 300


def test_one_quick_piece_does_not_foretell_the_next() -> None:
    pace = Pace(10, 100, 1000, aim=0.05)
    pace.took(100, 0.0001)
    assert pace.amount == 150


def test_it_never_begins_with_more_than_the_most() -> None:
    assert Pace(10, 500, 100, aim=1).amount == 100
