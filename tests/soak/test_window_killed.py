"""SIGKILL while somebody types, adds photos and backs up in the real window: what the window showed
as saved is there, and everything holds.

100 kills in ``make soak``; the seed is printed.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Final

import pytest

from desktop.vault import Vault, open_vault
from desktop.vault.backups.check import check_place
from tests.examples import is_soak
from tests.forks import NEEDS_FORK, Instant, Said, at_work, killed
from tests.soak.known import AT_REST, holds, names_in
from tests.soak.vault_at_work import PHOTOS, PLACE, VAULT
from tests.soak.window_at_work import STEPS, Job
from tests.support import PASSPHRASE, make_vault, open_interview

pytestmark = [pytest.mark.disk, pytest.mark.hypothesis, pytest.mark.rare, NEEDS_FORK]
RARE: Final = 6
SOAK: Final = 100
_LONGEST: Final = {"open": 1.0, "type": 2.5, "photo": 1.5, "back up": 1.5}
"""Seconds that each takes here, when the machine is busy."""


class Shown:
    """What a window showed as saved: the words, the photos (SHA-256), how many backups."""

    def __init__(self) -> None:
        self.words = ""
        self.photos: set[str] = set()
        self.backups = 0
        self.maybe: Said = {}

    def settle(self, said: list[Said]) -> None:
        """Take in what is said to be done; what was begun may be, in part where it was typed."""
        self.maybe = {}
        for each in said:
            if "done" in each:
                self.words += self.maybe.get("text", "")
                self.photos |= {self.maybe["photo"]} if "photo" in self.maybe else set()
                self.backups += each["done"] == "back up"
            self.maybe = each if "begin" in each else {}

    def agree(self, vault: Vault, record: str) -> None:
        """All of it is in the vault, and nothing else; then it is as the vault says."""
        words = "".join(each.text for each in vault.interviews.utterances(record))
        typed = self.words + self.maybe.get("text", "")
        # A space at the end of a turn may be left out.
        assert words.startswith(self.words.rstrip()), (words, self.words)
        assert typed.startswith(words), (words, typed)
        photos = {each.sha256 for each in vault.media.all(limit=10_000)}
        assert photos - self.photos <= {self.maybe.get("photo")}
        assert self.photos <= photos
        attached = vault.interviews.attachments(record)
        of_interview = {vault.media.get(each.media_id).sha256 for each in attached}
        assert of_interview == photos
        self.words, self.photos = words, photos


def test_a_killed_window_loses_nothing_that_it_showed_as_saved(tmp_path: Path) -> None:
    soak = is_soak()
    seed = random.SystemRandom().getrandbits(32) if soak else RARE
    print(f"seed {seed}")
    chance, inside, shown = random.Random(seed), Counter[str](), Shown()
    (tmp_path / PHOTOS).mkdir()
    folder = tmp_path / "work"
    folder.mkdir()
    with make_vault(folder) as vault:
        record = open_interview(vault).id
        vault.backups.create(folder / PLACE)
    temp = tmp_path / "temp"
    temp.mkdir()
    with at_work("tests.soak.window_at_work", TMPDIR=str(temp)) as process:
        for number in range(SOAK if soak else RARE):
            what = STEPS[number % len(STEPS)]
            job = Job(str(folder), record, what, number)
            begun = "open" if chance.random() < 0.1 else what
            instant = Instant.within(
                lambda said, begun=begun: said.get("begin") == begun,  # type: ignore[misc]
                1 if begun == "open" else 3, _LONGEST[begun], chance,
            )  # fmt: skip
            shown.settle(killed(process, asdict(job), instant))
            inside[shown.maybe.get("begin", "behind")] += 1
            _look(folder, record, shown)
            assert not names_in(temp)
    print(f"killed inside: {dict(inside)}")


def _look(folder: Path, record: str, shown: Shown) -> None:
    with open_vault(folder / VAULT, PASSPHRASE) as vault:
        assert vault.lost is None
        shown.agree(vault, record)
        while vault.go_on_with_leftovers():
            pass
        holds(vault)
    assert names_in(folder / VAULT) == AT_REST, names_in(folder / VAULT)
    assert check_place(folder / PLACE, PASSPHRASE).intact
