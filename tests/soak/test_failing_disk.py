"""A file system that fails after some bytes, that keeps other bytes than it was given, or that
takes no long file: named, and nothing is called whole that is not.

By FUSE, with the kinds of work of ``full_disks.py``. ``make soak`` tries more numbers of bytes.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest

from desktop.errors import DamagedVault, SkryniaError, StorageError
from tests.examples import examples, is_soak
from tests.slices import sliced
from tests.soak.failing_disks import FailingDisk, failing_disk
from tests.soak.full_disks import MOMENTS, Work

pytestmark = [pytest.mark.disk, pytest.mark.hypothesis]
_AFTER: Final = (0, 50_000, 400_000)
"""Bytes that are taken before the disk fails."""
_MOST: Final = 4_000_000
_SOAK: Final = 12
INTO_THE_VAULT: Final = {
    "keep a draft", "save the account", "add photos", "remove", "receive", "migrate",
    "make a vault",
}  # fmt: skip
"""What is written into the vault that lies there: what it keeps is read back when it is checked."""
_LAID: Final = ("restore", "restore a copy", "rescue")
_COPY: Final = "vault-before-0029.db"
"""What an update of the kept vault begins with."""


@pytest.mark.parametrize("moment", sliced(list(MOMENTS)))
def test_a_disk_that_fails_is_named_and_the_work_goes_on_on_a_whole_one(
    tmp_path: Path, moment: str
) -> None:
    refused = 0
    for number, after in enumerate(_numbers(_AFTER)):
        with _work(tmp_path / f"{number}", moment) as (disk, work):
            disk.fail(fails_after=after)
            refused += _is_refused(disk, work)
            work.whole()
    assert refused


@pytest.mark.parametrize("moment", sliced(list(MOMENTS)))
def test_a_disk_that_takes_no_long_file_is_named(tmp_path: Path, moment: str) -> None:
    """As FAT does at 4 GiB; here at less."""
    for number, largest in enumerate(_numbers((1_000, 300_000))):
        with _work(tmp_path / f"{number}", moment) as (disk, work):
            disk.fail(largest=largest)
            _is_refused(disk, work)
            work.whole()


@pytest.mark.parametrize("moment", sliced([each for each in MOMENTS if each not in INTO_THE_VAULT]))
def test_what_reads_back_as_something_else_is_not_called_whole(tmp_path: Path, moment: str) -> None:
    with _work(tmp_path / "once", moment) as (disk, work):
        disk.fail(alters_after=0)
        with pytest.raises(SkryniaError):
            work.act()
        work.unharmed()
        assert work.target is None or not list(disk.path.glob(f"*{work.target.stem}*"))
        disk.heal()
        work.act()
        work.whole()


@pytest.mark.parametrize("moment", sliced(["migrate", "copy", "back up", *_LAID]))
def test_a_database_that_reads_back_as_something_else_is_not_called_whole(
    tmp_path: Path, moment: str
) -> None:
    """The other files are as they were written."""
    with _work(tmp_path / "once", moment) as (disk, work):
        disk.fail(alters_after=0, alters_only=_COPY if moment == "migrate" else "vault.db")
        with pytest.raises(SkryniaError):
            work.act()
        work.unharmed()
        assert work.target is None or not list(disk.path.glob(f"*{work.target.stem}*"))


@pytest.mark.parametrize("moment", sliced(sorted(INTO_THE_VAULT)))
def test_a_vault_that_reads_back_as_something_else_is_named(tmp_path: Path, moment: str) -> None:
    with _work(tmp_path / "once", moment) as (disk, work):
        disk.fail(alters_after=0)
        try:
            work.act()
        except (StorageError, DamagedVault):
            return
        disk.heal()
        disk.let_go()
        # Either what stands in the log is read, or nothing of it: both are said.
        with pytest.raises((SkryniaError, AssertionError)):
            work.whole()


def _numbers(usual: tuple[int, ...]) -> list[int]:
    few = list(usual[: examples(len(usual))])
    if not is_soak():
        return few
    seed = random.SystemRandom().getrandbits(32)
    print(f"seed {seed}")
    chance = random.Random(seed)
    return few + [chance.randrange(_MOST) for _ in range(_SOAK)]


def _is_refused(disk: FailingDisk, work: Work) -> bool:
    """Whether it was; then it was done on a whole disk."""
    try:
        work.act()
    except StorageError:
        work.unharmed()
        assert work.target is None or not work.target.exists()
    else:
        return False
    finally:
        disk.heal()
    work.act()
    return True


@contextmanager
def _work(folder: Path, moment: str) -> Iterator[tuple[FailingDisk, Work]]:
    other = folder / "other"
    other.mkdir(parents=True)
    with (
        failing_disk(folder / "disk") as disk,
        contextmanager(MOMENTS[moment])(disk.path, other) as work,
    ):
        yield disk, work
