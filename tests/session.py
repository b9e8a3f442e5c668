"""How a run of the tests is set up: who runs what, and where temporary folders lie.

Loaded by ``addopts`` in ``pyproject.toml``. With ``-n auto`` (as ``make test`` does) a worker
runs on each core; a few named tests run in one process, because starting workers would take
longer than the tests.
"""

from __future__ import annotations

import gc
import os
import shutil
import sys
from collections.abc import Generator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

MEMORY = Path("/dev/shm")
ROOM = 2 << 30
"""Bytes that must be free in memory; a whole run with two workers takes a fraction of it."""


def pytest_configure(config: pytest.Config) -> None:
    """Stop where a set-up is missing that many tests need; choose the temporary folder."""
    missing = uncompiled(config.rootpath)
    if missing:
        names = ", ".join(missing)
        raise pytest.UsageError(f"translations are not compiled ({names}): run `make setup` first")
    if "PYTEST_DEBUG_TEMPROOT" not in os.environ and offers_memory(MEMORY):
        os.environ["PYTEST_DEBUG_TEMPROOT"] = str(MEMORY)
        clear_leftovers(MEMORY)


def uncompiled(project: Path) -> list[str]:
    """The languages whose catalogue was not compiled, or not since it was changed."""
    catalogues = project.glob("resources/translations/*/LC_MESSAGES/*.po")
    return sorted(po.parts[-3] for po in catalogues if _is_newer(po, po.with_suffix(".mo")))


def _is_newer(source: Path, made: Path) -> bool:
    return not made.exists() or made.stat().st_mtime < source.stat().st_mtime


def clear_leftovers(folder: Path) -> None:
    """Remove what runs that were killed left in memory; pytest itself waits three days."""
    for lock in folder.glob("pytest-of-*/pytest-*/.lock"):
        with suppress(OSError, ValueError):  # somebody else's, or gone or begun just now
            if not Path("/proc", str(int(lock.read_text("utf-8")))).exists():
                shutil.rmtree(lock.parent)


def offers_memory(folder: Path) -> bool:
    """Whether ``folder`` is a place in memory for files and programs, with :data:`ROOM` in it."""
    if sys.platform != "linux" or not os.access(folder, os.W_OK):
        return False
    runs_programs = not os.statvfs(folder).f_flag & os.ST_NOEXEC
    return runs_programs and shutil.disk_usage(folder).free >= ROOM


def pytest_collection_finish() -> None:
    """Keep what was collected out of the garbage collector's way, which each lock calls."""
    _keep_out_of_the_way()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(
    item: pytest.Item, nextitem: pytest.Item | None
) -> Generator[None, object, object]:
    """The same with what the tests of a file left: it grew to a quarter of a second each lock."""
    result = yield
    if nextitem is None or nextitem.path != item.path:
        _keep_out_of_the_way()
    return result


def _keep_out_of_the_way() -> None:
    gc.collect()
    gc.freeze()


@pytest.hookimpl(optionalhook=True, tryfirst=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """No workers where a few tests are asked for by name; else one on each core."""
    named = [argument for argument in config.args if ".py" in argument]
    few = config.option.keyword or config.getoption("lf", False) or len(named) == len(config.args)
    return 0 if few else None


@pytest.hookimpl(optionalhook=True, tryfirst=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> object | None:
    """Our groups for ``--dist loadgroup``."""
    from tests.workers import Scheduling  # pytest-xdist need not be there

    return Scheduling(config, log) if config.getvalue("dist") == "loadgroup" else None
