"""A kill while ways in are added, revoked, changed and raised: the old slots or the new ones.

300 kills in ``make soak``; half at a moment by the clock, half at a line of what writes slots.
"""

from __future__ import annotations

import random
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

import pytest

from desktop.crypto.slots.document import check_of
from desktop.errors import WrongPassphrase
from desktop.model.identity import Role
from desktop.vault import Vault, open_vault
from desktop.vault.file.folder import read_slots
from desktop.vault_files import DATABASE, KEYS, LEFT, LOCK, SEQUENCE
from tests.examples import is_soak
from tests.forks import NEEDS_FORK, Instant, Said, at_work, killed
from tests.journey.slots_at_work import Job
from tests.support import PASSPHRASE, make_closed_vault

pytestmark = [pytest.mark.disk, NEEDS_FORK]
DAILY: Final = 4
RARE: Final = 20
SOAK: Final = 300
_MOST_LINES: Final = 700
_LONGEST: Final = 0.03
"""Seconds that one change takes here."""


@dataclass
class Known:
    """What is known of the vault from outside; ``people``: whose the ways in are, but our own."""

    own: str
    people: set[str] = field(default_factory=set)
    changes: int = 0
    check: str = ""
    """Of the slot of ``own``."""
    left: int = 0


def _begins(said: Said) -> bool:
    return "begin" in said


def settle(known: Known, said: list[Any]) -> dict[str, Any]:
    """Take in what was done; what was begun and not done is returned."""
    begun: dict[str, Any] = {}
    for each in said:
        if "done" in each:
            take_in(known, begun)
            known.check = each["done"]
        begun = each if "begin" in each else {}
    return begun


def take_in(known: Known, step: dict[str, Any]) -> None:
    if step.get("begin") == "change":
        known.own = step["new"]
        known.changes += 1
    elif step:
        known.people ^= {step["person"]}


def look(folder: Path, known: Known, begun: dict[str, Any]) -> None:
    """The vault is as before what was begun, or as after it; nothing lies about."""
    known.left += any(LEFT.fullmatch(each.name) for each in folder.iterdir())
    before, after = known.own, begun.get("new", known.own)
    opening = [each for each in dict.fromkeys((before, after)) if opens(folder, each)]
    assert len(opening) == 1, f"{len(opening)} of the old and the new passphrase open it"
    with open_vault(folder, opening[0]) as vault:
        was_done = agrees(vault, folder, known, begun, opening[0])
    if was_done:
        take_in(known, begun)
    assert {each.name for each in folder.iterdir()} <= {KEYS, DATABASE, LOCK, SEQUENCE}


def agrees(vault: Vault, folder: Path, known: Known, begun: dict[str, Any], own: str) -> bool:
    """Whether what was begun was done; what the vault says of its ways in is checked with it."""
    slots = read_slots(folder)
    ways = vault.ways_in.all()
    assert [way.slot_id for way in ways] == [slot.id for slot in slots.slots]
    people = {way.person for way in ways[1:]}
    assert "" not in people, "a way in whose owner nobody knows"
    was_done = people != known.people or own != known.own
    if begun.get("begin") == "change":
        before, known.check = known.check, check_of(slots.slots[0])
        was_done = known.check != before
    assert people in (known.people, known.people ^ {begun["person"]} if "person" in begun else [])
    rows = vault._db.all("SELECT slot_id FROM way_in")
    ended = {slot_id for slot_id, _kind, _what in vault.ways_in._told._ended().values()}
    assert {row[0] for row in rows} - ended == {way.slot_id for way in ways} - ended
    assert not any(way.came_back for way in ways)
    changes = known.changes + (was_done and begun["begin"] == "change")
    assert told(vault) == ({way.slot_id for way in ways[1:]}, changes)
    assert vault.custody.verify().intact
    return was_done


def told(vault: Vault) -> tuple[set[str], int]:
    """By the custody log: the ways in that were added and are there, and how often one changed."""
    there, changes = set[str](), 0
    for event in vault.custody.events():
        if event.object_kind == "key-slot":
            what = event.detail["what"]
            changes += what in ("changed", "raised")
            if what == "added":
                there.add(event.object_id)
            elif what in ("revoked", "gone"):
                there.remove(event.object_id)
    return there, changes


def opens(folder: Path, passphrase: str) -> bool:
    try:
        read_slots(folder).unlock(passphrase)
    except WrongPassphrase:
        return False
    return True


@pytest.mark.hypothesis
@pytest.mark.parametrize("kills", [DAILY, pytest.param(RARE, marks=pytest.mark.rare)])
def test_a_kill_leaves_the_old_ways_in_or_the_new_and_nothing_else(
    tmp_path: Path, kills: int
) -> None:
    soak = is_soak()
    chance = random.Random(None if soak else kills)
    folder = make_closed_vault(tmp_path, role=Role.ORGANISATION)
    known = Known(PASSPHRASE, check=check_of(read_slots(folder).slots[0]))
    with at_work("tests.journey.slots_at_work") as process:
        for number in range(SOAK if soak and kills == RARE else kills):
            line = chance.randrange(1, _MOST_LINES) if number % 2 else 0
            job = Job(str(folder), known.own, chance.getrandbits(32), line)
            instant = Instant.within(_begins, 0 if line else 11, _LONGEST, chance)
            begun = settle(known, killed(process, asdict(job), instant))
            look(folder, known, begun)
    with open_vault(folder, known.own) as vault:
        assert vault.check().intact
    print(f"{known.left} half-written files of slots were found and removed")
