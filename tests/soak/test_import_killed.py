"""SIGKILL while a folder comes in: every file is wholly there or wholly absent, and the import goes
on without asking for what is in, into the same set.

200 kills in ``make soak``, at moments by chance; the seed is printed. ``docs/reliability.md`` has
the figures.
"""

from __future__ import annotations

import hashlib
import random
import shutil
from collections import Counter
from pathlib import Path
from typing import Any, Final

import pytest

from desktop.model.acquisition import said_in
from desktop.vault import Vault, open_vault
from tests.examples import is_soak
from tests.forks import NEEDS_FORK, Instant, at_work, done, killed
from tests.soak.import_at_work import FOLDER, SAID, VAULT, bring_in, fill
from tests.support import PASSPHRASE, make_vault, open_interview

pytestmark = [pytest.mark.disk, pytest.mark.hypothesis, NEEDS_FORK]
DAILY: Final = 2
RARE: Final = 12
SOAK: Final = 200
_OF_A_VAULT: Final = 4
"""Kills of one vault at most; then its import is brought to an end, and another begins."""
_LEAST: Final = 0.2
"""Of the time of a whole import, in which one that has little left to do is killed."""


class Imports:
    """Imports that are killed and go on, one vault after the other."""

    def __init__(self, process: Any, root: Path, chance: random.Random) -> None:
        self._process, self._root, self._chance = process, root, chance
        self.seen: Counter[str] = Counter()
        self._longest = self._whole()

    def _whole(self) -> float:
        """Seconds that one takes which nobody kills."""
        self._renew()
        said = done(self._process, {"root": str(self._work)})
        self._look(ended=True)
        return next(float(each["took"]) for each in said if "took" in each)

    @property
    def _work(self) -> Path:
        return self._root / "work"

    def _renew(self) -> None:
        shutil.rmtree(self._work, ignore_errors=True)
        self._left = 1.0
        self._work.mkdir()
        with make_vault(self._work) as vault:
            open_interview(vault)
        fill(self._work / FOLDER, self._chance)
        self._files = {
            path.relative_to(self._work / FOLDER).as_posix(): path.read_bytes()
            for path in (self._work / FOLDER).rglob("*")
            if path.is_file()
        }

    def kill(self, number: int) -> None:
        """Kill once, look at everything, and from time to time let it come to its end."""
        if number % _OF_A_VAULT == 0:
            self._renew()
        longest = self._longest * self._left
        instant = Instant.within(
            lambda said: said.get("begin") == "import", 1, longest, self._chance
        )
        said = killed(self._process, {"root": str(self._work)}, instant)
        ended = any("done" in each for each in said)
        here = self._look(ended=ended)
        self._left = max(_LEAST, 1 - len(here) / len(self._files))
        self.seen["behind" if ended else "before" if not here else "inside"] += 1
        if number % _OF_A_VAULT == _OF_A_VAULT - 1:
            self._go_on()

    def _look(self, *, ended: bool) -> set[str]:
        """The hashes of what is here, after everything was asked of it."""
        with open_vault(self._work / VAULT, PASSPHRASE) as vault:
            while vault.go_on_with_leftovers():
                pass
            here = {each.sha256 for each in vault.media.all()}
            stands = self._in_set(vault)
            # One file after the other comes in, and into the set, as folders are walked.
            names = sorted(self._files, key=str.casefold)
            assert stands == names[: len(stands)]
            assert here == {self._hash(name) for name in stands}
            for media in vault.media.all():
                whole = b"".join(vault.media.read(media.id))
                assert hashlib.sha256(whole).hexdigest() == media.sha256
                assert said_in(*vault.acquisitions.of_file(media.id)).items() >= SAID.items()
            [record] = vault.outlines.interview_ids()
            attached = [each.sha256 for each in vault.interviews.attachments(record)]
            assert sorted(attached) == sorted(here)
            checked = vault.check()
            assert checked.custody.intact
            assert not (*checked.pages, *checked.structure, *checked.media, *checked.older)
            assert not (*checked.versions, *checked.found)
            assert stands == names or not ended
        return here

    def _go_on(self) -> None:
        """The rest comes in, and nothing is stored twice or asked for again."""
        with open_vault(self._work / VAULT, PASSPHRASE) as vault:
            before = {each.sha256 for each in vault.media.all()}
            report = bring_in(vault, self._work / FOLDER)
            assert report.failed == ()
            # Two files with the same bytes: of the second it is said that they are here.
            new = {self._hash(name) for name in self._files} - before
            assert len(report.added) == len(new)
            assert len(report.already_there) == len(self._files) - len(new)
        self._look(ended=True)

    def _hash(self, name: str) -> str:
        return hashlib.sha256(self._files[name]).hexdigest()

    def _in_set(self, vault: Vault) -> list[str]:
        """The names in the one set there is, in its order."""
        sets = vault.sets.summaries()
        assert len(sets) <= 1, sets
        return [file.name for each in sets for file in vault.sets.get(each.id).files]


@pytest.mark.parametrize("kills", [DAILY, pytest.param(RARE, marks=pytest.mark.rare)])
def test_a_killed_import_leaves_files_whole_or_absent_and_goes_on(
    tmp_path: Path, kills: int
) -> None:
    soak = is_soak() and kills == RARE
    seed = random.SystemRandom().getrandbits(32) if soak else kills
    print(f"seed {seed}")
    with at_work("tests.soak.import_at_work") as process:
        work = Imports(process, tmp_path, random.Random(seed))
        for number in range(SOAK if soak else kills):
            work.kill(number)
    print(f"killed: {dict(work.seen)}")
