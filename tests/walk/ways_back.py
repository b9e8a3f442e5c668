"""A walk: every way to unlock a vault is added, tried, renamed, used twice, and revoked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from desktop.i18n import _
from tests.walk import vaults, ways
from tests.walk.person import Person
from tests.walk.ways import Enter, Kind

FORGOTTEN = "four words nobody recalls"
NEW = "ліст папера рака восень"
_PLACE = "у шуфлядзе"


def walk_from_the_start(person: Person, folder: Path) -> None:
    """A sheet made with a new vault opens it once its passphrase is forgotten."""
    owner = vaults.Owner("Зоська", "garden", _("I conduct interviews"), FORGOTTEN)
    vaults.make_up_to_the_sheet(person, owner, folder)
    person.press(_("Show the code"))
    enter = ways.copy_sheet(person, folder)
    vaults.wait_inside(person)
    _unlock_over_the_lock(person, ways.SHEET, enter)
    set_new(person, NEW)
    vaults.lock_and_unlock(person, NEW)
    person.keep("unlocked-anew")


def walk(person: Person, kinds: Sequence[Kind], passphrase: str, folder: Path) -> None:
    """In the vault that the start screen offers; what is printed or saved goes into ``folder``."""
    person.fill_secret(_("Passphrase"), passphrase)
    person.hands.press("Return")
    vaults.wait_inside(person)
    for kind in kinds:
        walk_one(person, kind, passphrase, folder)


def walk_one(person: Person, kind: Kind, passphrase: str, folder: Path, vault: str = "") -> None:
    """From inside a vault that ``passphrase`` opens, and back into it. ``vault``: what it is called
    on the start screen, where there are others."""
    enter = add(person, kind, passphrase, folder)
    rehearse(person, kind, enter)
    _rename(person, kind)
    _unlock_over_the_lock(person, kind, enter)
    not_now(person, kind)
    vaults.leave(person)
    if vault:
        person.take_row(vault)
    take(person, kind)
    enter(person)
    not_now(person, kind)
    vaults.wait_inside(person)
    _revoke(person, kind, passphrase)
    person.hands.press("ctrl+l")
    person.reads(_("Locked"))
    _is_gone(person, kind, enter)
    person.fill_secret(_("Passphrase"), passphrase)
    person.hands.press("Return")
    vaults.wait_inside(person)


def walk_second_part(person: Person, kind: Kind, passphrase: str, folder: Path) -> None:
    """What goes with the passphrase takes its place: there is nothing to revoke."""
    enter = add(person, kind, passphrase, folder)
    rehearse(person, kind, enter)
    _rename(person, kind)
    person.hands.press("ctrl+l")
    person.reads(_("Locked"))
    # Nothing else opens it, so nothing else is offered and nothing to be chosen.
    person.keep("second-part-over-the-lock")
    enter(person)
    vaults.wait_inside(person)
    vaults.leave(person)
    enter(person)
    vaults.wait_inside(person)


def add(person: Person, kind: Kind, passphrase: str, folder: Path) -> Enter:
    """Settings → Ways to unlock → Add a way to unlock."""
    person.press(_("Settings"))
    person.press(_("Add a way to unlock…"))
    person.press(_(kind.title))
    enter = kind.add(person, passphrase, folder)
    person.reads(_("It opens this vault from now on."))
    person.keep("added")
    return enter


def take(person: Person, kind: Kind) -> None:
    """Choose it among the other ways to unlock; a passphrase is asked for at first."""
    choice = f"{_('Way to unlock')}: {_(kind.offered)}"
    if kind is ways.PASSPHRASE:
        return
    if not person.shows(choice):
        person.press(_("Other ways to unlock"))
    person.take(choice)


def not_now(person: Person, kind: Kind) -> None:
    """After a way back a new passphrase is asked for, which is not what this is about."""
    if kind.recovers:
        person.button(_("Set passphrase"))
        person.press(_("Not now"))


def set_new(person: Person, passphrase: str) -> None:
    """After a way back: a new passphrase."""
    person.button(_("Set passphrase"))
    person.fill_secret(_("New passphrase"), passphrase)
    person.fill_secret(_("New passphrase once more"), passphrase)
    person.keep("new-passphrase")
    person.press(_("Set passphrase"))
    vaults.wait_inside(person)


def rehearse(person: Person, kind: Kind, enter: Enter) -> None:
    """Try it, from the list of what opens the vault."""
    person.choose_row(_row(kind))
    person.press(_("Try it…"))
    enter(person)
    person.reads(_("It works. That you tried it today is noted."))
    person.keep("tried")
    person.press(_("Close"))


def _rename(person: Person, kind: Kind) -> None:
    person.choose_row(_row(kind))
    person.press(_("Rename…"))
    person.fill(_("Where it is kept"), _PLACE)
    person.press(_("Save"))
    person.reads(_PLACE)


def _unlock_over_the_lock(person: Person, kind: Kind, enter: Enter) -> None:
    person.hands.press("ctrl+l")
    person.reads(_("Locked"))
    take(person, kind)
    person.keep("other-ways")
    enter(person)
    person.reads(_("Sections"))


def _revoke(person: Person, kind: Kind, passphrase: str) -> None:
    person.press(_("Settings"))
    person.choose_row(_row(kind))
    person.press(_("Revoke…"))
    person.fill_secret(_("Passphrase now"), passphrase)
    person.press(_("Revoke"))
    person.reads(_("It opens this vault no more."))


def _is_gone(person: Person, kind: Kind, enter: Enter) -> None:
    """What was revoked is not offered; a passphrase, of which there is another, is refused."""
    if kind is ways.PASSPHRASE:
        enter(person)
        person.reads(_("Wrong passphrase"))
    choice = f"{_('Way to unlock')}: {_(kind.offered)}"
    person.check(not person.shows(choice), f"{choice} is offered no more")
    person.keep("gone")


def _row(kind: Kind) -> str:
    called = _(kind.row)
    return ", ".join(filter(None, (called[:1].upper() + called[1:], kind.whose)))
