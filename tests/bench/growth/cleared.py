"""What it costs that the window's objects stand in places cleared to their end (decision 0049)."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from desktop.handoff.sending.write import write_package
from desktop.model.identity import Role
from desktop.system.tunables import merged
from tests.bench.growth.figures import Figure
from tests.bench.growth.handoff import OFFICE, everything
from tests.bench.growth.interviews import Shape, write
from tests.bench.growth.place import Place
from tests.bench.harness import in_turn, numbers, run_script
from tests.screenshots.material import introduce
from tests.support import make_vault

_TURNS = 3


def cleared_places(place: Place) -> Iterator[Figure]:
    """A package of ``size`` interviews taken into an empty vault, in plain memory and as the
    window does it, in turn: processor time of the thread."""
    vault, package = _made(place)
    taken = partial(_taken, place.folder / "taken", vault, package)
    plain, cleared = in_turn(partial(taken, False), partial(taken, True), _TURNS)
    ratio = sorted(c / p for p, c in zip(plain.values, cleared.values, strict=True))[_TURNS // 2]
    yield Figure("receiving, an interview, processor time in plain memory", plain.median)
    yield Figure("the same in the memory of the window", cleared.median)
    yield Figure("the second by the first", ratio, "×")


def _made(place: Place) -> tuple[Path, Path]:
    """An office's vault, and a package for it."""
    with (
        make_vault(place.folder, "researcher") as sender,
        make_vault(place.folder, OFFICE, Role.ORGANISATION) as office,
    ):
        introduce(sender, office)
        for number in range(place.size):
            write(sender, number, Shape())
        stick = place.folder / "stick"
        stick.mkdir()
        return office.folder, write_package(sender, everything(sender, OFFICE), stick).path


def _taken(into: Path, vault: Path, package: Path, cleared: bool) -> float:
    """Milliseconds an interview, of a process of its own, into a copy of the vault."""
    shutil.copytree(vault, into)
    try:
        env = {"GLIBC_TUNABLES": merged("")} if cleared else None
        how = "cleared" if cleared else "plain"
        run = run_script("tests.bench.scripts.receive_once", into, package, how, env=env)
        return numbers(run)[0]
    finally:
        shutil.rmtree(into)
