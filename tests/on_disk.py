"""A folder on a disk: the tests' own lies in memory, where nothing can be read from a device."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from desktop.system.device_reads import can_tell, forget_for_sure

_PLACES = (Path("/var/tmp"), Path(__file__).parent)


@contextmanager
def folder_on_disk() -> Iterator[Path]:
    """A new folder; the test is passed over where the system does not tell what it forgot."""
    if not can_tell():
        pytest.skip("the system does not say what it reads from a device")
    for place in filter(Path.is_dir, _PLACES):
        folder = Path(tempfile.mkdtemp(prefix="of-a-test-", dir=place))
        try:
            if _is_on_a_disk(folder):
                yield folder
                return
        finally:
            shutil.rmtree(folder)
    pytest.skip("no folder here is on a disk")


def _is_on_a_disk(folder: Path) -> bool:
    with (folder / "tried").open("w+b") as file:
        file.write(bytes(1 << 16))
        file.flush()
        forgotten = forget_for_sure(file.fileno())
    (folder / "tried").unlink()
    return forgotten
