"""Key slots: what opens, what was damaged, what was edited: never one taken for another."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop import canonical
from desktop.crypto.kdf import Argon2Cost
from desktop.crypto.secret import Passphrase
from desktop.crypto.slots import KeySlots, derive_subkey, new_vault_key
from desktop.crypto.slots.document import MOST_SLOTS
from desktop.crypto.slots.kinds import UnknownSlot
from desktop.crypto.slots.passphrase import PassphraseSlot
from desktop.errors import (
    DamagedKeySlots,
    NewerVault,
    VaultError,
    WrongPassphrase,
)
from tests.examples import examples
from tests.unit.crypto.tools import CHEAP_COST

VAULT = "11111111-2222-4333-8444-555555555555"
VAULT_KEY = bytes(range(32))
PASSPHRASE = "сем шэрых гусей on the roof"
OTHER = "another invented passphrase"
SLOTS = KeySlots.new(VAULT).add_passphrase(VAULT_KEY, PASSPHRASE, "mine", CHEAP_COST)
DOCUMENT = SLOTS.to_bytes()
DEARER = Argon2Cost(memory_kib=128, iterations=2, lanes=1)


def checked(body: dict[str, Any]) -> dict[str, Any]:
    """An object with its unkeyed check renewed, as somebody without the key can do."""
    rest = {key: value for key, value in body.items() if key != "check"}
    return rest | {"check": hashlib.sha256(canonical.encode(rest)).hexdigest()}


def edited(changes: dict[str, Any], slot_changes: dict[str, Any] | None = None) -> bytes:
    """The document with fields changed and every check renewed."""
    document = canonical.decode(DOCUMENT, dict)
    slots = [checked(slot | (slot_changes or {})) for slot in document["slots"]]
    return canonical.encode(checked(document | {"slots": slots} | changes))


def the_slot(slots: KeySlots) -> PassphraseSlot:
    slot = slots.slots[0]
    assert isinstance(slot, PassphraseSlot)
    return slot


def test_the_passphrase_opens_what_was_written() -> None:
    slots = KeySlots.from_bytes(DOCUMENT)
    assert slots == SLOTS
    assert slots.unlock(PASSPHRASE) == VAULT_KEY
    assert slots.to_bytes() == DOCUMENT


@pytest.mark.parametrize("wrong", ["", PASSPHRASE + " ", PASSPHRASE.upper(), "\udcff", "x" * 5000])
def test_any_other_passphrase_is_wrong(wrong: str) -> None:
    with pytest.raises(WrongPassphrase):
        KeySlots.from_bytes(DOCUMENT).unlock(wrong)


def test_new_vault_keys_are_random() -> None:
    keys = {new_vault_key() for _ in range(20)}
    assert len(keys) == 20
    assert {len(key) for key in keys} == {32}


def test_each_of_two_passphrases_opens() -> None:
    both = SLOTS.add_passphrase(VAULT_KEY, OTHER, "second", CHEAP_COST)
    again = KeySlots.from_bytes(both.to_bytes())
    assert again.unlock(PASSPHRASE) == again.unlock(OTHER) == VAULT_KEY
    assert len({slot.id for slot in again.slots}) == 2


def test_a_changed_passphrase_replaces_the_old_and_keeps_the_others() -> None:
    both = SLOTS.add_passphrase(VAULT_KEY, OTHER, "second", CHEAP_COST)
    changed = KeySlots.from_bytes(both.change_passphrase(OTHER, "third", DEARER).to_bytes())
    assert changed.unlock("third") == changed.unlock(PASSPHRASE) == VAULT_KEY
    with pytest.raises(WrongPassphrase):
        changed.unlock(OTHER)
    assert [(slot.id, slot.label) for slot in changed.slots] == [
        (slot.id, slot.label) for slot in both.slots
    ]


def test_changing_needs_the_old_passphrase() -> None:
    with pytest.raises(WrongPassphrase):
        SLOTS.change_passphrase(OTHER, "third", CHEAP_COST)


def test_the_cost_alone_can_be_raised() -> None:
    raised = SLOTS.change_passphrase(PASSPHRASE, PASSPHRASE, DEARER)
    assert raised.unlock(PASSPHRASE) == VAULT_KEY
    assert the_slot(raised).kdf.cost == DEARER
    assert the_slot(raised).kdf.salt != the_slot(SLOTS).kdf.salt
    assert the_slot(raised).wrap.nonce != the_slot(SLOTS).wrap.nonce


def test_a_slot_is_removed_but_never_the_last() -> None:
    both = SLOTS.add_passphrase(VAULT_KEY, OTHER, "second", CHEAP_COST)
    one = both.remove(VAULT_KEY, both.slots[0].id)
    assert one.unlock(OTHER) == VAULT_KEY
    with pytest.raises(WrongPassphrase):
        one.unlock(PASSPHRASE)
    with pytest.raises(VaultError, match="last"):
        one.remove(VAULT_KEY, one.slots[0].id)
    with pytest.raises(VaultError, match="no key slot"):
        both.remove(VAULT_KEY, "unheard-of")


def test_an_empty_passphrase_is_refused() -> None:
    with pytest.raises(VaultError, match="empty"):
        KeySlots.new(VAULT).add_passphrase(VAULT_KEY, "", "mine", CHEAP_COST)
    with pytest.raises(VaultError, match="empty"):
        SLOTS.change_passphrase(PASSPHRASE, "", CHEAP_COST)


def test_a_vault_without_slots_is_never_written() -> None:
    with pytest.raises(ValueError, match="never be opened"):
        KeySlots.new(VAULT).to_bytes()


def test_a_wrong_vault_key_adds_and_removes_nothing() -> None:
    with pytest.raises(DamagedKeySlots):
        SLOTS.add_passphrase(bytes(32), OTHER, "second", CHEAP_COST)
    with pytest.raises(DamagedKeySlots):
        SLOTS.remove(bytes(32), SLOTS.slots[0].id)


def test_same_passphrase_twice_gives_nothing_in_common() -> None:
    other = KeySlots.new(VAULT).add_passphrase(VAULT_KEY, PASSPHRASE, "mine", CHEAP_COST)
    assert the_slot(other).kdf.salt != the_slot(SLOTS).kdf.salt
    assert the_slot(other).wrap != the_slot(SLOTS).wrap


def test_no_secret_stands_in_the_document_or_in_repr() -> None:
    for shown in (DOCUMENT, repr(SLOTS).encode(), str(SLOTS).encode()):
        assert PASSPHRASE.encode() not in shown
        assert VAULT_KEY.hex().encode() not in shown
        assert base64.b64encode(VAULT_KEY) not in shown
        assert VAULT_KEY not in shown


@settings(max_examples=examples(100))
@given(position=st.integers(0, len(DOCUMENT) - 1), byte=st.integers(0, 255))
def test_any_byte_damaged_is_damage_and_never_a_wrong_passphrase(position: int, byte: int) -> None:
    damaged = DOCUMENT[:position] + bytes([byte]) + DOCUMENT[position + 1 :]
    if damaged != DOCUMENT:
        with pytest.raises(DamagedKeySlots):
            KeySlots.from_bytes(damaged)


@given(length=st.integers(0, len(DOCUMENT) - 1))
def test_cut_anywhere_is_damage(length: int) -> None:
    with pytest.raises(DamagedKeySlots):
        KeySlots.from_bytes(DOCUMENT[:length])


@settings(max_examples=examples(100))
@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8")))
def test_anything_else_is_damage(data: bytes) -> None:
    with pytest.raises(DamagedKeySlots):
        KeySlots.from_bytes(data)


@pytest.mark.parametrize(
    "data",
    [
        DOCUMENT + b"\n",
        b" " + DOCUMENT,
        b"[" * 100_000,
        b'{"check":"\\ud800"}',
        b'{"version":1e999}',
        b" " * (1 << 20) + DOCUMENT,
        b"null",
        b"{}",
    ],
)
def test_odd_documents_are_damage(data: bytes) -> None:
    with pytest.raises(DamagedKeySlots):
        KeySlots.from_bytes(data)


@pytest.mark.parametrize(
    "changes",
    [
        {"vault_id": 7},
        {"slots": []},
        {"slots": {}},
        {"slots": [7]},
        {"slots": [{}]},
        {"mac": ""},
        {"mac": "AAAA"},
        {"mac": None},
        {"version": 0},
        {"version": True},
        {"version": 1.5},
        {"version": "1"},
        {"format": "something else"},
        {"more": 1},
    ],
)
def test_well_checked_but_impossible_documents_are_damage(changes: dict[str, Any]) -> None:
    with pytest.raises(DamagedKeySlots):
        KeySlots.from_bytes(edited(changes))


KDF = canonical.to_plain(the_slot(SLOTS).kdf)
WRAP = canonical.to_plain(the_slot(SLOTS).wrap)


@pytest.mark.parametrize(
    "slot_changes",
    [
        {"kdf": KDF | {"memory_kib": 2**40}},
        {"kdf": KDF | {"memory_kib": 4 * 1024 * 1024 + 1}},
        {"kdf": KDF | {"iterations": 65}},
        {"kdf": KDF | {"iterations": 0}},
        {"kdf": KDF | {"lanes": 17}},
        {"kdf": KDF | {"memory_kib": -1}},
        {"kdf": KDF | {"memory_kib": "64"}},
        {"kdf": KDF | {"name": "pbkdf2"}},
        {"kdf": KDF | {"salt": ""}},
        {"kdf": KDF | {"salt": "!"}},
        {"kdf": None},
        {"wrap": WRAP | {"nonce": "AAAA"}},
        {"wrap": WRAP | {"ciphertext": ""}},
        {"wrap": WRAP | {"ciphertext": "AAAA"}},
        {"wrap": WRAP | {"name": "none"}},
        {"wrap": WRAP | {"more": 1}},
        {"wrap": {}},
        {"label": 1},
        {"id": None},
        {"kind": None},
        {"more": 1},
    ],
)
def test_impossible_slots_are_damage_before_any_derivation(slot_changes: dict[str, Any]) -> None:
    with pytest.raises(DamagedKeySlots):
        KeySlots.from_bytes(edited({}, slot_changes))


@pytest.mark.parametrize(
    "changes",
    [{"mac": base64.b64encode(bytes(32)).decode()}, {"slots": "doubled"}, {"slots": "added"}],
)
def test_slots_edited_without_the_key_are_damage(changes: dict[str, Any]) -> None:
    """The checks are renewed, so only the MAC notices, once the passphrase opened a slot."""
    slots = canonical.decode(DOCUMENT, dict)["slots"]
    intruder = KeySlots.new(VAULT).add_passphrase(bytes(32), OTHER, "intruder", CHEAP_COST)
    added = canonical.decode(intruder.to_bytes(), dict)["slots"]
    lists = {"doubled": slots + slots, "added": slots + added}
    if "slots" in changes:
        changes = {"slots": lists[changes["slots"]]}
    with pytest.raises(DamagedKeySlots):
        KeySlots.from_bytes(edited(changes)).unlock(PASSPHRASE)


@pytest.mark.parametrize(
    ("changes", "slot_changes"),
    [
        ({"vault_id": "another vault"}, None),
        ({}, {"label": "renamed"}),
        ({}, {"created": "2020-01-01T00:00:00Z"}),
        ({}, {"id": "another"}),
        ({}, {"kdf": KDF | {"memory_kib": 128}}),
    ],
)
def test_what_is_bound_into_the_wrap_cannot_be_edited(
    changes: dict[str, Any], slot_changes: dict[str, Any] | None
) -> None:
    """Checks renewed: the slot no longer opens, and nothing is opened under other terms."""
    with pytest.raises((WrongPassphrase, DamagedKeySlots)):
        KeySlots.from_bytes(edited(changes, slot_changes)).unlock(PASSPHRASE)


def test_more_slots_than_can_be_tried_are_damage_and_never_written() -> None:
    """2,300 slots of 4 GiB fit into a megabyte: a wrong passphrase would take days."""
    own = the_slot(SLOTS)
    dear = replace(own, kdf=replace(own.kdf, memory_kib=4 * 1024 * 1024, iterations=64))
    for many in ((own,) * (MOST_SLOTS + 1), (own, dear, dear, dear)):
        flooded = replace(SLOTS, slots=many)
        with pytest.raises(DamagedKeySlots):
            KeySlots.from_bytes(flooded.to_bytes())
        with pytest.raises(VaultError):
            flooded._with_slots(VAULT_KEY, many)
    enough = replace(SLOTS, slots=(own, dear))
    assert KeySlots.from_bytes(enough.to_bytes()) == enough


def test_a_later_version_is_named_and_not_called_damaged() -> None:
    with pytest.raises(NewerVault):
        KeySlots.from_bytes(edited({"version": 2, "slots": "of another shape"}))


def test_a_later_version_that_was_damaged_is_damaged() -> None:
    with pytest.raises(DamagedKeySlots):
        KeySlots.from_bytes(edited({"version": 2}).replace(b'"version":2', b'"version":3'))


def with_unknown_slot() -> KeySlots:
    """A document that a later program of the same version wrote, with a true MAC."""
    slot = {"id": "k", "kind": "later", "label": "a stick", "holder": {"name": "x", "n": [1]}}
    sheet = UnknownSlot("k", "later", "a stick", slot)
    return KeySlots(VAULT, (sheet, *SLOTS.slots))._with_slots(VAULT_KEY, (sheet, *SLOTS.slots))


def test_unknown_kinds_are_kept_and_skipped() -> None:
    slots = KeySlots.from_bytes(with_unknown_slot().to_bytes())
    assert slots.unlock(PASSPHRASE) == VAULT_KEY
    more = slots.add_passphrase(VAULT_KEY, OTHER, "second", CHEAP_COST)
    changed = more.change_passphrase(PASSPHRASE, "third", CHEAP_COST)
    again = KeySlots.from_bytes(changed.to_bytes())
    assert again.slots[0] == slots.slots[0]
    assert canonical.decode(again.to_bytes(), dict)["slots"][0]["holder"] == {"name": "x", "n": [1]}
    assert again.unlock("third") == VAULT_KEY


def test_the_last_slot_that_opens_here_stays_beside_unknown_ones() -> None:
    slots = with_unknown_slot()
    with pytest.raises(VaultError, match="last"):
        slots.remove(VAULT_KEY, slots.slots[1].id)
    assert slots.remove(VAULT_KEY, "k").unlock(PASSPHRASE) == VAULT_KEY


def test_only_unknown_kinds_open_with_no_passphrase() -> None:
    slots = with_unknown_slot()
    alone = slots._with_slots(VAULT_KEY, slots.slots[:1])
    with pytest.raises(NewerVault, match="a later version"):
        KeySlots.from_bytes(alone.to_bytes()).unlock(PASSPHRASE)


def test_text_stands_for_a_passphrase_which_no_repr_shows() -> None:
    assert SLOTS.unlock(Passphrase(PASSPHRASE)) == VAULT_KEY
    assert PASSPHRASE not in repr(Passphrase(PASSPHRASE))


def test_the_mac_key_is_no_key_that_anything_else_gets() -> None:
    assert derive_subkey(VAULT_KEY, b"skrynia key slots mac v1") != VAULT_KEY
