"""Threads that begin at different modules of the vault import it one behind the other."""

from __future__ import annotations

import subprocess
import sys

import pytest

TOGETHER = """
import sys, threading
sys.setswitchinterval(1e-6)
from pathlib import Path
from ui.tasks import import_the_vault
from ui.unlocking.what_opens import _kinds
failed, gate = [], threading.Barrier(3)
threading.excepthook = failed.append
def begin(work):
    gate.wait()
    work()
works = (import_the_vault, lambda: _kinds(Path("nowhere")), import_the_vault)
threads = [threading.Thread(target=begin, args=(work,)) for work in works]
for each in threads: each.start()
for each in threads: each.join()
sys.exit(str(failed) if failed else 0)
"""


@pytest.mark.rare
def test_two_threads_do_not_wait_for_each_other_s_modules() -> None:
    for _ in range(5):
        run = subprocess.run([sys.executable, "-c", TOGETHER], capture_output=True, check=False)
        assert run.returncode == 0, run.stderr.decode()
