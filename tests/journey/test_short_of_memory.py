"""A passphrase that asks for more memory than a machine has, in a process of its own."""

from __future__ import annotations

import subprocess
import sys

import pytest

SHORT_OF_MEMORY = """
import resource
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
from desktop.crypto.kdf import Argon2Cost, derive
from desktop.errors import NotEnoughMemory
try:
    derive(b"passphrase", bytes(16), Argon2Cost(2 << 20, 1, 4))
except NotEnoughMemory as error:
    print(error.reason)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of memory can be set there")
def test_a_machine_short_of_memory_says_so() -> None:
    command = [sys.executable, "-c", SHORT_OF_MEMORY]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    assert done.stdout == "2097152 KiB\n"
