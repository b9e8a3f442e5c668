"""Both ends of a handoff, for every test that needs them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.homes.either import HOMES
from tests.slices import sliced
from tests.unit.handoff.ends import Ends, either_ends

OVER_BOTH_ALWAYS = {"test_receipt", "test_receive", "test_whose_word_counts"}
"""What every run tries over each kind of home; of the rest the one in memory is rare."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """What merges and what the gate says does not depend on who keeps the records: a test of
    ``ends: Ends`` runs over each kind of home, every other one over vaults."""
    if "ends" in metafunc.fixturenames:
        either = metafunc.function.__annotations__.get("ends") == Ends.__name__
        name = metafunc.module.__name__.rpartition(".")[2]
        homes = sliced(list(HOMES), "vault", *(HOMES if name in OVER_BOTH_ALWAYS else ()))
        metafunc.parametrize("ends", homes if either else ["vault"], indirect=True)


@pytest.fixture
def ends(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ends]:
    """A researcher and an office with a post-quantum key, both of one kind of home."""
    made = either_ends(tmp_path, request.param, request.param)
    yield made
    made.close()
