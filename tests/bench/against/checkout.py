"""One of the two source trees, and how its programs are run."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final

from tests.bench.harness import Run, run_command

HERE: Final = Path(__file__).resolve().parents[3]
_SCRIPTS: Final = Path("tests", "bench", "scripts")


class Side(StrEnum):
    """Which of the two."""

    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True, eq=False)
class Checkout:
    """A source tree with its environment, and the folder its vaults are made in.

    ``python``: its interpreter. ``lent``: the scripts that it lacks, so that this checkout's
    were run on its code.
    """

    side: Side
    source: Path
    folder: Path
    python: Path
    lent: set[str] = field(default_factory=set)

    def module(self, name: str, *arguments: str | Path) -> Run:
        """One of its modules as a program. ``CalledProcessError`` where it did not end well."""
        return self._run(["-m", name, *map(str, arguments)])

    def script(self, name: str, *arguments: str | Path) -> Run:
        """One of ``tests/bench/scripts``: its own, or else this checkout's on its code."""
        if not (self.source / _SCRIPTS / f"{name}.py").exists():
            self.lent.add(name)
            return self._run(["-P", str(HERE / _SCRIPTS / f"{name}.py"), *map(str, arguments)])
        return self.module(f"tests.bench.scripts.{name}", *arguments)

    def _run(self, arguments: Iterable[str]) -> Run:
        return run_command([str(self.python), *arguments], self._environment(), self.source)

    def _environment(self) -> dict[str, str]:
        """A home of its own, no screen, and bytecode as an installed program has it."""
        return {
            "HOME": str(self.folder),
            "XDG_CONFIG_HOME": str(self.folder / "config"),
            "PYTHONDONTWRITEBYTECODE": "",
            "PYTHONPYCACHEPREFIX": str(self.folder / "bytecode"),
            "PYTHONPATH": str(self.source),
            "QT_QPA_PLATFORM": "offscreen",
        }


def both(folder: Path) -> tuple[Checkout, Checkout]:
    """The other checkout and this one. ``SystemExit`` where there is no other one."""
    named = os.environ.get("BENCH_AGAINST")
    other = Path(named or ".").resolve()
    if not named or not (other / ".venv").is_dir():
        raise SystemExit("BENCH_AGAINST names no checkout that was set up with make setup")
    return _made(Side.BEFORE, other, folder), _made(Side.AFTER, HERE, folder)


def _made(side: Side, source: Path, folder: Path) -> Checkout:
    own = folder / side
    own.mkdir()
    return Checkout(side, source, own, source / ".venv" / "bin" / "python")
