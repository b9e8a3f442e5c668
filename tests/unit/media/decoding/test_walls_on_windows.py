"""What the walls of Windows hold back of a child that tries, as far as Wine shows it.

``docs/windows.md`` names each attempt; one that Wine lets through is not shown, and never called
stopped.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.system.confinement import Wall
from tests.systems import ON_WINE, said_behind_walls

PAGE = Path(__file__).parents[4] / "docs" / "windows.md"
_TRY = """
import os, socket, subprocess, sys, time
from desktop.system.confinement import confine, windows_job
home = sys.argv[2]
vault = os.path.join(home, "vault.db")
starter = os.getppid()
print("walls", *confine(), flush=True)
def read(): return open(vault).read()
def names(): return os.listdir(home)
def write(): return open(os.path.join(home, "new"), "w").write("x")
def append(): return open(vault, "a").write("x")
def remove(): return os.unlink(vault)
def run(): return subprocess.run([sys.executable, "-c", ""], check=True)
def memory():
    assert windows_job.kernel32.OpenProcess(0x10, False, starter)
def busy():
    windows_job.allow_cpu(1)
    while time.process_time() < 2.5: pass
def tcp():
    # Nobody listens there: an answer of the network is one all the same.
    answer = socket.socket().connect_ex(("127.0.0.1", 9))
    if answer == 10013:
        raise PermissionError(answer)
globals()[sys.argv[1]]()
print("done", flush=True)
"""
ATTEMPTS = ("read", "names", "write", "append", "remove", "memory", "tcp", "run", "busy")
on_wine = pytest.mark.skipif(not ON_WINE, reason="the page says what Wine shows")


def listed(word: str) -> set[str]:
    """The attempts of which the page says this."""
    return set(re.findall(rf"^- `(\w+)`[^\n]*: {word}", PAGE.read_text("utf-8"), re.MULTILINE))


def test_the_page_names_every_attempt() -> None:
    shown, not_shown = listed("stopped under Wine"), listed("not shown")
    assert shown | not_shown == set(ATTEMPTS)
    assert not shown & not_shown


@on_wine
@pytest.mark.parametrize("attempt", ATTEMPTS)
@pytest.mark.parametrize("walled", [True, False], ids=["walled", "as any program"])
def test_the_page_says_of_an_attempt_what_wine_does(
    tmp_path: Path, attempt: str, walled: bool
) -> None:
    (tmp_path / "vault.db").write_text("secret", "utf-8")
    script = [sys.executable, "-c", _TRY, attempt, str(tmp_path)]
    if walled:
        said = said_behind_walls(script)
    else:
        ran = subprocess.run(script, capture_output=True, text=True, timeout=120, check=False)
        said = ran.stdout
    assert "walls" in said
    assert not any(wall.value in said for wall in Wall if wall.startswith("no-"))
    assert attempt in listed("not shown" if "done" in said else "stopped under Wine"), said
