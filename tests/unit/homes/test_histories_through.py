"""Random histories of honest and hostile authors through vaults and packages; 2,000 in ``make
soak``."""

from __future__ import annotations

import random

import pytest
from hypothesis import settings

from desktop.vault.versions.closings import Closings
from tests.histories.homes import first_wrong_through_homes
from tests.histories.pure import said_of

pytestmark = pytest.mark.rare

FEW, MANY = 50, 2_000


@pytest.mark.hypothesis
def test_no_history_through_homes_bends_what_is_shown_or_let_out() -> None:
    soak = settings().max_examples > 1_000
    first = random.SystemRandom().getrandbits(48) if soak else 0
    seeds = range(first, first + (MANY if soak else FEW))
    assert not said_of(first_wrong_through_homes(seeds), " --through-homes")


def test_a_rule_that_is_wrong_is_found_through_homes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Closings, "is_known", lambda *_: True)
    assert first_wrong_through_homes(range(20)) is not None
