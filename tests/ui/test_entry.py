"""What the window's program answers without a window: its version, and no module runner."""

from __future__ import annotations

import subprocess
import sys

import pytest

from desktop import __version__
from ui.app import main
from ui.entry import answered


def test_skrynia_version(capsys: pytest.CaptureFixture[str]) -> None:
    """``skrynia --version`` needs no screen."""
    assert main(["skrynia", "--version"]) == 0
    assert capsys.readouterr().out == f"skrynia {__version__}\n"


@pytest.mark.parametrize(
    "words",
    [
        ["-P", "-m", "desktop.media.decode_worker"],
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
    line = [sys.executable, "-m", "desktop", "-P", "-m", "desktop.media.decode_worker"]
    done = subprocess.run(line, capture_output=True, check=False, stdin=subprocess.DEVNULL)
    assert (done.returncode, done.stdout) == (2, b"")
