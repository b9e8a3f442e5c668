"""A disk that is full in the middle of any work: named, nothing harmed, nothing half that looks
whole; and the work goes on once there is room.

On a small file system that is mounted for it, and nearly filled by somebody else. ``make soak``
tries more degrees of it, and ext4 beside tmpfs.
"""

from __future__ import annotations

import random
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest

from desktop.errors import DiskFull
from tests.examples import examples, is_soak
from tests.slices import sliced
from tests.small_disks import Disk, small_disk
from tests.soak.full_disks import MOMENTS, Work

pytestmark = [pytest.mark.disk, pytest.mark.hypothesis]
_MEBIBYTES: Final = 32
_LEFT: Final = (0, 20_000, 200_000, 1_500_000)
"""Bytes of room when the work begins."""
_MOST: Final = 6_000_000
_SOAK: Final = 12
"""Further degrees in ``make soak``."""


@pytest.mark.parametrize("moment", sliced(list(MOMENTS), "save the account", "print"))
def test_a_full_disk_is_named_and_the_work_goes_on_when_there_is_room(
    tmp_path: Path, moment: str
) -> None:
    left = list(_LEFT[: examples(len(_LEFT))])
    if is_soak():
        seed = random.SystemRandom().getrandbits(32)
        print(f"seed {seed}")
        left += [random.Random(seed + number).randrange(_MOST) for number in range(_SOAK)]
    kinds = ("tmpfs", "ext4") if is_soak() else ("tmpfs",)
    refused = [
        _refused(tmp_path / f"{kind}{each}", moment, kind, each) for kind in kinds for each in left
    ]
    assert refused[0], "nothing was written"


def _refused(folder: Path, moment: str, kind: str, left: int) -> bool:
    """Try it, with so much room first; whether it was refused then."""
    other = folder / "other"
    other.mkdir(parents=True)
    with (
        small_disk(folder / "disk", _MEBIBYTES, kind) as disk,
        contextmanager(MOMENTS[moment])(disk.path, other) as work,
    ):
        refused = _meet(disk, work, left)
        if refused:
            work.act()
        work.whole()
    return refused


def _meet(disk: Disk, work: Work, left: int) -> bool:
    disk.fill(left)
    try:
        work.act()
    except DiskFull:
        work.unharmed()
        assert work.target is None or not list(disk.path.glob(f"*{work.target.stem}*"))
        return True
    finally:
        disk.make_room()
    return False
