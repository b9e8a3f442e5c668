"""The guards of ``tests/conftest.py`` hold: what should fail a test does."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

import pytest

CONFTEST = Path(__file__).resolve().parents[2] / "conftest.py"
INI = "[pytest]\nqt_log_level_fail = WARNING\nmarkers =\n    expects_log(name): said\n"
OUTCOME = re.compile(r"(PASSED|FAILED|ERROR) test_sample\.py::test_(\w+)")
SOURCE = """
import logging
from pathlib import Path

import pytest
from PySide6.QtCore import qWarning

from desktop.settings import Settings, save_settings

log = logging.getLogger("x")

@pytest.fixture
def loud_at_the_end():
    yield
    log.error("boo")

def test_warning():
    log.warning("boo")

def test_information():
    log.info("fine")

@pytest.mark.expects_log("x")
def test_announced():
    log.error("boo")

@pytest.mark.expects_log("x")
def test_announced_and_not_said():
    pass

@pytest.mark.expects_log("y")
def test_announced_for_another():
    log.error("boo")

def test_loud_fixture(loud_at_the_end):
    pass

def test_qt(qtbot):
    qWarning("no such property")

@pytest.mark.qt_log_ignore("no such property")
def test_qt_announced(qtbot):
    qWarning("no such property")

def test_home_one(home):
    save_settings(Settings())
    assert Path.home() == home

def test_home_two(home):
    assert list(home.iterdir()) == []
"""


@pytest.mark.parametrize(
    "workers",
    [
        pytest.param((), id="alone"),
        pytest.param(
            ("-n", "2"),
            id="two workers",
            marks=[
                pytest.mark.rare,
                pytest.mark.skipif(
                    find_spec("xdist") is None, reason="pytest-xdist is not installed"
                ),
            ],
        ),
    ],
)
def test_each_guard_fails_what_it_should_and_nothing_else(
    pytester: pytest.Pytester, workers: tuple[str, ...]
) -> None:
    pytester.makeconftest(CONFTEST.read_text("utf-8"))
    pytester.makeini(INI)
    pytester.makepyfile(test_sample=SOURCE)
    run = pytester.runpytest_subprocess("-p", "no:cacheprovider", "-rA", "--tb=no", *workers)
    said = re.findall(
        r"^(PASSED|FAILED|ERROR) test_sample\.py::test_(\w+)", str(run.stdout), re.MULTILINE
    )
    assert {name for outcome, name in said if outcome != "PASSED"} == {
        "warning",
        "announced_and_not_said",
        "announced_for_another",
        "loud_fixture",
        "qt",
    }
    assert {name for outcome, name in said if outcome == "PASSED"} == {
        "information",
        "announced",
        "loud_fixture",  # itself fine; putting its fixture away is the error
        "qt_announced",
        "home_one",
        "home_two",
    }
