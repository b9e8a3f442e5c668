"""One package of everything: written, verified, received into an empty vault, cancelled."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from desktop.errors import Cancelled
from desktop.handoff.receiving.receive import Received, dry_run, receive_package
from desktop.handoff.sending.write import write_package
from desktop.model.handoff import Outcome
from desktop.vault import Vault
from tests.bench.growth.figures import Figure, Floor
from tests.bench.growth.handoff import OFFICE, everything
from tests.bench.growth.place import Asking, Place, Safepoints

_SAFE = Floor(most=100)
_BY_BYTE = Floor(ratio=1.3)


def package_write(place: Place) -> Iterator[Figure]:
    """Gathered, written, read back, named; the plan is not counted.

    The commit is all the time in which no cancel is offered: recording it, the name, and the log
    told of every record. The longest wait between two safe points counts it as well.
    """
    shutil.rmtree(place.stick, ignore_errors=True)
    place.stick.mkdir()
    with place.researcher() as vault:
        whole = everything(vault, OFFICE)
        points = Safepoints()
        written = write_package(vault, whole, place.stick, points)
        points.end()
    longest, commit = points.longest, points.unstoppable
    before = points.seconds - commit
    yield Figure("package of everything, longest wait for a cancel", longest, "s", _ONE)
    yield Figure("package of everything, size", written.size / _MIB, "MiB")
    yield Figure("package of everything, written and verified", before, "s")
    yield Figure("the same by size", before * 1000 / (written.size / _MIB), "ms/MiB", _BY_BYTE)
    yield Figure("package of everything, the commit", commit, "s", Floor(most=5))


_MIB = 1 << 20
_ONE = Floor(most=1)


def package_verify(place: Place) -> Iterator[Figure]:
    """The recipient looks at it before anything is taken in."""
    package = place.package()
    with place.office() as office:
        points = Safepoints()
        dry_run(office, package, points)
        points.end()
    size = package.stat().st_size / _MIB
    yield Figure("verifying it", points.seconds, "s")
    yield Figure("verifying it, by size", points.seconds * 1000 / size, "ms/MiB", _BY_BYTE)
    yield Figure("verifying it, longest without a safe point", points.longest * 1000, floor=_SAFE)


def package_receive(place: Place) -> Iterator[Figure]:
    """Looked at and taken into the empty vault, as in the window, without the making of small
    pictures behind it. The look is counted in the times."""
    package = place.package()
    with place.office() as office:
        points = Asking()
        looked = dry_run(office, package, points.progress).verified
        received = receive_package(office, package, points.progress, looked)
        points.end()
        refuse_set_aside(received)
        count = office.interviews.count()
        behind = indexing(office)
    size = package.stat().st_size / _MIB
    each = points.seconds * 1000 / count
    yield Figure("receiving it into an empty vault", points.seconds, "s")
    yield Figure("receiving it, by size", points.seconds * 1000 / size, "ms/MiB", _BY_BYTE)
    yield Figure("receiving it, an interview", each, floor=Floor(most=8))
    yield Figure("the same, processor time of its thread", points.worked * 1000 / count)
    yield Figure("its words indexed behind it, an interview", behind * 1000 / count)
    yield Figure("receiving it, longest wait of who asks", points.waited * 1000, floor=_SAFE)


def indexing(vault: Vault) -> float:
    """Seconds of processor time in which all that came is put into the search."""
    began = time.thread_time()
    while vault.search.index_waiting():
        continue
    return time.thread_time() - began


def refuse_set_aside(received: Received) -> None:
    """``SystemExit`` where not everything was taken in: it would be measured for less."""
    if any(line.outcome is Outcome.SET_ASIDE for line in received.lines):
        raise SystemExit("something of the package was set aside")


def package_cancel(place: Place) -> Iterator[Figure]:
    """From a cancel in the middle of the writing to the end of the job, nothing left behind."""
    stick = place.folder / "cancelled"
    stick.mkdir()
    with place.researcher() as vault:
        whole = everything(vault, OFFICE)
        stopping = _Halfway()
        try:
            write_package(vault, whole, stick, stopping)
        except Cancelled:
            took = time.perf_counter() - stopping.at
    _refuse_left(stick)
    yield Figure("package of everything, cancelled halfway", took, "s", _ONE)


class _Halfway:
    """Cancels once half of a package is written."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self, done: int, total: int, what: str) -> None:
        """Called by the job: writing is counted in bytes, and is half of the work."""
        if total > _MIB and done * 4 > total:
            self.at = time.perf_counter()
            raise Cancelled("stopped by the benchmark")


def _refuse_left(stick: Path) -> None:
    left = list(stick.iterdir())
    stick.rmdir()
    if left:
        raise SystemExit("a cancelled package left something behind")
