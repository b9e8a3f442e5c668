"""The benchmark of growth: its vaults are whole and hold what they say; its verdicts are true."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from desktop.vault import ConsentState, HandoffStage, open_vault
from tests.bench.growth.build import make
from tests.bench.growth.figures import Figure, Floor, GrowthTable
from tests.bench.growth.interviews import Shape
from tests.bench.growth.place import Safepoints
from tests.support import PASSPHRASE

SMALL = Shape(turns=2, words=5, photos=1, octets=500)


@pytest.mark.rare
def test_a_built_vault_is_whole_and_holds_every_kind_of_interview(tmp_path: Path) -> None:
    make(tmp_path, 200, SMALL)
    with open_vault(tmp_path / "researcher.skrynia", PASSPHRASE) as vault:
        assert vault.check().intact
        listed = vault.interviews.summaries(limit=200)
        assert len(listed) == vault.people.count() == vault.media.count() == 200
        assert {each.handoff for each in listed} == set(HandoffStage)
        assert Counter(each.consent for each in listed)[ConsentState.WITHDRAWN] == 4
        assert len({each.language for each in listed}) == 5


def test_the_largest_size_is_held_to_its_floor_by_figure_or_by_ratio() -> None:
    assert "| 4.00× | ≤ 2× or ≤ 60 ms | met |" in _line(10, 40, Floor(most=60, ratio=2))
    assert "| 1.50× | ≤ 2× or ≤ 60 ms | met |" in _line(100, 150, Floor(most=60, ratio=2))
    assert "| 3.00× | ≤ 2× or ≤ 60 ms | MISSED |" in _line(50, 150, Floor(most=60, ratio=2))
    assert "| 3.00× | ≤ 5 ms | MISSED |" in _line(2, 6, Floor(most=5))
    assert "| 3.00× | – | – |" in _line(2, 6, None)


def test_what_did_not_end_at_the_largest_size_meets_no_floor() -> None:
    table = GrowthTable("interviews", (200, 2_000))
    table.add(200, Figure("commit", 1, "s", Floor(most=5)))
    assert table.markdown().endswith("| commit | 1 s | – | – | ≤ 5 s | NOT ENDED |")


def test_the_time_behind_the_last_safe_point_counts() -> None:
    points = Safepoints()
    points(1, 2, "half")
    last = points.end()
    assert points.longest >= last > 0
    assert points.seconds >= points.longest


def _line(small: float, large: float, floor: Floor | None) -> str:
    table = GrowthTable("interviews", (200, 2_000))
    for size, value in ((200, small), (2_000, large)):
        table.add(size, Figure("list", value, floor=floor))
    return table.markdown().splitlines()[-1]


def test_a_figure_with_a_fraction_reaches_the_process_that_prints_it() -> None:
    figure = Figure("opening", 24.125, floor=Floor(most=30.5))
    assert Figure.read(figure.line().encode()) == figure
