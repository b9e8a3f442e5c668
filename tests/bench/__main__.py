"""``python -m tests.bench [PART …]``: measure and print the table.

``pictures``, ``grid``, ``growth`` and ``against`` run only where they are named.
"""

from __future__ import annotations

import importlib
import os
import platform
import sys
import tempfile
from pathlib import Path

from tests.bench.against import measure as against
from tests.bench.growth import measure as growth
from tests.bench.harness import Table

PARTS = (
    *("start", "unlock", "photos", "stops", "backup", "package", "memory", "search", "account"),
    "names",
)
NAMED = ("pictures", "grid", *growth.PARTS, *against.PARTS)


def main(arguments: list[str]) -> int:
    """Run the parts named, or all but those that must be named; 2 for a part that is none."""
    unknown = [each for each in arguments if each.partition(":")[0] not in (*PARTS, *NAMED)]
    if unknown:
        print(f"parts: {' '.join((*PARTS, *NAMED))}", file=sys.stderr)
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
    names = only.split(",") if only else ()
    if name in against.PARTS:
        against.measure(folder, table, name, names)
    elif name in growth.PARTS:
        growth.measure(folder, table, growth.PARTS[name], names)
    else:
        importlib.import_module(f"tests.bench.{name}").measure(folder, table)


def _room() -> str | None:
    """Where the gigabytes go: BENCH_DIR, or the system's temporary folder."""
    return os.environ.get("BENCH_DIR")


def _machine() -> str:
    return (
        f"{_processor()}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}"
    )


def _processor() -> str:
    """Its name, and whether it hashes by itself: photos and packages differ by half with it."""
    told = Path("/proc/cpuinfo")
    lines = told.read_text(encoding="utf-8").splitlines() if told.exists() else []
    said = dict(line.replace("\t", "").split(": ", 1) for line in lines if ": " in line)
    hashes = " with SHA-NI" if "sha_ni" in said.get("flags", "").split() else ""
    return said.get("model name", platform.processor() or "unknown processor") + hashes


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
