"""Both ends of a handoff, for every test that needs them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.homes.either import HOMES
from tests.unit.handoff.ends import Ends, either_ends


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """What merges and what the gate says does not depend on who keeps the records: a test of
    ``ends: Ends`` runs over each kind of home, every other one over vaults."""
    if "ends" in metafunc.fixturenames:
        either = metafunc.function.__annotations__.get("ends") == Ends.__name__
        metafunc.parametrize("ends", list(HOMES) if either else ["vault"], indirect=True)


@pytest.fixture
def ends(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ends]:
    """A researcher and an office with a post-quantum key, both of one kind of home."""
    made = either_ends(tmp_path, request.param, request.param)
    yield made
    made.close()
