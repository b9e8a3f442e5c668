"""A run of the tests is set up as ``tests/session.py`` says."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests import session

LOADED = ("-p", "tests.session", "-p", "no:cacheprovider")
TWO_WORKERS = ("-n", "2", "--dist", "loadgroup")
needs_xdist = pytest.mark.skipif(find_spec("xdist") is None, reason="pytest-xdist is not installed")
WHO = """
import os
from pathlib import Path

import pytest

@pytest.mark.parametrize("number", range(8))
def test_who(number):
    with Path("{log}").open("a") as log:
        log.write(os.environ.get("PYTEST_XDIST_WORKER", "none") + " ")
"""


def who(pytester: pytest.Pytester, name: str) -> Path:
    """A file of eight tests which write down the worker that runs them, and where they do."""
    log = pytester.path / f"{Path(name).stem}.log"
    file = pytester.path / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(WHO.format(log=log.as_posix()), "utf-8")
    return log


@pytest.mark.parametrize(
    "workers",
    [
        pytest.param((), id="alone"),
        pytest.param(TWO_WORKERS, id="two workers", marks=needs_xdist),
    ],
)
def test_a_clone_without_compiled_catalogues_says_so_once(
    pytester: pytest.Pytester, workers: tuple[str, ...]
) -> None:
    for language in ("be", "ru"):
        catalogue = pytester.path / f"resources/translations/{language}/LC_MESSAGES/skrynia.po"
        catalogue.parent.mkdir(parents=True)
        catalogue.touch()
        old = catalogue.with_suffix(".mo")
        if language == "ru":
            old.touch()
            os.utime(old, (0, 0))
    log = who(pytester, "test_who.py")
    run = pytester.runpytest_subprocess(*LOADED, *workers)
    said = "ERROR: translations are not compiled (be, ru): run `make setup` first"
    assert [line for line in (*run.outlines, *run.errlines) if line] == [said]
    assert run.ret == pytest.ExitCode.USAGE_ERROR
    assert not log.exists()


@pytest.mark.rare
@needs_xdist
def test_the_journey_runs_in_one_worker_and_the_rest_in_all(pytester: pytest.Pytester) -> None:
    journey = [who(pytester, f"tests/journey/test_{name}.py") for name in ("one", "other")]
    rest = who(pytester, "tests/test_rest.py")
    run = pytester.runpytest_subprocess(*LOADED, "--import-mode=importlib", *TWO_WORKERS)
    run.assert_outcomes(passed=24)
    walkers = " ".join(log.read_text("utf-8") for log in journey).split()
    assert len(walkers) == 16
    assert len(set(walkers)) == 1
    assert set(rest.read_text("utf-8").split()) - set(walkers)


@needs_xdist
@pytest.mark.parametrize(
    ("asked", "workers"),
    [
        ((), None),
        (("tests",), None),
        (("tests", "test_who.py"), None),
        (("-k", "who"), 0),
        (("--lf",), 0),
        (("test_who.py",), 0),
        (("test_who.py::test_who",), 0),
    ],
)
def test_a_few_tests_asked_for_by_name_need_no_workers(
    pytester: pytest.Pytester, asked: tuple[str, ...], workers: int | None
) -> None:
    who(pytester, "test_who.py")
    pytester.mkdir("tests")
    config = pytester.parseconfig("-n", "auto", *asked)
    assert session.pytest_xdist_auto_num_workers(config) == workers


def test_a_folder_without_room_is_no_place_for_temporary_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not session.offers_memory(tmp_path / "nothing")
    monkeypatch.setattr(session, "ROOM", 1 << 62)
    assert not session.offers_memory(tmp_path)


@pytest.mark.skipif(not Path("/dev/shm").is_dir(), reason="no folders in memory here")
def test_what_a_killed_run_left_in_memory_goes_with_the_next_one(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"], stdout=subprocess.PIPE, check=True
    )
    mine = tmp_path / "pytest-of-me"
    left = {"pytest-0": ended.stdout, "pytest-1": str(os.getpid()).encode(), "pytest-2": b""}
    for name, process in left.items():
        (mine / name).mkdir(parents=True)
        (mine / name / ".lock").write_bytes(process)
    (mine / "pytest-3").mkdir()
    session.clear_leftovers(tmp_path)
    assert {path.name for path in mine.iterdir()} == {"pytest-1", "pytest-2", "pytest-3"}


@pytest.mark.disk
def test_what_is_marked_disk_stays_on_the_disk(tmp_path: Path) -> None:
    assert tmp_path.is_relative_to(Path(tempfile.gettempdir()).resolve())
    assert not tmp_path.is_relative_to(session.MEMORY)
    assert list(tmp_path.iterdir()) == []
