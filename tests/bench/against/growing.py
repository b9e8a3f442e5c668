"""The growth table in both checkouts, at the sizes that take minutes."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from tests.bench.against.checkout import Checkout, both
from tests.bench.against.table import BeforeAfter
from tests.bench.against.turns import once
from tests.bench.growth.build import settled
from tests.bench.growth.figures import Figure
from tests.bench.growth.measure import figures, refuse_unknown
from tests.bench.growth.table import ALONE, IN_A_VAULT
from tests.bench.harness import Table

SIZES: Final = (200, 2_000)
TURNS: Final = 3
_GROWTH: Final = Path("tests", "bench", "growth")


def measure(folder: Path, table: Table, names: Sequence[str]) -> None:
    """Add one table. ``names``: of ``growth/table.py``; none for all."""
    pair, wanted = both(folder), refuse_unknown(names)
    found = BeforeAfter("what")
    table.more.append(found)
    able = tuple(each for each in pair if _can(each, found))
    kept = {each.side: _kept(each) for each in able}
    for turn in range(TURNS):
        in_order = able if turn % 2 else able[::-1]
        for size in SIZES:
            _in_the_vaults({each: kept[each.side][size] for each in in_order}, found, turn, wanted)
        for name in wanted:
            if name in ALONE:
                _by_itself(in_order, found, turn, name)


def _can(checkout: Checkout, found: BeforeAfter) -> bool:
    if (checkout.source / _GROWTH).is_dir():
        return True
    found.note(f"{checkout.side} has no benchmark of growth")
    return False


def _kept(checkout: Checkout) -> dict[int, Path]:
    """Where the vaults of each size lie; they are built where they do not yet."""
    asked = checkout.module("tests.bench.growth.build", *map(str, SIZES))
    return dict(zip(SIZES, map(Path, asked.output.decode().split("\n")), strict=False))


def _in_the_vaults(
    kept: Mapping[Checkout, Path], found: BeforeAfter, turn: int, wanted: Sequence[str]
) -> None:
    """Each measurement in both, one after the other, in copies that hold for this turn."""
    with ExitStack() as copies:
        for checkout, vaults in kept.items():
            place = checkout.folder / vaults.name
            shutil.copytree(vaults, place)
            copies.enter_context(settled(place))
        for name in wanted:
            if name in IN_A_VAULT:
                _measure(kept, found, turn, name, int(place.name), "interviews")


def _by_itself(in_order: Iterable[Checkout], found: BeforeAfter, turn: int, name: str) -> None:
    """A measurement that makes its own vault: in a new folder each time."""
    _module, counted, sizes = ALONE[name]
    for size in sizes:
        for checkout in in_order:
            shutil.rmtree(checkout.folder / str(size), ignore_errors=True)
            (checkout.folder / str(size)).mkdir()
        _measure(in_order, found, turn, name, size, counted)


def _measure(
    in_order: Iterable[Checkout],
    found: BeforeAfter,
    turn: int,
    name: str,
    size: int,
    counted: str,
) -> None:
    for checkout in in_order:
        take = partial(_figures, name, size, counted)
        once(checkout, found, f"{name}, {size:,} {counted}", take, turn)


def _figures(name: str, size: int, counted: str, checkout: Checkout) -> Iterator[Figure]:
    for figure in figures(checkout.module, name, checkout.folder / str(size), size):
        yield replace(figure, what=f"{figure.what}, {size:,} {counted}")
