"""Run both checkouts in turn and keep what each says, also where one of them cannot."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterable
from typing import Final

from tests.bench.against.checkout import Checkout
from tests.bench.against.table import BeforeAfter
from tests.bench.growth.figures import Figure

Take = Callable[[Checkout], Iterable[Figure]]
Pair = tuple[Checkout, Checkout]

WARMING: Final = -1
"""The turn that fills caches and is not counted."""


def in_turn(pair: Pair, table: BeforeAfter, what: str, take: Take, runs: int) -> None:
    """``runs`` turns after an uncounted one; who fails once is left out from then on.

    Each goes first every other time, so that neither always finds the warmer cache.
    """
    able = set(pair)
    for turn in range(WARMING, runs):
        for checkout in pair if turn % 2 else pair[::-1]:
            if checkout in able and not once(checkout, table, what, take, turn):
                able.remove(checkout)


def once(checkout: Checkout, table: BeforeAfter, what: str, take: Take, turn: int) -> bool:
    """One turn of one checkout; False, and a note in the table, where it did not end well."""
    try:
        for figure in take(checkout):
            if turn != WARMING:
                table.add(checkout.side, turn, figure)
    except subprocess.CalledProcessError as failed:
        print(f"… {what} does not run {checkout.side}: {failed}", file=sys.stderr, flush=True)
        table.note(f"{what}: does not run {checkout.side}")
        return False
    return True
