"""No test of every run takes long: what does is rare, or made cheaper.

Loaded by ``addopts`` in ``pyproject.toml``. It goes by processor time, of a test with all that is
set up for it and with the processes it waits for, because the cores are shared; and only where
workers run all tests: one that is run by itself may have to make what others had made.
"""

from __future__ import annotations

import os
from collections.abc import Generator
from typing import Final

import pytest

MOST: Final = 6.0
"""Seconds of processor time."""
_WORKER: Final = "PYTEST_XDIST_WORKER"
_BEGUN = pytest.StashKey[float]()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, object, object]:
    """Look at the clock."""
    item.stash[_BEGUN] = _spent()
    return (yield)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Fail a test that belongs to the rare ones."""
    result = yield
    took = _spent() - item.stash[_BEGUN]
    if took > MOST and _WORKER in os.environ and not _may(item):
        pytest.fail(
            f"it took {took:.1f} s of processor time, and {MOST:.0f} s are allowed in every run: "
            "make it cheaper, or mark it `rare` and leave a slice (tests/slices.py)",
            pytrace=False,
        )
    return result


def _may(item: pytest.Item) -> bool:
    """Rare ones, and walks through the real window, which no run of the tests takes along."""
    return item.get_closest_marker("rare") is not None or "walk" in item.path.parts


def _spent() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system
