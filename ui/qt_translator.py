"""Qt's own few words (context menus, file dialog, buttons) in the person's language.

PySide6 brings no Belarusian catalogue, and two ways to translate one window would drift
apart: what Qt says itself is looked up in our catalogue too.
"""

from __future__ import annotations

from PySide6.QtCore import QTranslator

from desktop.i18n import N_, gettext

_WORDS = {
    "&Undo": N_("Undo"),
    "&Redo": N_("Redo"),
    "Cu&t": N_("Cut"),
    "&Copy": N_("Copy"),
    "&Paste": N_("Paste"),
    "Delete": N_("Delete"),
    "&Delete": N_("Delete"),
    "Select All": N_("Select all"),
    "Copy &Link Location": N_("Copy the link"),
    "&Step up": N_("One up"),
    "Step &down": N_("One down"),
    "Back": N_("Back"),
    "Go back": N_("Back"),
    "Forward": N_("Forward"),
    "Go forward": N_("Forward"),
    "Parent Directory": N_("Folder above"),
    "Go to the parent directory": N_("Folder above"),
    "Create New Folder": N_("New folder"),
    "Create a New Folder": N_("New folder"),
    "&New Folder": N_("New folder"),
    "New Folder": N_("New folder"),
    "List View": N_("As a list"),
    "Change to list view mode": N_("As a list"),
    "Detail View": N_("With details"),
    "Change to detail view mode": N_("With details"),
    "Name": N_("File name"),
    "Size": N_("Size"),
    "Kind": N_("Kind"),
    "Type": N_("Kind"),
    "Date Modified": N_("Changed"),
    "Folder": N_("Folder"),
    "Directories": N_("Folder"),
    "&Rename": N_("Rename"),
    "Show &hidden files": N_("Show hidden files"),
    "Computer": N_("This computer"),
    "My Computer": N_("This computer"),
    "Files of type:": N_("Kind:"),
    "Look in:": N_("Folder:"),
    "&Yes": N_("Yes"),
    "&No": N_("No"),
    "OK": N_("OK"),
    "&OK": N_("OK"),
    "Cancel": N_("Cancel"),
    "%1 already exists.\nDo you want to replace it?": N_(
        "%1 is there already.\nDo you want to replace it?"
    ),
}


class QtTranslator(QTranslator):
    """Answers Qt's questions for a translation; what it does not know stays English."""

    def translate(
        self,
        context: str,  # noqa: ARG002
        sourceText: str,  # noqa: N803  # Qt's name
        disambiguation: str | None = None,  # noqa: ARG002
        n: int = -1,  # noqa: ARG002
    ) -> str | None:
        """The words for ``sourceText``; None hands the question on."""
        known = _WORDS.get(sourceText)
        return gettext(known) if known is not None else None

    def isEmpty(self) -> bool:  # noqa: N802
        """It has words although no file was loaded."""
        return False
