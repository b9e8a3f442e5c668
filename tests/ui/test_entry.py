"""What the window's program answers without a window: its version, and no module runner."""

from __future__ import annotations

import subprocess
import sys
from platform import libc_ver

import pytest

from desktop import __version__
from tests.journey.support import ROOT
from ui.app import main
from ui.entry import answered

BEGUN = """
import sys
from pathlib import Path
import desktop.bugreport
from ui.app import main

def tell():
    asked = b"glibc.malloc.tcache_count=0" in Path("/proc/self/environ").read_bytes()
    print(asked, "PySide6" in sys.modules)
    sys.exit(0)

desktop.bugreport.harden_process = tell
main()
"""


def test_skrynia_version(capsys: pytest.CaptureFixture[str]) -> None:
    """``skrynia --version`` needs no screen."""
    assert main(["skrynia", "--version"]) == 0
    assert capsys.readouterr().out == f"skrynia {__version__}\n"


@pytest.mark.parametrize(
    "words",
    [
        ["-P", "-m", "desktop.media.decoding.decode_worker"],
        ["-c", "pass"],
        ["-B", "-S", "-I", "-c", "from multiprocessing.spawn import spawn_main"],
        ["--multiprocessing-fork", "parent_pid=1"],
    ],
    ids=lambda words: words[0],
)
def test_a_window_is_no_interpreter_and_forks_no_window(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["skrynia", *words]) == 2
    assert capsys.readouterr().err.strip()


@pytest.mark.parametrize("words", [[], ["-style", "fusion"], ["-platform", "xcb"], ["a.age"]])
def test_every_other_command_line_is_the_window_s(words: list[str]) -> None:
    assert answered(words) is None


def test_skryniactl_is_no_interpreter_either() -> None:
    line = [sys.executable, "-m", "desktop", "-P", "-m", "desktop.media.decoding.decode_worker"]
    done = subprocess.run(line, capture_output=True, check=False, stdin=subprocess.DEVNULL)
    assert (done.returncode, done.stdout) == (2, b"")


@pytest.mark.skipif(libc_ver()[0] != "glibc", reason="only glibc is asked")
def test_the_window_keeps_nothing_at_hand_before_qt_is_loaded() -> None:
    done = subprocess.run(
        [sys.executable, "-c", BEGUN], capture_output=True, check=True, text=True, timeout=30
    )
    assert done.stdout.split() == ["True", "False"]


def test_what_is_imported_before_it_begins_once_more_and_so_twice() -> None:
    script = (
        "import os, sys; there = set(sys.modules); import ui.app; print(*set(sys.modules) - there)"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import sys; sys.path[0:0] = {[str(ROOT)]}; {script}"],
        capture_output=True, check=True, text=True, timeout=30,
    )  # fmt: skip
    ours = {"ui", "ui.app", "desktop", "desktop.system", "desktop.system.tunables"}
    assert set(done.stdout.split()) == {*ours, "__future__", "gc"}
