"""What ``make names`` measures stays where it was promised, by some pairs and some accounts."""

from __future__ import annotations

from itertools import islice

import pytest

from desktop.names import compare, guesses
from tests.names.corpus import LISTS, accounts, pairs


@pytest.mark.parametrize("path", LISTS.values())
def test_pairs_are_told_apart(path: str) -> None:
    for kind, least in (("same", 0.97), ("near", 0.9)):
        some = list(islice((each for each in pairs(path) if each[2] == kind), 0, None, 12))
        right = sum(compare(a, b).is_proposed == (kind == "same") for a, b, _k, _h in some)
        assert right / len(some) >= least


def test_unmarked_names_are_proposed() -> None:
    found = marks = false = words = 0
    for text, marked in islice(accounts(), 0, None, 3):
        guessed = guesses(text)
        words += len(text.split())
        marks += len(marked)
        found += sum(any(g.start < e and s < g.end for g in guessed) for s, e, _k in marked)
        false += sum(not any(g.start < e and s < g.end for s, e, _k in marked) for g in guessed)
    assert found / marks >= 0.95
    assert false / words <= 0.005
