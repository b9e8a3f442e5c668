"""A byte of ``keys.json`` that is another: refused with the sentence that is true of it.

By accident, or by somebody who renews the unkeyed checks as well; the vault has every kind of
slot there is, and one of a kind that only a later release knows.
"""

from __future__ import annotations

import hashlib
import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from desktop import canonical
from desktop.crypto.slots import KeySlots
from desktop.crypto.slots.kinds import SLOT_KINDS, UnknownSlot
from desktop.errors import (
    DamagedKeySlots,
    DamagedVault,
    NewerVault,
    NoSlotForSecret,
    WrongPassphrase,
)
from desktop.vault import open_vault
from desktop.vault.file.folder import read_slots, write_slots
from desktop.vault_files import DATABASE, KEYS
from tests.support import PASSPHRASE, make_closed_vault
from tests.ways_in import MAKERS, SECRETS

LATER = {"id": "k", "kind": "later", "label": "", "holder": {"name": "x", "n": [1, 20]}}
REFUSALS = (DamagedKeySlots, WrongPassphrase, NewerVault)
DAILY = 250
CHANGES = 10_000
counts = pytest.mark.parametrize("count", [DAILY, pytest.param(CHANGES, marks=pytest.mark.rare)])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = make_closed_vault(tmp_path_factory.mktemp("every-way"))
    slots = read_slots(place)
    key = slots.unlock(PASSPHRASE)
    for make in MAKERS.values():
        slots = slots.add(key, make(key, slots.vault_id))
    write_slots(place, slots.add(key, UnknownSlot("k", "later", "", LATER)))
    return place


def changed(data: bytes, count: int, chance: random.Random) -> Iterator[bytes]:
    """``count`` documents with one byte replaced by another, at places as even as can be."""
    step = len(data) / count
    for number in range(count):
        place = int(number * step)
        yield (data[:place] + bytes([data[place] ^ chance.randrange(1, 256)]) + data[place + 1 :])


@counts
def test_a_byte_that_broke_is_damage_whatever_opens_the_vault(folder: Path, count: int) -> None:
    data, chance = (folder / KEYS).read_bytes(), random.Random(12)
    assert {slot.kind for slot in read_slots(folder).slots} == {*SLOT_KINDS, "later"}
    before = sorted(path.name for path in folder.iterdir())
    secrets = list(SECRETS.values())
    try:
        for other in changed(data, count, chance):
            (folder / KEYS).write_bytes(other)
            with pytest.raises(DamagedKeySlots):
                open_vault(folder, chance.choice(secrets))
    finally:
        (folder / KEYS).write_bytes(data)
    assert sorted(path.name for path in folder.iterdir()) == before
    for secret in secrets:
        open_vault(folder, secret).close()


@counts
def test_a_byte_that_somebody_changed_opens_nothing(folder: Path, count: int) -> None:
    """Every check is renewed, as whoever has no key can do: what is bound to the key notices."""
    data, chance = (folder / KEYS).read_bytes(), random.Random(13)
    kinds, outcomes = list(SECRETS), set[str]()
    for other in changed(data, count, chance):
        forged = with_checks(other)
        said = outcome(forged, chance.choice(kinds))
        assert (said == "opened") == (forged == data)
        outcomes.add(said)
    # What is refused in the end is so by chance seldom among a few.
    assert outcomes >= {"DamagedKeySlots"} | ({"WrongPassphrase"} if count > DAILY else set())


def test_a_file_that_was_cut_is_damage(folder: Path) -> None:
    data = (folder / KEYS).read_bytes()
    for length in range(0, len(data), 7):
        for cut in (data[:length], data[length + 1 :], data[:length] + b" " + data[length:]):
            with pytest.raises(DamagedKeySlots):
                KeySlots.from_bytes(cut)


def test_slots_that_were_moved_taken_away_or_doubled_open_nothing(folder: Path) -> None:
    """With every check renewed: whatever a slot opens, the MAC was made of all of them."""
    document = msgspec.json.decode((folder / KEYS).read_bytes())
    slots, kinds = document["slots"], set(SECRETS)
    others = [slots[::-1], slots[:1] * 2 + slots[1:]]
    others += [slots[:number] + slots[number + 1 :] for number in range(len(slots))]
    others += [[slot | {"kind": kind} for slot in slots] for kind in kinds]
    others += [
        [slot | {key: other[key]} for slot in slots]
        for key in ("id", "salt", "wrap", "kdf")
        for other in slots
        if key in other
    ]
    for other in others:
        data = with_checks(canonical.encode(document | {"slots": other}))
        for kind in kinds:
            assert outcome(data, kind, others=(NoSlotForSecret,)) != "opened"


def test_files_of_another_vault_are_damage(folder: Path, tmp_path: Path) -> None:
    place = shutil.copytree(folder, tmp_path / "ours.skrynia")
    other = make_closed_vault(tmp_path, "theirs")
    shutil.copy(other / KEYS, place / KEYS)
    with pytest.raises(DamagedVault):
        open_vault(place, PASSPHRASE)
    with pytest.raises(WrongPassphrase):
        open_vault(place, "one that is not theirs")
    shutil.copy(folder / KEYS, place / KEYS)
    shutil.copy(other / DATABASE, place / DATABASE)
    with pytest.raises(DamagedVault):
        open_vault(place, PASSPHRASE)
    (place / KEYS).write_bytes(b"")
    with pytest.raises(DamagedKeySlots):
        open_vault(place, PASSPHRASE)
    (place / KEYS).unlink()
    with pytest.raises(DamagedKeySlots):
        open_vault(place, PASSPHRASE)


def outcome(data: bytes, kind: str, others: tuple[type[Exception], ...] = ()) -> str:
    """What becomes of trying; any exception that is none of these goes up."""
    expected: tuple[type[Exception], ...] = (*REFUSALS, *others)
    try:
        KeySlots.from_bytes(data).unlock(SECRETS[kind])
    except expected as error:
        # Of wrong secrets there are several kinds.
        return next(kind.__name__ for kind in expected if isinstance(error, kind))
    return "opened"


def with_checks(data: bytes) -> bytes:
    """The document with the check of each slot and of the whole made true, where it has any."""
    try:
        document = msgspec.json.decode(data)
        document["slots"] = [checked(slot) for slot in document["slots"]]
        return canonical.encode(checked(document))
    except (ValueError, TypeError, KeyError, AttributeError):
        return data


def checked(body: dict[str, Any]) -> dict[str, Any]:
    rest = {key: value for key, value in body.items() if key != "check"}
    return rest | {"check": hashlib.sha256(canonical.encode(rest)).hexdigest()}
