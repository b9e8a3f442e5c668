"""A hardware key as the second part of a passphrase, spoken to in CTAP."""

from __future__ import annotations

import pytest

from desktop.crypto.secret import PassphraseWithHardware
from desktop.crypto.slots.making import by_passphrase
from desktop.errors import HardwareKeyError, NoSlotForSecret, WrongPassphrase
from desktop.system.hardware_key import PluggedIn, plugged_in
from desktop.vault import Vault, open_vault
from tests.software_token import SoftwareToken, plugged
from tests.support import CHEAP_COST, PASSPHRASE

WORDS = "сем слоў без сувязі"
CHALLENGE = bytes(range(32))


def test_a_key_answers_alike_each_time_and_another_key_not_at_all() -> None:
    token, other = SoftwareToken(), SoftwareToken()
    credential = plugged(token).enrol("vault")
    answer = plugged(token).answer(credential, CHALLENGE)
    assert answer is not None
    assert len(answer) == 32
    assert plugged(token).answer(credential, CHALLENGE) == answer
    assert plugged(token).answer(credential, bytes(32)) != answer
    assert plugged(other).answer(credential, CHALLENGE) is None
    assert plugged(other, token).answer(credential, CHALLENGE) == answer


def test_it_is_told_neither_whose_vault_it_is_nor_which() -> None:
    token = SoftwareToken()
    plugged(token).enrol("the-vault-and-its-id")
    assert token.heard
    assert not any(b"the-vault" in data for data in token.heard)


def test_passphrase_and_key_open_together_and_neither_alone(vault: Vault) -> None:
    token = SoftwareToken()
    both = PassphraseWithHardware(WORDS, plugged(token))
    way = vault.ways_in.add(PASSPHRASE, by_passphrase(both, CHEAP_COST))
    vault.ways_in.revoke(PASSPHRASE, vault.ways_in.all()[0].slot_id)
    folder = vault.folder
    vault.close()
    with pytest.raises(NoSlotForSecret):
        open_vault(folder, WORDS)
    with pytest.raises(WrongPassphrase):
        open_vault(folder, PassphraseWithHardware("іншае", plugged(token)))
    with pytest.raises(WrongPassphrase):
        open_vault(folder, PassphraseWithHardware(WORDS, plugged(SoftwareToken())))
    with open_vault(folder, both) as again:
        assert [each.slot_id for each in again.ways_in.all()] == [way.slot_id]


def test_what_keeps_a_key_from_answering_is_one_error() -> None:
    with pytest.raises(HardwareKeyError, match="plugged in"):
        PluggedIn([]).enrol("vault")
    with pytest.raises(HardwareKeyError, match="timeout"):
        plugged(SoftwareToken(patient=False)).enrol("vault")
    with pytest.raises(HardwareKeyError, match="hmac-secret"):
        plugged(SoftwareToken(hmac_secret=False)).enrol("vault")


def test_where_none_is_plugged_in_it_is_said() -> None:
    with pytest.raises(HardwareKeyError):
        plugged_in()
