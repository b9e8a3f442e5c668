"""A walk: ``docs/recovery.md`` by its screens. Two people, a laptop that is lost, a stick; the
vault comes back by shares, and once more by what was left with the organisation."""

from __future__ import annotations

import shutil
from pathlib import Path

from desktop.i18n import _
from tests.support import PASSPHRASE
from tests.walk import file_dialog, vaults, ways, ways_back
from tests.walk.person import Person
from tests.walk.ways import Enter

BY_SHARES, BY_OFFICE = "ліст папера рака восень", "вецер поле ранак сцежка"
_BACK, _GIVEN_BACK = "garden", "orchard"


def walk(person: Person, anna: Path, office: Path, stick: Path) -> tuple[Path, Path]:
    """From the start screen with ``anna`` chosen; both know each other's card. The two vaults that
    came back, in the folder of the stick's owner: by shares, and by the office."""
    shares = _while_both_laptops_are_there(person, anna, stick)
    [backup] = stick.iterdir()
    before = backup.stat().st_mtime_ns
    vaults.leave(person)
    shutil.rmtree(anna)
    place = office.parent
    _restore_by_shares(person, backup, place, shares)
    vaults.leave(person)
    _open_other(person, office)
    ways_back.walk_one(person, ways.ALONE, PASSPHRASE, place, office.stem)
    _give_back(person, backup, place)
    vaults.leave(person)
    _open_other(person, place / f"{_GIVEN_BACK}.skrynia", BY_OFFICE)
    person.keep("given-back")
    person.check(backup.stat().st_mtime_ns == before, "the backup stays as it is")
    return place / f"{_BACK}.skrynia", place / f"{_GIVEN_BACK}.skrynia"


def _while_both_laptops_are_there(person: Person, anna: Path, stick: Path) -> Enter:
    person.fill_secret(_("Passphrase"), PASSPHRASE)
    person.hands.press("Return")
    vaults.wait_inside(person)
    shares = ways_back.add(person, ways.SHARES, PASSPHRASE, anna.parent)
    ways_back.rehearse(person, ways.SHARES, shares)
    person.press(_("Add a way to unlock…"))
    person.press(_("Key left with an organisation"))
    person.keep("escrow")
    person.fill_secret(_("Passphrase now"), PASSPHRASE)
    person.press(_("Leave the key with them"))
    person.reads(_("It opens this vault from now on."))
    person.press(_("Copy the vault…"))
    person.press(_("Choose a folder…"))
    file_dialog.answer(person, stick)
    person.press(_("Save here"))
    person.reads(_("Backed up and checked."))
    person.keep("backed-up")
    return shares


def _restore_by_shares(person: Person, backup: Path, place: Path, shares: Enter) -> None:
    person.press(_("Other options"))
    person.press(_("Restore a backup"))
    person.press(_("Choose the backup…"))
    file_dialog.answer(person, backup)
    _name(person, _BACK, place)
    ways_back.take(person, ways.SHARES)
    person.keep("restore")
    shares(person)
    person.reads(_("Restored, and everything in it was checked."))
    person.keep("restored")
    person.press(_("Open the vault"))
    ways_back.set_new(person, BY_SHARES)


def _give_back(person: Person, backup: Path, place: Path) -> None:
    person.press(_("Settings"))
    person.press(_("Open a vault left with us…"))
    person.press(_("Choose the vault…"))
    file_dialog.answer(person, backup)
    person.take(f"{_('Where it is opened')}: {_('Restore it to a new place')}")
    _name(person, _GIVEN_BACK, place)
    person.fill_secret(_("Their passphrase"), BY_OFFICE)
    person.fill_secret(_("Their passphrase once more"), BY_OFFICE)
    person.keep("give-back")
    person.press(_("Set passphrase"))
    person.reads(_("It was restored, and everything in it was checked."))
    person.keep("gave-back")


def _name(person: Person, name: str, place: Path) -> None:
    person.fill(_("Name of the vault"), name)
    if not person.shows(_("In the folder {folder}").format(folder=place)):
        person.press(_("Choose the folder for the vault"))
        file_dialog.answer(person, place)


def _open_other(person: Person, folder: Path, passphrase: str = PASSPHRASE) -> None:
    person.press(_("Other options"))
    person.press(_("Open an existing vault"))
    file_dialog.answer(person, folder)
    person.fill_secret(_("Passphrase"), passphrase)
    person.hands.press("Return")
    vaults.wait_inside(person)
