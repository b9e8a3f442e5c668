"""What each part of the form is to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from PySide6.QtWidgets import QLineEdit

from desktop.model.identity import only_shown
from desktop.model.organisation import Organisation
from ui.kept_words import Words


class Part(Protocol):
    """Some of the fields."""

    @property
    def words(self) -> Mapping[str, Words]:
        """What is kept of them, by the name it is kept by."""

    def put(self, organisation: Organisation) -> Organisation:
        """The organisation as these fields say it; what they do not show stays as it was."""


def said(editor: QLineEdit) -> str:
    """What was typed into a line, as :func:`said_in` reads it."""
    return said_in(editor.text())


def said_in(text: str) -> str:
    """A text in single spaces, without what nobody sees."""
    return " ".join(only_shown(" ".join(text.split())).split())


def nothing(_text: str) -> None:
    """Read when it is saved."""
