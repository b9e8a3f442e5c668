"""``python -m tests.bench [PART …]``: measure and print the table."""

from __future__ import annotations

import importlib
import os
import platform
import sys
import tempfile
from pathlib import Path

from tests.bench.harness import Table

PARTS = ("start", "unlock", "photos", "package", "memory", "search", "against")


def main(arguments: list[str]) -> int:
    """Run the parts named, or all; 2 for a part that is none."""
    unknown = [name for name in arguments if name not in PARTS]
    if unknown:
        print(f"parts: {' '.join(PARTS)}", file=sys.stderr)
        return 2
    table = Table()
    with tempfile.TemporaryDirectory(prefix="skrynia-bench-", dir=_room()) as folder:
        for name in arguments or PARTS:
            part = Path(folder, name)
            part.mkdir()
            importlib.import_module(f"tests.bench.{name}").measure(part, table)
    print(_machine())
    print()
    print(table.markdown())
    return 0


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
