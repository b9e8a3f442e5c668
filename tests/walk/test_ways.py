"""Every way to unlock a vault in the real window, in three languages: added, tried, renamed, used
over the lock and on the start screen, revoked; and a lost laptop."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from desktop.i18n import LANGUAGES, set_language
from desktop.model.identity import Role
from desktop.vault import open_vault
from tests.support import PASSPHRASE, make_closed_vault, make_vault
from tests.unit.handoff.ends import introduce
from tests.walk import lost_laptop, ways, ways_back
from tests.walk.screen import Look
from tests.walk.work import at_work

LAPTOP = Look(1366, 768)

pytestmark = pytest.mark.slow
each_language = pytest.mark.parametrize("language", LANGUAGES)


@each_language
def test_a_sheet_opens_the_vault_of_a_forgotten_passphrase(language: str, tmp_path: Path) -> None:
    set_language(language)
    with at_work(LAPTOP, language, tmp_path, f"ways-{language}") as person:
        ways_back.walk_from_the_start(person, tmp_path)
    assert not person.complaints, "\n".join(person.complaints)


@each_language
def test_every_way_of_a_person(language: str, tmp_path: Path) -> None:
    """On paper, of another person, and at last a file without which the passphrase does nothing."""
    set_language(language)
    vault = make_closed_vault(tmp_path)
    with at_work(LAPTOP, language, tmp_path, f"each-way-{language}", given=vault) as person:
        kinds = (ways.SHEET, ways.SHARES, ways.PASSPHRASE)
        ways_back.walk(person, kinds, PASSPHRASE, tmp_path)
        ways_back.walk_second_part(person, ways.BESIDE, PASSPHRASE, tmp_path)
    assert not person.complaints, "\n".join(person.complaints)


@each_language
def test_a_hardware_key_beside_the_passphrase(language: str, tmp_path: Path) -> None:
    set_language(language)
    vault = make_closed_vault(tmp_path)
    program = (sys.executable, "-m", "tests.walk.with_token")
    name = f"hardware-{language}"
    with at_work(LAPTOP, language, tmp_path, name, given=vault, program=program) as person:
        ways_back.walk(person, (), PASSPHRASE, tmp_path)
        ways_back.walk_second_part(person, ways.HARDWARE, PASSPHRASE, tmp_path)
    assert not person.complaints, "\n".join(person.complaints)


@each_language
def test_a_laptop_is_lost_and_both_ways_back_are_gone(language: str, tmp_path: Path) -> None:
    """``docs/recovery.md`` by its screens, and a key file alone in the organisation's vault."""
    set_language(language)
    place, stick = tmp_path / "place", tmp_path / "stick"
    place.mkdir()
    stick.mkdir()
    with (
        make_vault(tmp_path, "anna") as anna,
        make_vault(place, "office", Role.ORGANISATION) as office,
    ):
        introduce(anna, office)
        anna.people.new("P-0001")
        vault_id, folders = anna.vault_id, (anna.folder, office.folder)
    name = f"lost-laptop-{language}"
    with at_work(LAPTOP, language, tmp_path, name, given=folders[0]) as person:
        back = lost_laptop.walk(person, *folders, stick)
    assert not person.complaints, "\n".join(person.complaints)
    for folder, words in zip(back, (lost_laptop.BY_SHARES, lost_laptop.BY_OFFICE), strict=True):
        with open_vault(folder, words) as vault:
            assert vault.vault_id == vault_id
            assert [each.code for each in vault.people.all()] == ["P-0001"]
