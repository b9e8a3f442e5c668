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
    """What was typed, in single spaces, without what nobody sees."""
    return only_shown(" ".join(editor.text().split()))


def nothing(_text: str) -> None:
    """Read when it is saved."""
