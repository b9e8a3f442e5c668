"""A walk: a recovery sheet is made with a vault and opens it once its passphrase is forgotten."""

from __future__ import annotations

import re
from pathlib import Path

from desktop.i18n import _
from tests.walk import vaults
from tests.walk.patience import wait_for
from tests.walk.person import Person

FORGOTTEN = "four words nobody recalls"
NEW = "ліст папера рака восень"
_GROUP = re.compile(r"([1-8]): ((?:\w ){4}\w)")


def walk(person: Person, folder: Path) -> None:
    """The code is copied, asked back, typed over the lock screen; then a new passphrase is set."""
    owner = vaults.Owner("Зоська", "garden", _("I conduct interviews"), FORGOTTEN)
    vaults.make_up_to_the_sheet(person, owner, folder)
    person.press(_("Show the code"))
    person.button(_("I have it on paper"))
    person.keep("code")
    paper = _copied(person)
    person.press(_("I have it on paper"))
    asked = [n for n in paper if person.shows(_("Group {number} on your paper").format(number=n))]
    person.check(len(asked) == 2, f"two groups are asked back: {asked}")
    for number in asked:
        person.fill(_("Group {number} on your paper").format(number=number), paper[number])
    person.keep("asked-back")
    person.press(_("Add the recovery sheet"))
    vaults.wait_inside(person)
    _forget(person, paper)
    vaults.lock_and_unlock(person, NEW)
    person.keep("unlocked-anew")


def _forget(person: Person, paper: dict[int, str]) -> None:
    """Locked, and nobody knows the passphrase."""
    person.hands.press("ctrl+l")
    person.reads(_("Locked"))
    person.press(_("Other ways to unlock"))
    person.take(f"{_('Way to unlock')}: {_('Recovery sheet')}")
    person.fill(_("Code of the recovery sheet"), " ".join(paper[at] for at in sorted(paper)))
    person.keep("sheet-typed")
    person.hands.press("Return")
    person.button(_("Set passphrase"))
    person.fill_secret(_("New passphrase"), NEW)
    person.fill_secret(_("New passphrase once more"), NEW)
    person.keep("new-passphrase")
    person.press(_("Set passphrase"))
    vaults.wait_inside(person)


def _copied(person: Person) -> dict[int, str]:
    """What the screen shows, as a reader spells it."""

    def seen() -> dict[int, str] | None:
        found = (_GROUP.fullmatch(node.name) for node in person.look().walk())
        groups = {int(each[1]): each[2].replace(" ", "") for each in found if each}
        return groups if len(groups) == 8 else None

    return wait_for(seen, "the eight groups")
