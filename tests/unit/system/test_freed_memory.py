"""What was freed is not kept from the system."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest

from desktop.system.freed_memory import give_back

SCATTERED = """
import threading
from desktop.system.freed_memory import give_back
from tests.bench.memory_held import resident

def scatter():
    # Blocks too small to be mapped one by one; one that stays after each hundred.
    return [b"x" * size for size in range(15_000, 20_000)][::100]

kept = []
for thread in [threading.Thread(target=lambda: kept.append(scatter())) for _ in range(2)]:
    thread.start()
    thread.join()
before = resident()
give_back()
print(before, resident())
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc can be measured here")
def test_what_threads_freed_among_what_they_keep_goes_back_to_the_system() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCATTERED], capture_output=True, check=True, text=True
    )
    before, after = map(float, done.stdout.split())
    assert before - after > 50, "of about 165 MiB that were freed"


def test_giving_back_twice_and_with_nothing_freed_does_no_harm() -> None:
    give_back()
    give_back()
