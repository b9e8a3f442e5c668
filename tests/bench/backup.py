"""Backups in one place, against ``cp`` and ``sync`` of the same bytes.

A vault of photos of 5 MB (``BENCH_BACKUP_MB``, 300 unless set): the first backup, a daily one
with new photos, and what eleven generations take on the disk. The peer copies the files that the
backup had to store. Both read what was written just before, so neither waits for the disk to read.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from desktop.media.ingest import add_files
from desktop.media.pictures import PictureMaker
from desktop.model.values.moment import Moment
from desktop.vault import Vault
from tests.bench.harness import Row, Spread, Table, seconds
from tests.bench.material import write_photos
from tests.support import make_vault

RUNS = 3
NEW = 20
_START = datetime(2026, 1, 5, 12, tzinfo=UTC)


def measure(folder: Path, table: Table) -> None:
    """Add the rows."""
    count = max(NEW, int(os.environ.get("BENCH_BACKUP_MB", "300")) // 5)
    photos = write_photos(folder / "photos", count + NEW * (RUNS + 1))
    with make_vault(folder) as vault:
        _add(vault, photos[:count])
        first = [_first(vault, folder, photos[:count], run) for run in range(RUNS + 1)][1:]
        table.add(_row(f"first backup of {count} photos of 5 MB, against cp and sync", first))
        place = folder / "daily.backups"
        vault.backups.create(place, now=_day(0))
        daily = list(_daily(vault, folder, place, photos[count:]))[1:]
        table.add(_row(f"daily backup with {NEW} new photos, against cp and sync", daily))
        for number in range(RUNS + 2, 60):
            vault.backups.create(place, now=_day(number))
        vault.take_changes()
        share = _size(place) / _size(vault.folder)
    table.add(Row("eleven generations, by the vault's size", Spread((share,)), None, "×", 1.3))


def _add(vault: Vault, photos: list[Path]) -> None:
    """With their small pictures, which no backup holds."""
    interview = vault.interviews.new("B-1", vault.people.new("P-1", ()).id, "be")
    with PictureMaker() as pictures:
        add_files(vault, photos, interview.id, pictures=pictures)
        pictures.make(vault)


def _day(number: int) -> Moment:
    return Moment.of(_START + timedelta(days=number))


def _row(what: str, pairs: list[tuple[float, float]]) -> Row:
    ours, peer = (Spread(tuple(pair[side] for pair in pairs)) for side in (0, 1))
    return Row(what, ours, peer, "s")


def _first(vault: Vault, folder: Path, photos: list[Path], run: int) -> tuple[float, float]:
    place = folder / f"first-{run}.backups"
    ours = seconds(lambda: vault.backups.create(place))
    shutil.rmtree(place)
    return ours, _copied(photos, folder / f"copy-{run}")


def _daily(
    vault: Vault, folder: Path, place: Path, photos: list[Path]
) -> Iterator[tuple[float, float]]:
    for run in range(RUNS + 1):
        new = photos[run * NEW : (run + 1) * NEW]
        _add(vault, new)
        backup = partial(vault.backups.create, place, now=_day(run + 1))
        yield seconds(backup), _copied(new, folder / f"new-{run}")


def _copied(photos: list[Path], target: Path) -> float:
    target.mkdir()

    def copy() -> None:
        subprocess.run(["cp", *map(str, photos), str(target)], check=True)
        subprocess.run(["sync", "-f", str(target)], check=True)

    took = seconds(copy)
    shutil.rmtree(target)
    return took


def _size(folder: Path) -> int:
    return sum(each.stat().st_size for each in folder.rglob("*") if each.is_file())
