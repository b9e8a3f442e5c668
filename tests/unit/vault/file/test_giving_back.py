"""A forgotten passphrase, or a lost laptop: each way back gives the vault to its owner again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.crypto.age.keys import parse_recipient
from desktop.crypto.key_file import new_key_file
from desktop.crypto.secret import Passphrase, PassphraseWithFile, Secret, Shares
from desktop.crypto.shares import split
from desktop.crypto.sheet_code import new_code
from desktop.crypto.slots.making import by_escrow, by_key_file, by_shares, by_sheet
from desktop.errors import (
    ClassicalKey,
    NoSlotForSecret,
    NotKeptHere,
    OrganisationsOnly,
    WrongPassphrase,
    WrongShares,
    WrongSheet,
)
from desktop.model.identity import Role
from desktop.vault import Vault, open_vault
from desktop.vault.file.giving_back import GivenBack, give_back, give_back_kept
from tests.support import CHEAP_COST, PASSPHRASE, make_vault, reopened

NEW = Passphrase("other words after the border")


def told(vault: Vault) -> list[tuple[str, dict[str, str]]]:
    """What the log says of ways in, the object before the detail."""
    return [
        (event.object_kind, dict(event.detail))
        for event in vault.custody.events()
        if "way" in event.detail
    ]


def left_with(keeper: Vault, vault: Vault) -> None:
    """Leave the key of ``vault`` with the owner of ``keeper``."""
    make = by_escrow(keeper.identity.age_identity().recipient)
    vault.ways_in.add(PASSPHRASE, make, "the office")


@pytest.fixture
def office(tmp_path: Path) -> Vault:
    return make_vault(tmp_path, "office", Role.ORGANISATION)


def on_paper(vault: Vault) -> dict[str, Secret]:
    """A recovery sheet and shares of the vault, 2 of 3."""
    code, sharing = new_code(), split(2, 3)
    vault.ways_in.add(PASSPHRASE, by_sheet(code), "researcher", "in the safe")
    vault.ways_in.add(PASSPHRASE, by_shares(sharing))
    return {"recovery-sheet": code, "recovery-shares": Shares(sharing.words[1:])}


@pytest.mark.parametrize("kind", ["recovery-sheet", "recovery-shares"])
def test_by_paper_a_backup_opens_with_a_new_passphrase(tmp_path: Path, kind: str) -> None:
    copy = tmp_path / "copy.skrynia"
    with make_vault(tmp_path) as vault:
        secret = on_paper(vault)[kind]
        vault.people.new("P-0001")
        vault.backup(copy)
        whose = vault.identity.party()
    back = give_back(copy, secret, NEW, cost=CHEAP_COST)
    assert back.owner == whose
    assert (back.way.kind, back.way.person) == ("passphrase", "researcher")
    with open_vault(copy, NEW) as vault:
        assert vault.vault_id == back.vault_id
        assert [person.code for person in vault.people.all()] == ["P-0001"]
        assert {"way": kind, "what": "used"} in [detail for _kind, detail in told(vault)]
        assert ("key-slot", {"way": "passphrase", "what": "added"}) in told(vault)
    with reopened(tmp_path / "researcher.skrynia") as vault, pytest.raises(WrongPassphrase):
        vault.check_secret(NEW)


def test_whoever_the_key_was_left_with_gives_the_vault_back_and_both_logs_say_so(
    tmp_path: Path, office: Vault
) -> None:
    with make_vault(tmp_path) as vault:
        left_with(office, vault)
    with office:
        file = new_key_file()
        new = PassphraseWithFile("words and a stick", file)
        back = give_back_kept(office, vault.folder, new, "Danuta", CHEAP_COST)
        assert ("vault", {"way": "escrow", "what": "opened for its owner"}) in told(office)
        assert office.custody.events(back.vault_id)
        assert office.custody.verify().problems == ()
    assert (back.way.kind, back.way.person) == ("passphrase-and-file", "Danuta")
    keys = (vault.folder / "keys.json").read_text("utf-8")
    named = (office.identity.fingerprint, office.identity.name, "Danuta")
    assert not any(each in keys for each in named), "who finds the laptop learns who opens it"
    with open_vault(vault.folder, new) as again:
        assert ("key-slot", {"way": "escrow", "what": "used"}) in told(again)


def by_other_sheet(folder: Path, _office: Vault) -> GivenBack:
    return give_back(folder, new_code(), NEW, cost=CHEAP_COST)


def by_one_share(folder: Path, _office: Vault) -> GivenBack:
    return give_back(folder, Shares(split(2, 3).words[:1]), NEW, cost=CHEAP_COST)


def by_the_office(folder: Path, office: Vault) -> GivenBack:
    return give_back_kept(office, folder, NEW, cost=CHEAP_COST)


@pytest.mark.parametrize(
    ("attempt", "refused"),
    [(by_other_sheet, WrongSheet), (by_one_share, WrongShares), (by_the_office, NotKeptHere)],
)
def test_what_does_not_open_it_changes_nothing(
    tmp_path: Path,
    office: Vault,
    attempt: Callable[[Path, Vault], GivenBack],
    refused: type[WrongPassphrase],
) -> None:
    other = make_vault(tmp_path, "other", Role.ORGANISATION)
    with make_vault(tmp_path) as vault, other:
        on_paper(vault)
        left_with(other, vault)
    before = (vault.folder / "keys.json").read_bytes()
    with office:
        with pytest.raises(refused) as said:
            attempt(vault.folder, office)
        assert type(said.value) is refused
        assert told(office) == []
    assert (vault.folder / "keys.json").read_bytes() == before


def test_a_vault_whose_key_was_left_with_nobody_says_so(tmp_path: Path, office: Vault) -> None:
    make_vault(tmp_path).close()
    with office, pytest.raises(NoSlotForSecret):
        give_back_kept(office, tmp_path / "researcher.skrynia", NEW, cost=CHEAP_COST)


def test_a_key_file_alone_is_for_an_organisation(tmp_path: Path, office: Vault) -> None:
    file = new_key_file()
    with make_vault(tmp_path) as vault, pytest.raises(OrganisationsOnly):
        vault.ways_in.add(PASSPHRASE, by_key_file(file))
    with reopened(vault.folder) as again:
        assert [way.kind for way in again.ways_in.all()] == ["passphrase"]
    with office:
        way = office.ways_in.add(PASSPHRASE, by_key_file(file), "intake")
    assert not way.for_a_person
    open_vault(office.folder, file).close()


def test_a_vault_key_is_left_with_no_classical_key(tmp_path: Path) -> None:
    classical = make_vault(tmp_path, "office", Role.ORGANISATION, post_quantum=False)
    with classical, make_vault(tmp_path) as vault:
        recipient = classical.identity.age_identity().recipient
        with pytest.raises(ClassicalKey):
            vault.ways_in.add(PASSPHRASE, by_escrow(recipient))
        assert parse_recipient(str(recipient)) == recipient
