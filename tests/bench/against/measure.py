"""The parts by their names."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tests.bench.against import everyday, growing
from tests.bench.harness import Table

SCALES: Final = {"against": everyday.WHOLE, "against-quick": everyday.QUICK}
GROWTH: Final = "against-growth"
PARTS: Final = (*SCALES, GROWTH)


def measure(folder: Path, table: Table, part: str, names: Sequence[str]) -> None:
    """Add the table of one part; ``names``: of the growth's measurements only."""
    if part == GROWTH:
        growing.measure(folder, table, names)
    else:
        everyday.measure(folder, table, SCALES[part])
