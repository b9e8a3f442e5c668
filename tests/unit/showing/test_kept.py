"""What was looked through and is kept: what somebody comes back to stays."""

from __future__ import annotations

from desktop.showing import Register
from desktop.showing.kept import MOST, AllKept, Kept
from desktop.showing.looking import Looked
from tests.unit.showing.made import FULL

KEPT = Kept(0, b"", (), (), Looked("i", FULL, Register()))


def test_what_was_looked_at_longest_ago_goes_first() -> None:
    there = AllKept()
    for number in range(MOST):
        there.keep((str(number), FULL), KEPT)
    assert there.get(("0", FULL)) is KEPT
    there.keep(("new", FULL), KEPT)
    assert there.get(("0", FULL)) is KEPT
    assert there.get(("1", FULL)) is None
