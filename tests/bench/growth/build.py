"""The vaults that are measured: made once, kept between runs, copied before they are used.

``python -m tests.bench.growth.build SIZE …`` makes them beforehand.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from filelock import FileLock

from desktop.model.identity import Role
from tests.bench.growth.interviews import Shape
from tests.bench.growth.packages import PER_PACKAGE, fill
from tests.bench.growth.schema import brought_up, is_index, schema
from tests.screenshots.material import introduce
from tests.support import make_vault

FORMAT: Final = 3
"""Raised when what is built here changes in itself."""

_UNUSED: Final = 24 * 3600
_AT_A_TIME: Final = 10


def kept_in() -> Path:
    """Where the vaults lie: below BENCH_DIR, else ``build/bench``.

    One folder for each set of tables; indexes are made to agree when a vault is copied.
    """
    tables = "".join(each for each in schema() if not is_index(each))
    stamp = hashlib.sha256(tables.encode()).hexdigest()
    place = Path(os.environ.get("BENCH_DIR") or "build/bench").absolute()
    return place / f"growth-{FORMAT}-{stamp[:12]}"


def built(size: int) -> Path:
    """The folder with ``researcher.skrynia`` (``size`` interviews) and ``office.skrynia`` (empty).

    Made where it is not there yet: minutes for 20,000; who asks meanwhile waits. Nothing else
    may write in it.
    """
    with _held(size) as folder:
        return folder


@contextmanager
def _held(size: int) -> Iterator[Path]:
    """The kept vaults of a size, while nobody else makes or copies them."""
    kept = kept_in()
    kept.mkdir(parents=True, exist_ok=True)
    folder = kept / str(size)
    with FileLock(kept / f"{size}.lock"):
        if not folder.is_dir():
            _remove_unused(kept)
            _build(folder, size)
        for vault in folder.glob("*.skrynia"):
            brought_up(vault)
        os.utime(kept)
        yield folder


def _build(folder: Path, size: int) -> None:
    partial = folder.with_suffix(".partial")
    shutil.rmtree(partial, ignore_errors=True)
    if not _take_over(partial, size):
        partial.mkdir()
        make(partial, size, Shape())
    partial.rename(folder)


def _take_over(partial: Path, size: int) -> bool:
    """Migrate a copy of the vaults of an older checkout, where its tables lead to these."""
    for other in kept_in().parent.glob(f"growth-{FORMAT}-*/{size}"):
        with FileLock(other.with_suffix(".lock")):
            shutil.copytree(other, partial)
        if all(brought_up(vault) for vault in partial.glob("*.skrynia")):
            return True
        shutil.rmtree(partial)
    return False


@contextmanager
def copied(size: int, into: Path) -> Iterator[Path]:
    """A copy of what :func:`built` keeps, to be opened and written; it goes at the end."""
    place = into / f"{size}-copy"
    with _held(size) as folder:
        shutil.copytree(folder, place)
    with settled(place):
        yield place


@contextmanager
def settled(place: Path) -> Iterator[None]:
    """Have all files of a copy on the disk: else the first commit that is waited for in a
    measurement writes gigabytes of it. The copy goes at the end."""
    for path in place.rglob("*"):
        if path.is_file():
            with path.open("rb+") as file:
                os.fsync(file.fileno())
    try:
        yield
    finally:
        shutil.rmtree(place)


def make(folder: Path, size: int, shape: Shape) -> None:
    """Both vaults, closed; they trust each other. ``size``: a multiple of 40."""
    began = time.monotonic()
    with (
        make_vault(folder, "researcher") as vault,
        make_vault(folder, "office", Role.ORGANISATION) as office,
    ):
        introduce(vault, office)
        for block in range(size // PER_PACKAGE):
            with vault.transaction():
                fill(vault, office, block, shape)
            if block % _AT_A_TIME == 0:
                done, took = (block + 1) * PER_PACKAGE, time.monotonic() - began
                print(f"… {done} of {size} interviews, {took:.0f} s", file=sys.stderr, flush=True)


def _remove_unused(folder: Path) -> None:
    """Vaults of another schema that were not used for a day."""
    for other in folder.parent.glob("growth-*"):
        if other != folder and time.time() - other.stat().st_mtime > _UNUSED:
            shutil.rmtree(other)


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        print(built(int(argument)))
