"""Opening a vault, checking it, copying it."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator

from desktop.vault import InterviewFilter, open_vault
from desktop.vault.file.folder import read_slots
from tests.bench.growth.figures import Figure, Floor
from tests.bench.growth.place import RESEARCHER, Place, Safepoints
from tests.bench.harness import seconds
from tests.support import PASSPHRASE

_RUNS = 15


def opening(place: Place) -> Iterator[Figure]:
    """From the passphrase to an open vault, without what the derivation of its key takes."""
    folder = place.folder / RESEARCHER
    derivation = min(seconds(lambda: read_slots(folder).unlock(PASSPHRASE)) for _ in range(_RUNS))
    took = []
    for _ in range(_RUNS):
        start = time.perf_counter()
        with open_vault(folder, PASSPHRASE) as vault:
            vault.interviews.count(InterviewFilter())
            took.append(time.perf_counter() - start - derivation)
    yield Figure("opening beyond the key", statistics.median(took) * 1000, floor=Floor(most=30))


def check(place: Place) -> Iterator[Figure]:
    """Everything that can be verified."""
    with place.researcher() as vault:
        points = Safepoints()
        report = vault.check(points)
        yield from _long("check", points)
    if not report.intact:
        raise SystemExit("the vault that is measured is not whole")


def backup(place: Place) -> Iterator[Figure]:
    """An encrypted copy, opened and checked."""
    with place.researcher() as vault:
        points = Safepoints()
        vault.backup(place.folder / "backup.skrynia", points)
        yield from _long("backup", points)


def _long(what: str, points: Safepoints) -> Iterator[Figure]:
    points.end()
    yield Figure(what, points.seconds, "s")
    yield Figure(f"{what}, longest without a safe point", points.longest * 1000, floor=Floor(100))
