"""SIGKILL while a process types, adds photos, removes, backs up, copies, restores, rescues and
migrates: what was shown as saved is there, all of it holds, and nothing lies about for ever.

500 kills in ``make soak``, at moments by chance; the seed is printed. ``docs/reliability.md`` has
the figures.
"""

from __future__ import annotations

import random
import shutil
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import pytest

from desktop.vault import open_vault
from tests.examples import is_soak
from tests.forks import NEEDS_FORK, Instant, Said, at_work, killed
from tests.samples import cast, reading
from tests.soak import known as look
from tests.soak.vault_at_work import JOBS, OLDER, PHOTOS, STEPS, Job
from tests.support import make_vault, open_interview

pytestmark = [pytest.mark.disk, pytest.mark.hypothesis, NEEDS_FORK]
DAILY: Final = 2
RARE: Final = 20
SOAK: Final = 500
_OF_A_VAULT: Final = 25
"""Kills of one vault: a new one then, that none grows large."""
_KINDS: Final = (*STEPS, *JOBS)
_KEPT: Final = reading.FOLDER / "vaults" / "office.skrynia"
_FIRST: Final = 0.3
"""Seconds that a step takes at most, before any was seen."""


class Soak:
    """Kills of one vault after the other, and what was seen."""

    def __init__(self, process: Any, root: Path, chance: random.Random) -> None:
        self._process, self._root, self._chance = process, root, chance
        self._longest: dict[str, float] = {}
        self.inside: Counter[str] = Counter()
        self.behind: Counter[str] = Counter()
        self._older = _older_records(root)
        self._renew()

    def _renew(self) -> None:
        shutil.rmtree(self._root / "work", ignore_errors=True)
        self._folder = self._root / "work"
        self._folder.mkdir()
        (self._folder / PHOTOS).mkdir()
        self._known = look.Known()
        with make_vault(self._folder) as vault:
            open_interview(vault)
            vault.backups.create(self._folder / "researcher.backups")
            vault.backup(self._folder / "copy.skrynia")
        self._known.copied = 0

    def kill(self, number: int) -> None:
        """Kill once, and look at everything."""
        if number % _OF_A_VAULT == _OF_A_VAULT - 1:
            self._renew()
        what = _KINDS[number % len(_KINDS)]
        if what == "migrate":
            shutil.copytree(_KEPT, self._folder / OLDER)
        before = self._chance.randrange(4)
        job = Job(str(self._folder), what, self._chance.getrandbits(32), before)
        said = self._killed(what, job)
        begun = self._known.settle(said)
        (self.inside if begun.get("begin") == what else self.behind)[what] += 1
        self._look(what, begun)

    def _killed(self, what: str, job: Job) -> list[Said]:
        def counts(said: Said) -> bool:
            clock.append((said, time.monotonic()))
            return bool(said.get("begin") == what)

        clock: list[tuple[Said, float]] = []
        longest = self._longest.get(what, _FIRST)
        most = 3 if what in STEPS else 1
        instant = Instant.within(counts, most, longest, self._chance)
        said = killed(self._process, asdict(job), instant)
        for (begun, since), (_done, until) in pairwise(clock):
            if begun.get("begin") == what:
                self._longest[what] = max(self._longest.get(what, 0), until - since)
        return said

    def _look(self, what: str, begun: Said) -> None:
        folder, known = self._folder, self._known
        look.look(folder, known, begun)
        if what == "back up":
            look.look_at_backups(folder, known)
        elif what == "copy":
            look.look_at_copy(folder, known)
        elif what in ("restore", "restore copy"):
            look.look_at_restored(folder, known, what, not begun)
        elif what == "rescue":
            look.look_at_rescued(folder, known, not begun)
        elif what == "migrate":
            look.look_at_older(folder, self._older)


def _older_records(root: Path) -> dict[str, int]:
    """How many records of each kind are in the kept vault of an earlier schema."""
    tried = shutil.copytree(_KEPT, root / "tried.skrynia")
    with open_vault(tried, cast.PASSPHRASE) as vault:
        return {str(kind): count for kind, count in vault.counts().items()}


def _figures(inside: Mapping[str, int], behind: Mapping[str, int]) -> str:
    return ", ".join(f"{what}: {inside.get(what, 0)} + {behind.get(what, 0)}" for what in _KINDS)


@pytest.mark.parametrize("kills", [DAILY, pytest.param(RARE, marks=pytest.mark.rare)])
def test_a_kill_at_any_moment_loses_nothing_that_was_shown_as_saved(
    tmp_path: Path, kills: int
) -> None:
    soak = is_soak() and kills == RARE
    seed = random.SystemRandom().getrandbits(32) if soak else kills
    print(f"seed {seed}")
    temp = tmp_path / "temp"
    temp.mkdir()
    with at_work("tests.soak.vault_at_work", TMPDIR=str(temp)) as process:
        work = Soak(process, tmp_path, random.Random(seed))
        for number in range(SOAK if soak else kills):
            work.kill(number)
            assert not list(temp.iterdir())
    print(f"killed inside + behind: {_figures(work.inside, work.behind)}")
