"""The dialog for files and folders: a path is typed."""

from __future__ import annotations

from pathlib import Path

from desktop.i18n import _
from tests.walk.patience import wait_for
from tests.walk.person import Person
from tests.walk.tree import Node

_TRIES = 3
_SOON = 5.0


def answer(person: Person, path: Path, picture: str = "") -> None:
    """Type this path, and Enter, until the dialog is gone.

    While Qt still reads the folder, Enter may go into it instead; then a person does it again.
    """
    dialog = wait_for(lambda: _dialog(person), "the file dialog")
    for _attempt in range(_TRIES):
        person.fill(_("Name:"), str(path))
        if picture:
            person.keep(picture)
        person.hands.press("Return")
        if person.sees_go(dialog, _SOON):
            return
    raise AssertionError(f"the file dialog does not take {path}")


def _dialog(person: Person) -> Node | None:
    front = person.front()
    return front if front.role == "dialog" else None
