"""Before and after: the ratio is of common turns, and what one side lacks is said, not fatal."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bench.against.checkout import Checkout, Side, both
from tests.bench.against.table import BeforeAfter
from tests.bench.against.turns import in_turn
from tests.bench.growth.figures import Figure
from tests.bench.harness import numbers


def test_the_ratio_is_taken_turn_by_turn_and_its_spread_stands_beside_it() -> None:
    table = _table(before=(10, 20, 10), after=(20, 30, 30))
    assert table.markdown().splitlines()[2] == (
        "| list | 10 ms | 30 ms | 2.00× | 1.50–3.00 | MORE |"
    )


def test_more_and_less_are_said_only_where_no_turn_denies_it() -> None:
    assert _table(before=(10, 10, 10), after=(12, 12, 9)).markdown().endswith("| same |\n")
    assert _table(before=(10, 10, 10), after=(8, 8, 11)).markdown().endswith("| same |\n")
    assert _table(before=(10, 10, 10), after=(8, 8, 9)).markdown().endswith("| less |\n")
    assert _table(before=(100,), after=(104,)).markdown().endswith("| same |\n")


def test_a_row_that_only_one_checkout_has_says_so() -> None:
    assert "| list | – | 3 ms | – | – | only one has it |" in _table((), (3,)).markdown()
    assert "| list | 3 ms | – | – | – | only one has it |" in _table((3,), ()).markdown()


def test_turns_alternate_after_an_uncounted_one(tmp_path: Path) -> None:
    order: list[Side] = []

    def take(checkout: Checkout) -> Iterator[Figure]:
        order.append(checkout.side)
        yield Figure("place in line", len(order))

    table = BeforeAfter("what")
    in_turn(_pair(tmp_path), table, "line", take, 2)
    before, after = Side.BEFORE, Side.AFTER
    assert order == [before, after, after, before, before, after]
    assert table.rows["place in line"].taken == {before: {0: 4, 1: 5}, after: {0: 3, 1: 6}}


def test_a_checkout_that_cannot_is_named_and_the_other_goes_on(tmp_path: Path) -> None:
    pair = _pair(tmp_path)
    (pair[0].source / "tests" / "bench" / "scripts" / "count.py").write_text(
        "raise SystemExit(3)", "utf-8"
    )

    def take(checkout: Checkout) -> Iterator[Figure]:
        yield Figure("counted", numbers(checkout.script("count"))[0])

    table = BeforeAfter("what")
    in_turn(pair, table, "counting", take, 2)
    assert "- counting: does not run before" in table.markdown()
    assert table.rows["counted"].taken == {Side.BEFORE: {}, Side.AFTER: {0: 7, 1: 7}}


def test_a_script_the_other_checkout_lacks_is_lent_and_runs_on_its_code(tmp_path: Path) -> None:
    other = _checkout(tmp_path, Side.BEFORE)
    for module, text in (
        ("__init__", ""),
        ("crypto", "print('the older code'); raise SystemExit(4)"),
    ):
        (other.source / "desktop").mkdir(exist_ok=True)
        (other.source / "desktop" / f"{module}.py").write_text(text, "utf-8")
    with pytest.raises(subprocess.CalledProcessError) as stopped:
        other.script("unlock_ours", tmp_path)
    assert (stopped.value.stdout.strip(), stopped.value.returncode) == (b"the older code", 4)
    assert other.lent == {"unlock_ours"}


def test_no_other_checkout_is_said_before_anything_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BENCH_AGAINST", str(tmp_path))
    with pytest.raises(SystemExit, match="make setup"):
        both(tmp_path)


def _table(before: tuple[float, ...], after: tuple[float, ...]) -> BeforeAfter:
    table = BeforeAfter("what")
    for side, values in ((Side.BEFORE, before), (Side.AFTER, after)):
        for turn, value in enumerate(values):
            table.add(side, turn, Figure("list", value))
    return table


def _pair(folder: Path) -> tuple[Checkout, Checkout]:
    return _checkout(folder, Side.BEFORE), _checkout(folder, Side.AFTER)


def _checkout(folder: Path, side: Side) -> Checkout:
    """A tree with this interpreter and a script ``count`` that prints 7."""
    source = folder / f"tree-{side}"
    scripts = source / "tests" / "bench" / "scripts"
    scripts.mkdir(parents=True)
    for package in (scripts, scripts.parent, scripts.parent.parent):
        (package / "__init__.py").touch()
    (scripts / "count.py").write_text("print(7)", "utf-8")
    return Checkout(side, source, folder, Path(sys.executable))
