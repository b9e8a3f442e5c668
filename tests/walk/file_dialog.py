"""The dialog for files and folders: a path is typed."""

from __future__ import annotations

from pathlib import Path

from desktop.i18n import _
from tests.walk.person import Person


def answer(person: Person, path: Path, picture: str = "") -> None:
    """Type this path, and Enter."""
    person.fill(_("Name:"), str(path))
    if picture:
        person.keep(picture)
    person.hands.press("Return")
