"""Peak memory of adding, writing and verifying at 1 and 4 GiB, with age's beside it."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.bench.harness import Row, Spread, Table, run_command, run_script
from tests.bench.package import GIB, Bench, prepare

FLOOR = 250


def measure(folder: Path, table: Table) -> None:
    """Add two rows for each job: the peak at 4 GiB, and how it grew from 1 GiB."""
    one, four = (_peaks(folder / f"{size}gib", size) for size in (1, 4))
    for job, small in one.items():
        large = four[job]
        floor = None if job.startswith("age") else FLOOR
        table.add(Row(f"peak memory, {job}, 4 GiB", Spread((large,)), None, "MiB", floor))
        growth = Row(f"growth, {job}, 1 to 4 GiB", Spread((large,)), Spread((small,)), "MiB")
        table.add(growth)


def _peaks(folder: Path, gibibytes: int) -> dict[str, float]:
    bench, filling = prepare(folder, gibibytes * GIB)
    peaks = {
        "adding photos": filling.peak_mib,
        "writing a package": run_script("tests.bench.scripts.package_write", folder).peak_mib,
        "verifying it": run_script("tests.bench.scripts.package_verify", folder).peak_mib,
        "age -d (the peer)": _age(bench),
    }
    shutil.rmtree(folder)
    return peaks


def _age(bench: Bench) -> float:
    [package] = (bench.folder / "stick").glob("*.age")
    recipient_key = bench.folder / "office.txt"
    run_script("tests.bench.scripts.package_key", bench.folder, recipient_key)
    command = ["age", "-d", "-i", str(recipient_key), "-o", "/dev/null", str(package)]
    return run_command(command).peak_mib
