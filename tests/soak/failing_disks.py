"""A failing file system, mounted: what tests hold of ``tests/soak/failing_disk.py``."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import pytest

from tests.journey.support import tool

MODULE: Final = "tests.soak.failing_disk"


class FailingDisk:
    """Mounted at ``path``; whole until it is told to fail."""

    def __init__(self, path: Path, control: Path) -> None:
        self.path: Final = path
        self._control = control

    def fail(self, **faults: int | str) -> None:
        """Fail so from now on (``Faults``)."""
        self._control.write_text(json.dumps(faults), "ascii")

    def heal(self) -> None:
        """Be a whole one from now on; what was altered stays so."""
        self.fail()

    def let_go(self) -> None:
        """Let the kernel forget what it holds of the files, as when a stick was pulled."""
        for each in self.path.rglob("*"):
            if each.is_file():
                with each.open("rb") as file:
                    os.fsync(file.fileno())
                    os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


@contextmanager
def failing_disk(path: Path, *named: str) -> Iterator[FailingDisk]:
    """A file system at the new folder ``path``, which the system calls ``fuse.`` and what it is
    ``named``. Skips where this machine has no FUSE."""
    if sys.platform != "linux" or tool("fusermount3") is None or find_spec("mfusepy") is None:
        pytest.skip("there is no FUSE here")
    if not os.access("/dev/fuse", os.W_OK):
        pytest.skip("FUSE is not allowed here")
    store = path.with_name(f"{path.name}.store")
    disk = FailingDisk(path, store.with_name(f"{store.name}.faults"))
    store.mkdir()
    path.mkdir()
    disk.heal()
    before = path.stat().st_dev
    command = [sys.executable, "-m", MODULE, str(store), str(path), *named]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout
        try:
            # It says so once the kernel has asked it for the first time.
            assert select.select([process.stdout], [], [], 60)[0], "it was not mounted"
            assert process.stdout.readline() == b"mounted\n"
            assert path.stat().st_dev != before
            yield disk
        finally:
            subprocess.run(["fusermount3", "-u", "-z", str(path)], check=True)
            process.wait(60)
