"""Both ends of a handoff, for every test that needs them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.handoff.ends import Ends, make_ends


@pytest.fixture
def ends(tmp_path: Path) -> Iterator[Ends]:
    """A researcher and an office with a post-quantum key."""
    made = make_ends(tmp_path)
    yield made
    made.close()
