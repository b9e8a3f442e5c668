"""Whoever makes, uses, sends and removes at random loses nothing that anybody else knows of."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path

import pytest

from desktop.errors import RecordStays
from desktop.model.interview import INTERVIEW_KIND
from desktop.model.media import MEDIA_KIND
from desktop.model.person import PERSON_KIND
from desktop.model.place import PLACE_KIND, PlaceName
from desktop.model.version import RecordKind
from desktop.vault import Vault
from tests.support import consent_to, make_vault
from tests.unit.vault.made import add

Key = tuple[RecordKind, str]
STEPS = 60


@dataclass
class Life:
    """What should be here: by itself, without asking the vault."""

    vault: Vault
    chance: random.Random
    here: dict[Key, bytes] = field(default_factory=dict)
    person_of: dict[str, str] = field(default_factory=dict)
    files_of: dict[str, list[str]] = field(default_factory=dict)
    lies_in: dict[str, str] = field(default_factory=dict)
    cut: set[str] = field(default_factory=set)
    """The ids of everything that a version names, itself included."""
    decided: set[str] = field(default_factory=set)
    made: int = 0

    def some(self, kind: RecordKind) -> str:
        return self.chance.choice([id_ for k, id_ in self.here if k == kind] or [""])

    def make(self) -> None:
        self.made += 1
        match self.chance.randrange(4):
            case 0:
                self.here[PERSON_KIND, self.vault.people.new(f"P-{self.made}").id] = b""
            case 1:
                data = b"%d" % self.made * self.chance.choice((1, 700_000))
                self.here[MEDIA_KIND, add(self.vault, data).id] = data
            case 2:
                place, within = self.vault.places.new([PlaceName("Вёска")]), self.some(PLACE_KIND)
                self.vault.places.save(replace(place, part_of=within))
                self.here[PLACE_KIND, place.id], self.lies_in[place.id] = b"", within
            case _ if person := self.some(PERSON_KIND):
                made = self.vault.interviews.new(f"W-{self.made}", person, "be").id
                self.here[INTERVIEW_KIND, made] = b""
                self.person_of[made], self.files_of[made] = person, []

    def use(self) -> None:
        interview, photo = self.some(INTERVIEW_KIND), self.some(MEDIA_KIND)
        if not interview:
            return
        match self.chance.randrange(5):
            case 0:
                self.vault.consents.save(consent_to(interview), "asked")
                self.decided.add(interview)
                self.cut.add(interview)
            case 1:
                self.vault.interviews.save_attachments(interview, [])
                self.files_of[interview] = []
            case 2:
                self.vault.versions.cut(INTERVIEW_KIND, interview, "sent")
                self.cut |= {interview, self.person_of[interview], *self.files_of[interview]}
            case _ if photo:
                self.vault.interviews.attach(interview, photo)
                self.files_of[interview].append(photo)

    def remove(self) -> None:
        if not self.here:
            return
        kind, record_id = self.chance.choice(list(self.here))
        if self.keeps(record_id):
            with pytest.raises(RecordStays):
                self.vault.removal.remove(kind, record_id)
            return
        self.vault.removal.remove(kind, record_id)
        del self.here[kind, record_id]
        self.person_of.pop(record_id, None)
        self.files_of.pop(record_id, None)
        self.lies_in.pop(record_id, None)

    def keeps(self, record_id: str) -> bool:
        used = {*self.person_of.values(), *self.lies_in.values(), *chain(*self.files_of.values())}
        return record_id in self.cut | self.decided | used

    def clear(self) -> None:
        self.vault.go_on_with_leftovers()


@pytest.mark.parametrize(
    "seed", [1, *(pytest.param(seed, marks=pytest.mark.rare) for seed in range(2, 40))]
)
def test_nothing_goes_that_anybody_knows_of(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    with make_vault(tmp_path) as vault:
        life = Life(vault, chance)
        for _ in range(STEPS):
            chance.choice((life.make, life.make, life.use, life.use, life.remove, life.clear))()
        for (kind, record_id), data in life.here.items():
            assert vault.removal.look(kind, record_id).record_id == record_id
            if kind == MEDIA_KIND:
                assert b"".join(vault.media.read(record_id)) == data
        counts = vault.counts()
        kinds = (INTERVIEW_KIND, PERSON_KIND, MEDIA_KIND, PLACE_KIND)
        held = [sum(k == kind for k, _ in life.here) for kind in kinds]
        assert [counts[kind] for kind in kinds] == held
        report = vault.check()
        assert report.intact
        assert (report.older, report.found, report.media, report.structure) == ((), (), (), ())
