"""Backups in one place, against ``cp``, ``sync`` and reading back the same bytes.

Two vaults of photos of 5 MB, one a quarter of the other (``BENCH_BACKUP_MB``, 1200 unless set):
the first backup, a daily one with 100 new photos (``BENCH_BACKUP_NEW``), and what eleven
generations take on the disk. The peer copies the files that the backup had to store, and reads the
copies past the system's memory. Both read what was written just before, so neither waits for the
disk to read. The first run of each is thrown away.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from desktop.media.adding.ingest import add_files
from desktop.model.values.moment import Moment
from desktop.system.files import drop_from_page_cache
from desktop.vault import Vault
from tests.bench.harness import Row, Spread, Table, seconds
from tests.bench.material import write_photos
from tests.support import make_vault

RUNS = int(os.environ.get("BENCH_BACKUP_RUNS", "3"))
_PHOTO = 5
"""Megabytes."""
_START = datetime(2026, 1, 5, 12, tzinfo=UTC)


def measure(folder: Path, table: Table) -> None:
    """Add the rows."""
    new = int(os.environ.get("BENCH_BACKUP_NEW", "100"))
    count = max(1, int(os.environ.get("BENCH_BACKUP_MB", "1200")) // _PHOTO)
    small, large = (
        _measured(folder / str(each), each, new, table) for each in (max(1, count // 4), count)
    )
    said = f"daily backup of a vault of {count} photos, against one of {count // 4}"
    table.add(Row(said, large, small, "s", 1.3))


def _measured(folder: Path, count: int, new: int, table: Table) -> Spread:
    """The rows of a vault of ``count`` photos; the seconds of its daily backup."""
    folder.mkdir()
    with make_vault(folder) as vault:
        photos = write_photos(folder / "photos", count)
        _add(vault, photos)
        first = [_first(vault, folder, photos, run) for run in range(RUNS + 1)][1:]
        shutil.rmtree(folder / "photos")
        table.add(_row(f"first backup of {count} photos of 5 MB, against cp and sync", first))
        place = folder / "daily.backups"
        vault.backups.create(place, now=_day(0))
        daily = list(_daily(vault, folder, place, new))[1:]
        said = f"daily backup of {count} photos with {new} new ones, against cp and sync"
        row = _row(said, daily)
        table.add(row)
        for number in range(RUNS + 2, 60):
            vault.backups.create(place, now=_day(number))
        vault.take_changes()
        share = _size(place) / _size(vault.folder)
    gigabytes = f"{_size(folder) / 10**9:.1f}"
    said = f"eleven generations of {count} photos, by the vault's size ({gigabytes} GB both)"
    table.add(Row(said, Spread((share,)), None, "×", 1.3))
    shutil.rmtree(folder)
    return row.ours


def _add(vault: Vault, photos: list[Path]) -> None:
    """Without their small pictures, which a vault holds and no backup: it is the smaller for it."""
    interview = vault.interviews.new("B-1", vault.people.new("P-1", ()).id, "be")
    add_files(vault, photos, interview.id)


def _day(number: int) -> Moment:
    return Moment.of(_START + timedelta(days=number))


def _row(what: str, pairs: list[tuple[float, float]]) -> Row:
    ours, peer = (Spread(tuple(pair[side] for pair in pairs)) for side in (0, 1))
    return Row(what, ours, peer, "s", 3.0)


def _first(vault: Vault, folder: Path, photos: list[Path], run: int) -> tuple[float, float]:
    place = folder / f"first-{run}.backups"
    ours = seconds(lambda: vault.backups.create(place))
    shutil.rmtree(place)
    return ours, _copied(photos, folder / f"copy-{run}")


def _daily(vault: Vault, folder: Path, place: Path, new: int) -> Iterator[tuple[float, float]]:
    for run in range(RUNS + 1):
        photos = write_photos(folder / f"photos-{run}", new)
        _add(vault, photos)
        backup = partial(vault.backups.create, place, now=_day(run + 1))
        yield seconds(backup), _copied(photos, folder / f"new-{run}")
        shutil.rmtree(folder / f"photos-{run}")


def _copied(photos: list[Path], target: Path) -> float:
    target.mkdir()

    def copy() -> None:
        subprocess.run(["cp", *map(str, photos), str(target)], check=True)
        subprocess.run(["sync", "-f", str(target)], check=True)
        for each in target.iterdir():
            _read_back(each)

    took = seconds(copy)
    shutil.rmtree(target)
    return took


def _read_back(path: Path) -> None:
    with path.open("rb", buffering=0) as file:
        drop_from_page_cache(file.fileno())
        while file.read(1 << 20):
            pass


def _size(folder: Path) -> int:
    return sum(each.stat().st_size for each in folder.rglob("*") if each.is_file())
