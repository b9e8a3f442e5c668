"""A new kind of key slot is a module and a row; here one that a test declares itself."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, ClassVar, Literal, cast

import pytest

from desktop.crypto.secret import Passphrase, Secret
from desktop.crypto.sheet_code import new_code
from desktop.crypto.slots import KeySlots
from desktop.crypto.slots import passphrase as passphrase_slots
from desktop.crypto.slots.kinds import SLOT_KINDS
from desktop.errors import NewerVault, NoSlotForSecret, WrongPassphrase
from desktop.messages.errors import explain
from desktop.messages.ways_in import WAYS, way_called
from desktop.model.way_in import BY_PASSPHRASE, ON_PAPER
from desktop.vault import open_vault
from desktop.vault.file.folder import read_slots, write_slots
from tests.support import CHEAP_COST, PASSPHRASE, make_vault


@dataclass(frozen=True)
class Token:
    """A secret of another kind."""

    number: int


@dataclass(frozen=True, slots=True)
class TokenSlot:
    """Wraps nothing: it holds the key itself, which is good enough for a test alone."""

    for_a_person: ClassVar[bool] = True
    takes: ClassVar[tuple[type, ...]] = (Token,)

    id: str
    label: str
    number: int
    key: str
    kind: Literal["token"] = "token"

    def open(self, secret: Secret, vault_id: str) -> bytes | None:
        given = cast(Any, secret)
        fits = isinstance(given, Token) and given.number == self.number
        return bytes.fromhex(self.key) if fits else None


@dataclass(frozen=True, slots=True)
class SheetSlot:
    """Takes the same kind of secret as a passphrase slot does, as a recovery sheet would."""

    for_a_person: ClassVar[bool] = True
    takes: ClassVar[tuple[type, ...]] = (Passphrase,)

    id: str
    label: str
    text: str
    key: str
    kind: Literal["sheet"] = "sheet"

    def open(self, secret: Secret, vault_id: str) -> bytes | None:
        fits = isinstance(secret, Passphrase) and secret.text == self.text
        return bytes.fromhex(self.key) if fits else None


def token(number: int) -> Secret:
    return cast(Secret, Token(number))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A vault with a passphrase slot and one of the kind declared here."""
    monkeypatch.setitem(SLOT_KINDS, "token", TokenSlot)
    vault = make_vault(tmp_path)
    vault.close()
    slots = read_slots(vault.folder)
    key = slots.unlock(PASSPHRASE)
    write_slots(vault.folder, slots.add(key, TokenSlot("t", "a token", 7, key.hex())))
    return vault.folder


def test_a_vault_opens_by_a_slot_of_the_new_kind_and_by_the_old_one(folder: Path) -> None:
    open_vault(folder, token(7)).close()
    open_vault(folder, PASSPHRASE).close()


def test_a_secret_that_fits_no_slot_of_its_kind_is_wrong(folder: Path) -> None:
    with pytest.raises(WrongPassphrase):
        open_vault(folder, token(8))


def test_a_secret_that_only_a_slot_of_a_later_version_may_take_is_no_mistake_of_its_own(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(SLOT_KINDS, "token")
    kept = read_slots(folder)
    assert [slot.kind for slot in kept.slots] == ["passphrase", "token"]
    with pytest.raises(NewerVault, match="later version"):
        kept.unlock(token(7))
    assert kept.unlock(PASSPHRASE)


def test_a_secret_that_no_slot_takes_is_told_with_what_would(folder: Path) -> None:
    with pytest.raises(NoSlotForSecret, match=r"by: passphrase, token$"):
        read_slots(folder).unlock(new_code())


def test_no_slot_for_this_secret_is_no_wrong_passphrase() -> None:
    assert not issubclass(NoSlotForSecret, WrongPassphrase)
    assert explain(NoSlotForSecret()).title == "This vault opens in another way"


def test_slots_of_unknown_kinds_are_shown_and_never_dropped(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_vault(folder, PASSPHRASE) as vault:
        assert [way_called(way.kind, way.known) for way in vault.ways_in.all()] == [
            "passphrase",
            "token",
        ]
        monkeypatch.delitem(SLOT_KINDS, "token")
        vault.ways_in.change(PASSPHRASE, Passphrase("another passphrase"), CHEAP_COST)
        told = [way_called(way.kind, way.known) for way in vault.ways_in.all()]
    assert told == ["passphrase", "token (kept; this version cannot use it)"]


def test_another_program_version_keeps_the_slot_byte_for_byte(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = read_slots(folder).to_bytes()
    monkeypatch.delitem(SLOT_KINDS, "token")
    assert KeySlots.from_bytes(before).to_bytes() == before


def test_changing_the_passphrase_leaves_other_kinds_alone(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(SLOT_KINDS, "sheet", SheetSlot)
    slots = read_slots(folder)
    key = slots.unlock(PASSPHRASE)
    slots = slots.add(key, SheetSlot("s", "a sheet", "words of the sheet", key.hex()))
    assert slots.unlock("words of the sheet") == key
    with pytest.raises(WrongPassphrase):
        slots.change_passphrase("words of the sheet", "another passphrase", CHEAP_COST)


def test_every_row_bears_the_name_of_its_kind() -> None:
    for name, kind in SLOT_KINDS.items():
        assert next(f.default for f in fields(cast(Any, kind)) if f.name == "kind") == name


def test_what_groups_kinds_by_name_names_kinds_that_there_are() -> None:
    typed = [kind for kind, slot in SLOT_KINDS.items() if slot in passphrase_slots.BY_PASSPHRASE]
    assert list(BY_PASSPHRASE) == typed
    assert set(ON_PAPER) <= SLOT_KINDS.keys()
    assert WAYS.keys() == SLOT_KINDS.keys()
