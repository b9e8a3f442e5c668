"""A recovery sheet: a code in eight groups, two of which are asked back."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from ui.settings.ways_in.paper_dialog import Paper, PaperDialog, Said
from ui.unlocking.code_shown import Asked
from ui.unlocking.entered import Entered

if TYPE_CHECKING:
    from ui.shell.room import RoomContext

_ACROSS: Final = 4
_ASKED: Final = 2


class SheetDialog(PaperDialog):
    """One page."""

    def __init__(self, parent: QWidget, context: RoomContext, known: Entered | None = None) -> None:
        super().__init__(parent, context, _said(), known)

    def made(self) -> Paper:
        """A new code."""
        from desktop.crypto.sheet_code import groups_of, new_code
        from desktop.crypto.slots.making import by_sheet
        from desktop.reports.recovery_saved import save_sheet

        code = new_code()
        groups = groups_of(code)
        return Paper(
            pages=[("", groups)],
            across=_ACROSS,
            down=False,
            asked=lambda: _two_of(groups),
            save=lambda vault, path, language: save_sheet(vault, code, path, language),
            make=by_sheet(code),
        )


def _two_of(groups: tuple[str, ...]) -> list[Asked]:
    from desktop.crypto.sheet_code import letters_of

    drawn = sorted(secrets.SystemRandom().sample(range(len(groups)), _ASKED))
    return [
        Asked(_("Group {number} on your paper").format(number=at + 1), groups[at], letters_of)
        for at in drawn
    ]


def _said() -> Said:
    return Said(
        title=_("Recovery sheet"),
        about=_(
            "A code on paper that opens the vault if the passphrase is forgotten. Whoever has "
            "the paper and the laptop, or a backup, can read everything: keep it away from "
            "the laptop."
        ),
        copy=_(
            "Write the eight groups on paper by hand. This is the safest way: no file and no "
            "printer keeps a copy. Once the sheet is added, the code is not shown again."
        ),
        ask=_("Type these two groups from your paper. Then the sheet is added."),
        add=_("Add the recovery sheet"),
    )
