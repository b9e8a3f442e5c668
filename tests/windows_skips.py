"""Leaves out on Windows the unit tests that ``tests/windows_skips.toml`` names.

``tests/unit/testing/test_windows_skips.py`` holds the list to the tests that there are.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import pytest

from tests.systems import ON_WINE

LIST: Final = Path(__file__).with_suffix(".toml")
WHOLE: Final = "tests/unit"
MOST: Final = 5
"""Per cent of the unit tests that may be left out."""
COLLECTED: Final = pytest.StashKey[list[str]]()
"""The ids of all tests that a run found, before it chose among them."""


def skips(windows: bool = True, wine: bool = True) -> dict[str, str]:
    """Name of a test → why it is not run on such a system."""
    return {
        f"{WHOLE}/{name}": reason
        for reason, kind in tomllib.loads(LIST.read_text("utf-8")).items()
        if (wine if kind.get("wine") else windows)
        for name in kind["tests"]
    }


def names_of(item_id: str) -> set[str]:
    """The name of one case of a test, and that of the test."""
    return {item_id, item_id.partition("[")[0]}


def leave_out(items: Iterable[pytest.Item], reasons: dict[str, str]) -> None:
    """Mark the tests named as skipped."""
    for item in items:
        for name in names_of(item.nodeid):
            if name in reasons:
                item.add_marker(pytest.mark.skip(reason=reasons[name]))


def complaint(reasons: dict[str, str], ids: list[str], count: int) -> str:
    """What is wrong with the list; empty where nothing is. ``ids``: of all cases in the files that
    it names. ``count``: unit tests there are."""
    met = [name for each in ids for name in names_of(each) if name in reasons]
    stale = sorted(set(reasons) - set(met))
    if stale:
        return f"{LIST.name} names tests that are not there: {', '.join(stale)}"
    if len(met) * 100 > count * MOST:
        return f"{LIST.name} leaves out {len(met)} of {count} tests, more than {MOST} per cent"
    return ""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what the list names for this system."""
    config.stash[COLLECTED] = [item.nodeid for item in items]
    leave_out(items, skips(windows=sys.platform == "win32", wine=ON_WINE))
