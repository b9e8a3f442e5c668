"""The packages to try a reader with (vectors): every row of the page's table."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.second_reader import read

TESTS = Path(__file__).parents[2]
VECTORS = TESTS / "data" / "vectors"
PAGE = (TESTS.parent / "docs" / "format" / "vectors.md").read_text("utf-8")
CASES = [
    [cell.strip(" `") for cell in line.strip("|").split("|")][:2]
    for line in PAGE.splitlines()
    if line.startswith("| `")
]


@pytest.mark.skipif(not VECTORS.is_dir(), reason="the program's vectors are not here")
@pytest.mark.parametrize(("name", "answer"), CASES, ids=[name for name, _answer in CASES])
def test_vector(name: str, answer: str) -> None:
    key = (VECTORS / "key.txt").read_text("utf-8")
    who = json.loads((VECTORS / "who.json").read_text("utf-8"))
    result = read(VECTORS / f"{name}.age", key, [who["trusted"]], who["reader"])
    assert result.answer == answer


def test_all_cases_were_read() -> None:
    assert len(CASES) >= 21
