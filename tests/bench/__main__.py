"""``python -m tests.bench [PART …]``: measure and print the table.

``growth`` and ``growth-small`` run only where they are named: see ``tests/bench/growth``.
"""

from __future__ import annotations

import importlib
import os
import platform
import sys
import tempfile
from pathlib import Path

from tests.bench.growth import measure as growth
from tests.bench.harness import Table

PARTS = ("start", "unlock", "photos", "package", "memory", "search", "against")


def main(arguments: list[str]) -> int:
    """Run the parts named, or all but the growth; 2 for a part that is none."""
    unknown = [each for each in arguments if each.partition(":")[0] not in (*PARTS, *growth.PARTS)]
    if unknown:
        print(f"parts: {' '.join((*PARTS, *growth.PARTS))}", file=sys.stderr)
        return 2
    table = Table()
    with tempfile.TemporaryDirectory(prefix="skrynia-bench-", dir=_room()) as folder:
        for number, argument in enumerate(arguments or PARTS):
            part = Path(folder, str(number))
            part.mkdir()
            _measure(argument, part, table)
    print(_machine())
    print()
    print(table.markdown())
    return 0


def _measure(argument: str, folder: Path, table: Table) -> None:
    name, _, only = argument.partition(":")
    if name in growth.PARTS:
        names = only.split(",") if only else ()
        growth.measure(folder, table, growth.PARTS[name], names)
    else:
        importlib.import_module(f"tests.bench.{name}").measure(folder, table)


def _room() -> str | None:
    """Where the gigabytes go: BENCH_DIR, or the system's temporary folder."""
    return os.environ.get("BENCH_DIR")


def _machine() -> str:
    cpu = next(
        (
            line.split(":", 1)[1].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        )
        if Path("/proc/cpuinfo").exists()
        else iter(()),
        platform.processor() or "unknown processor",
    )
    return (
        f"{cpu}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
