"""From starting the process to the first painted window, against an empty PySide6 window."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from desktop.settings import Settings, save_settings
from tests.bench.harness import Row, Spread, Table, run_script

RUNS = 9
_FLOOR = 1.5
_KNOWN = ("/nowhere/One.skrynia", "/nowhere/Two.skrynia")


def measure(folder: Path, table: Table) -> None:
    """Add two rows by the clock and two by the processor: a first start, and one of somebody whose
    vaults are known. Other work on the machine stretches the clock's, and the other two less.

    All are whole processes, offscreen, in a home of their own, ours from its entry point on:
    that it begins once more is counted. All find bytecode, as an installed program does: it is
    kept beside the home, wherever this machine switches it off or the checkout is new. The first
    pair writes it, uncounted.
    """
    _measure(folder / "new", table, "start to first window, against an empty PySide6 window", ())
    _measure(folder / "known", table, "the same, where vaults are known", _KNOWN)


def _measure(home: Path, table: Table, what: str, vaults: tuple[str, ...]) -> None:
    config = home / "config"
    settings = replace(Settings(), known_vaults=vaults)
    save_settings(settings, config / "skrynia" / "settings.json")
    environment = {
        "PYTHONDONTWRITEBYTECODE": "",
        "PYTHONPYCACHEPREFIX": str(home.parent / "bytecode"),
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(config),
        "QT_QPA_PLATFORM": "offscreen",
    }

    def run(script: str) -> tuple[float, float]:
        done = run_script(f"tests.bench.scripts.{script}", env=environment)
        return done.seconds, done.processor

    run("start_ours"), run("start_empty")
    pairs = [(run("start_ours"), run("start_empty")) for _ in range(RUNS)]
    for at, unit in enumerate(("s", "s of the processor")):
        ours, empty = (Spread(tuple(pair[which][at] for pair in pairs)) for which in (0, 1))
        table.add(Row(what, ours, empty, unit, _FLOOR))
