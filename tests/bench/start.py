"""From starting the process to the first painted window, against an empty PySide6 window."""

from __future__ import annotations

from pathlib import Path

from tests.bench.harness import Row, Table, in_turn, run_script

RUNS = 9


def measure(folder: Path, table: Table) -> None:
    """Add one row. Both are whole processes, offscreen, in a home of their own.

    Both find bytecode, as an installed program does: it is kept beside the home, wherever
    this machine switches it off or the checkout is new. The first pair writes it, uncounted.
    """
    environment = {
        "PYTHONDONTWRITEBYTECODE": "",
        "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
        "HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder / "config"),
        "QT_QPA_PLATFORM": "offscreen",
    }

    def ours() -> float:
        return run_script("tests.bench.scripts.start_ours", env=environment).seconds

    def empty() -> float:
        return run_script("tests.bench.scripts.start_empty", env=environment).seconds

    mine, peer = in_turn(ours, empty, RUNS)
    table.add(Row("start to first window, against an empty PySide6 window", mine, peer, "s", 1.5))
