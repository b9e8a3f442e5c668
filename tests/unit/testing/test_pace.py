"""A test of every run that takes long fails, as ``tests/pace.py`` says."""

from __future__ import annotations

import re

import pytest

MOST, DEAR = 0.1, 0.2
SOURCE = f"""
import time

import pytest

def work():
    end = time.process_time() + {DEAR}
    while time.process_time() < end:
        pass

@pytest.fixture
def dear():
    work()

def test_cheap():
    pass

def test_slow():
    work()

def test_set_up_slowly(dear):
    pass

@pytest.mark.rare
def test_rare():
    work()
"""


ADVICE = re.compile(
    r"it took 0\.\d s of processor time, .* mark it `rare` and leave a slice \(tests/slices\.py\)$"
)
ROW = re.compile(r"^ *([\d.]+) +([\d.]+) +1  \S+::(\w+)$", re.MULTILINE)


def test_what_takes_long_in_every_run_fails_and_is_told_of(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytester.makeini("[pytest]\nmarkers =\n    rare: too slow\n")
    pytester.makepyfile(SOURCE)
    with monkeypatch.context() as patch:  # which this test itself keeps no longer than it must
        patch.setattr("tests.pace.MOST", MOST)
        patch.setattr("tests.pace.slower", lambda: 1.0)
        patch.setenv("PYTEST_XDIST_WORKER", "gw0")
        run = pytester.inline_run("-p", "tests.pace", "-p", "no:cacheprovider", "--pace=3")
    passed, skipped, failed = run.listoutcomes()
    assert [report.head_line for report in passed] == ["test_cheap", "test_rare"]
    assert not skipped
    assert [report.head_line for report in failed] == ["test_slow", "test_set_up_slowly"]
    for report in failed:
        assert ADVICE.match(report.longreprtext), report.longreprtext
    told = {row[3]: (float(row[1]), float(row[2])) for row in ROW.finditer(capsys.readouterr().out)}
    assert told.keys() == {"test_slow", "test_set_up_slowly", "test_rare"}
    took, before = told["test_set_up_slowly"]
    assert took >= before > MOST
    assert told["test_slow"][1] < MOST
