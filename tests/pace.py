"""No test of every run takes long: what does is rare, or made cheaper.

Loaded by ``addopts`` in ``pyproject.toml``. It goes by processor time, of a test with all that is
set up for it and with the processes it waits for (not the decoding children that
``tests/kept_children.py`` hands on), because the cores are shared; and only where workers run all
tests: one that is run by itself may have to make what others had made.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections import defaultdict
from collections.abc import Generator
from operator import itemgetter
from typing import Final

import pytest

from tests.kept_children import OF_OTHERS

MOST: Final = 6.0
"""Seconds of processor time, on a machine as fast as the one the limit was taken on."""
_WORK: Final = bytes(5_000_000)
_WORK_TAKES: Final = 0.0065
"""Seconds of processor time for SHA-512 of these bytes there (AMD EPYC, 1 December 2026)."""
_WORKER: Final = "PYTEST_XDIST_WORKER"
_SPENT: Final = "processor time"
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
    counts = _WORKER in os.environ and not _may(item)
    if counts and took > MOST and took > (allowed := MOST * slower()):
        pytest.fail(
            f"it took {took:.1f} s of processor time, and {allowed:.1f} s are allowed in every "
            "run: make it cheaper, or mark it `rare` and leave a slice (tests/slices.py)",
            pytrace=False,
        )
    return result


def slower() -> float:
    """How many times slower this machine is just now, as a machine that many use may be; 1 of one
    that is faster."""
    took = []
    for _ in range(3):
        begun = time.process_time()
        hashlib.sha512(_WORK).digest()
        took.append(time.process_time() - begun)
    return max(1.0, min(took) / _WORK_TAKES)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Tell what was spent so far, which goes with the report from a worker to the run."""
    report = yield
    report.user_properties.append((_SPENT, _spent() - item.stash[_BEGUN]))
    return report


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--pace``."""
    parser.getgroup("terminal reporting").addoption(
        "--pace", type=int, default=0, metavar="N", help="show N dearest files and tests"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Keep account where that was asked for."""
    if rows := config.getoption("--pace"):
        config.pluginmanager.register(_Account(rows))


class _Account:
    """What each test took, and the table of it."""

    def __init__(self, rows: int) -> None:
        self._rows = rows
        self._before: dict[str, float] = {}
        self._took: dict[str, float] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self._took[report.nodeid] = spent = _told(report)
        if report.when == "setup":
            self._before[report.nodeid] = spent

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        terminalreporter.section("processor time")
        terminalreporter.write_line("   took  before  tests")
        for end in ("", "::", "["):
            self._show(terminalreporter, end)

    def _show(self, out: pytest.TerminalReporter, end: str) -> None:
        """The sums by what stands in an id before ``end``."""
        sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0])
        for test, spent in self._took.items():
            row = sums[test.partition(end)[0] if end else "altogether"]
            row[0] += spent
            row[1] += self._before.get(test, 0.0)
            row[2] += 1
        dearest = sorted(sums.items(), key=itemgetter(1), reverse=True)
        for name, (took, before, tests) in dearest[: self._rows]:
            out.write_line(f"{took:7.2f} {before:7.2f} {tests:6.0f}  {name}")


def _told(report: pytest.TestReport) -> float:
    """Nothing where a worker died and the run reports in its place."""
    told = (value for name, value in report.user_properties if name == _SPENT)
    return next((value for value in told if isinstance(value, float)), 0.0)


def _may(item: pytest.Item) -> bool:
    """Rare ones, walks through the real window, which no run of the tests takes along, and the
    whole journey, whose first test pays for all the programs that it starts."""
    whole = {"walk", "journey"} & set(item.path.parts)
    return item.get_closest_marker("rare") is not None or bool(whole)


def _spent() -> float:
    times = os.times()
    whole = times.user + times.system + times.children_user + times.children_system
    return whole - sum(OF_OTHERS)
