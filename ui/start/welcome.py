"""The ways in: a new vault, one that is there, a backup, or a sample to look around."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from ui.shell.afterwards import Afterwards, nothing
from ui.widgets.buttons import Button, bare_button
from ui.widgets.choices.wide import WideChoice
from ui.widgets.label import paragraph, text_label
from ui.widgets.layouts import column, row


class WelcomePage(QWidget):
    """What one sees at the first start. Nothing is typed here, and nothing opened."""

    def __init__(
        self,
        new: Callable[[], None],
        other: Callable[[], None],
        restore: Callable[[], None],
        sample: Callable[[], None],
        back: Callable[[], None],
    ) -> None:
        super().__init__()
        self.afterwards: Afterwards = nothing
        self.new = WideChoice(
            "plus",
            _("Create a new vault"),
            _("An encrypted folder for interviews, photos and documents."),
            new,
        )
        self.other = WideChoice(
            "folder",
            _("Open an existing vault"),
            _("On this computer or on a USB stick."),
            other,
        )
        self.restore = WideChoice(
            "backup",
            _("Restore a backup"),
            _("After a laptop was lost, or a vault was damaged."),
            restore,
        )
        self.sample = WideChoice(
            "eye",
            _("Explore a sample vault"),
            _("Invented people and drawn pictures, in three languages."),
            sample,
        )
        self.back: Button = bare_button(_("Back"), back, "arrow-left")
        title = text_label(_("How do you want to begin?"), "title")
        text = paragraph(
            _("Skrynia keeps records of human-rights violations safe and delivers them intact."),
            "quiet",
        )
        back_row = row(self.back, None)
        ways = (self.new, self.other, self.restore, self.sample)
        self.setLayout(column(title, text, *ways, back_row, None, gap=3))

    def take_focus(self) -> None:
        """The first way in."""
        self.new.setFocus()

    def begun(self) -> None:
        """Nothing was."""

    def forget(self) -> None:
        """There is nothing to be let go."""

    def offer_back(self, offered: bool) -> None:
        """Offer the way back to the known vaults, or not."""
        self.back.setVisible(offered)
