"""Recovery shares: a page for each person who keeps one, a word of each asked back."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from ui.settings.ways_in.paper_dialog import Paper, PaperDialog, Said
from ui.unlocking.code_shown import Asked
from ui.widgets.field import Field
from ui.widgets.number_field import NumberField

if TYPE_CHECKING:
    from desktop.crypto.shares import Sharing
    from ui.shell.room import RoomContext

_COLUMNS: Final = 3
_MOST: Final = 16
_NEEDED, _COUNT = 2, 3
"""Proposed: two of three, so that one may be lost and no one person opens the vault."""


class SharesDialog(PaperDialog):
    """Any ``needed`` of ``count`` people together open the vault; fewer learn nothing."""

    proposes_owner = False

    def __init__(self, parent: QWidget, context: RoomContext) -> None:
        self.count = NumberField(2, _MOST, _COUNT)
        self.needed = NumberField(2, _COUNT, _NEEDED)
        self.count.valueChanged.connect(self.needed.setMaximum)
        more = (
            Field(_("How many shares"), self.count, _("Each to another person that you trust.")),
            Field(_("How many of them open the vault"), self.needed),
        )
        super().__init__(parent, context, _said(), more=more)
        self.again_button.setText(_("Show the shares again"))

    def made(self) -> Paper:
        """A new secret, shared."""
        from desktop.crypto.shares import split
        from desktop.crypto.slots.making import by_shares
        from desktop.reports.recovery_saved import save_shares

        sharing = split(self.needed.value(), self.count.value())
        return Paper(
            pages=[
                (_share(number, sharing), words.split())
                for number, words in enumerate(sharing.words, 1)
            ],
            across=_COLUMNS,
            down=True,
            asked=lambda: _one_of_each(sharing),
            save=lambda vault, path, language: save_shares(vault, sharing, path, language),
            make=by_shares(sharing),
        )

    def _titles(self) -> tuple[str, ...]:
        return (_("Show the shares"), _("I have it on paper"), self._said.add)


def _share(number: int, sharing: Sharing) -> str:
    return _("Share {number} of {of}; any {needed} of them open the vault.").format(
        number=number, of=len(sharing.words), needed=sharing.threshold
    )


def _one_of_each(sharing: Sharing) -> list[Asked]:
    drawn = secrets.SystemRandom()
    asked = []
    for number, words in enumerate(map(str.split, sharing.words), 1):
        at = drawn.randrange(len(words))
        label = _("Share {number}, word {word}").format(number=number, word=at + 1)
        asked.append(Asked(label, words[at], _word))
    return asked


def _word(typed: str) -> str:
    from desktop.crypto.shares import word_for

    return word_for(typed) or ""


def _said() -> Said:
    return Said(
        title=_("Recovery shares"),
        about=_(
            "Several people keep a share each. Enough of them together open the vault if the "
            "passphrase is forgotten; fewer learn nothing. Choose people who do not live together."
        ),
        copy=_(
            "Each share goes on a page of its own. Write the words down by hand, or save all pages "
            "as PDF; four letters of a word are enough."
        ),
        ask=_("Type one word of each share from your paper. Then they are added."),
        add=_("Add the recovery shares"),
    )
