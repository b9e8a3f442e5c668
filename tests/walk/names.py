"""Steps: a print for somebody outside, once every name in an account was decided by keys."""

from __future__ import annotations

from pathlib import Path

from desktop.i18n import _, ngettext
from desktop.messages.phases import TITLES
from desktop.model.consent import Purpose, RecipientKind
from desktop.model.phases import Phase
from desktop.vocabulary import vocabulary
from tests.support import PASSPHRASE
from tests.walk import file_dialog, vaults
from tests.walk.patience import LONGEST, wait_until
from tests.walk.person import Person
from tests.walk.told import CODE

_REPLACE = "1"
_TO_FINISH = 2
"""*Done*, and the button that saves."""
_BEFORE_THE_LOCK = 3


def walk(person: Person, spots: int, saved: Path) -> None:
    """``spots``: how many places the program asks about, with those that are alike."""
    _to_the_names(person, spots)
    person.keep("first-place")
    person.count("to the first place")
    keys = _go_through(person, spots)
    person.keep("all-looked-at")
    person.hands.press("Return")
    person.button(_("Choose where to save…"))
    person.keep("all-decided")
    person.hands.press("Return")
    person.count(f"{spots} places, {keys} keys and {_TO_FINISH} to finish")
    person.check(keys <= spots, f"{keys} keys for {spots} places")
    file_dialog.answer(person, saved)
    person.reads(_("Copy {number} is saved.").format(number=1))
    person.keep("saved")
    _close(person)


def walk_package(person: Person, spots: int, stick: Path) -> None:
    """The same from what will be sent: the names, and then the package."""
    _unlock(person)
    person.press(_("Send and receive"))
    person.press(_("Create a package"))
    person.choose(_("For what"), vocabulary("purpose").label(Purpose.UN_MECHANISM))
    person.press(_("Review contents"))
    person.reads(_waiting(spots))
    person.keep("what-goes")
    person.press(_("Look at the names…"))
    person.reads(_("What stands there instead"))
    person.keep("names-of-a-package")
    person.count("to the first place")
    keys = _go_through(person, spots)
    person.keep("all-looked-at")
    person.hands.press("Return")
    person.reads(
        ngettext(
            "Names: {count} place, decided", "Names: {count} places, all decided", spots
        ).format(count=spots)
    )
    person.keep("all-decided")
    wait_until(lambda: person.focus_is_in(_("Choose where to save")), "the way on")
    person.hands.press("Return")
    person.count(f"{spots} places, {keys} keys and {_TO_FINISH} to finish")
    person.press(_("Choose a folder…"))
    file_dialog.answer(person, stick)
    person.press(_("Save here"))
    person.reads(_("Package saved and verified."))
    person.keep("written")


def walk_over_a_lock(person: Person, spots: int) -> None:
    """What was decided before somebody had to lock is decided behind it, and no more."""
    _to_the_names(person, spots)
    for _number in range(_BEFORE_THE_LOCK):
        before = _told(person, spots)
        person.hands.press(_REPLACE)
        _wait_past(person, spots, before)
    vaults.lock_and_unlock(person, PASSPHRASE)
    left = spots - _BEFORE_THE_LOCK
    person.reads(_waiting(left))
    person.keep("after-the-lock")
    person.press(_("Look at the names…"))
    left_here = ngettext("{count} left", "{count} left", left).format(count=left)
    person.check(left_here in _told(person, spots), f"{left_here!r} is told")
    person.keep("went-on")
    person.hands.press("Escape")
    _close(person)


def _to_the_names(person: Person, spots: int) -> None:
    """From the locked vault to the first place in the account."""
    _unlock(person)
    person.press(_("Interviews"))
    person.open_row(CODE)
    person.press(_(TITLES[Phase.CLOSE]))
    person.keep("closing")
    person.press(_("Print for a recipient…"))
    kind = vocabulary("recipient_kind").label(RecipientKind.UN_MECHANISM)
    person.choose(_("To whom"), kind)
    person.choose(_("For what"), vocabulary("purpose").label(Purpose.UN_MECHANISM))
    person.reads(_waiting(spots))
    person.keep("to-whom")
    person.press(_("Look at the names…"))
    person.reads(_("What stands there instead"))


def _close(person: Person) -> None:
    """The dialog, and wait until the window is in front again."""
    dialog = person.front()
    person.press(_("Close"))
    person.check(person.sees_go(dialog, LONGEST), "the dialog closes")


def _unlock(person: Person) -> None:
    person.fill_secret(_("Passphrase"), PASSPHRASE)
    person.hands.press("Return")
    vaults.wait_inside(person)


def _waiting(left: int) -> str:
    said = ngettext("Names: {count} place to look at", "Names: {count} places to look at", left)
    return said.format(count=left)


def _go_through(person: Person, spots: int) -> int:
    """Each place by one key, once it is there; how many keys that took."""
    keys = 0
    while not person.shows(_("All places are looked at.")):
        before = _told(person, spots)
        person.hands.press(_REPLACE)
        keys += 1
        _wait_past(person, spots, before)
    return keys


def _wait_past(person: Person, spots: int, before: str) -> None:
    wait_until(lambda: _told(person, spots) != before, "the next place")


def _told(person: Person, spots: int) -> str:
    """How many places there are, and how many are left."""
    every = ngettext("{count} place", "{count} places", spots).format(count=spots)
    return person.reads(f"{every} · ").name
