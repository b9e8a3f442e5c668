"""Whatever opens a vault: its passphrase, and one press away every other way."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.i18n import N_, _, gettext
from ui.widgets.buttons import Button, bare_button
from ui.widgets.choices.segmented import SegmentedChoice
from ui.widgets.label import paragraph
from ui.widgets.layouts import column, row
from ui.widgets.passphrase.field import PassphraseField

if TYPE_CHECKING:
    from ui.unlocking.entered import Entered
    from ui.unlocking.key_file_field import KeyFileField
    from ui.unlocking.shares_field import SharesField
    from ui.unlocking.sheet_code_field import SheetCodeField

    Part = SheetCodeField | SharesField | KeyFileField


class Way(StrEnum):
    """By the names of the kinds of slots."""

    PASSPHRASE = "passphrase"  # noqa: S105
    WITH_FILE = "passphrase-and-file"
    WITH_HARDWARE = "passphrase-and-hardware-key"
    SHEET = "recovery-sheet"
    SHARES = "recovery-shares"
    KEY_FILE = "key-file"


TITLES: Final = {
    Way.PASSPHRASE: N_("Passphrase"),
    Way.WITH_FILE: N_("Passphrase and key file"),
    Way.WITH_HARDWARE: N_("Passphrase and hardware key"),
    Way.SHEET: N_("Recovery sheet"),
    Way.SHARES: N_("Recovery shares"),
    Way.KEY_FILE: N_("Key file alone"),
}
_LEFT_WITH_OTHERS: Final = "escrow"
"""The kind of slot that no one here can enter anything for."""
BY_PASSPHRASE: Final = (Way.PASSPHRASE, Way.WITH_FILE, Way.WITH_HARDWARE)


class SecretEntry(QWidget):
    """``submitted``: the person means to go on with what is entered. ``edited``: it changed.

    ``label``: what the passphrase is called here. ``ways``: which ones are offered. ``of``: the
    closed vault whose ways are, where one was asked. What is not the
    passphrase is made, and what reads it imported, when it is first asked for: the first screen
    does not wait for it.
    """

    submitted = Signal()
    edited = Signal()

    def __init__(self, label: str, ways: Collection[Way] = tuple(Way)) -> None:
        super().__init__()
        self._every = self._ways = tuple(ways)
        self._way = self._ways[0]
        self._parts: dict[Way, Part] = {}
        self._kept_elsewhere = self._shown = False
        self.of: Path | None = None
        self.choice: SegmentedChoice | None = None
        self.field = PassphraseField(label)
        self.field.submitted.connect(self.submitted)
        self.field.edited.connect(lambda _text: self.edited.emit())
        self.others: Button = bare_button(_("Other ways to unlock"), self.offer_others)
        self._left = paragraph(
            _("A key was left with an organisation: it can open this vault for you."), "small"
        )
        self._lines = column(self.field, self._left, row(self.others, None), gap=3)
        self.setLayout(self._lines)
        self._left.hide()
        self.others.setVisible(len(self._ways) > 1)
        self._follow()

    @property
    def way(self) -> Way:
        """Which way is chosen."""
        return self._way

    @property
    def sheet(self) -> SheetCodeField:
        """Where the code of a sheet is typed."""
        return cast("SheetCodeField", self._part(Way.SHEET))

    @property
    def shares(self) -> SharesField:
        """Where shares are entered."""
        return cast("SharesField", self._part(Way.SHARES))

    @property
    def key_file(self) -> KeyFileField:
        """Where a key file is chosen, alone or beside the passphrase."""
        return cast("KeyFileField", self._part(Way.KEY_FILE))

    def offer_only(self, kinds: Collection[str]) -> None:
        """Of the ways that were offered at first, those of which a vault has a slot, by the kinds
        of its slots; all of them where it has none of these, or () is given: it did not say."""
        ways = tuple(way for way in self._every if way in kinds) or self._every
        left = _LEFT_WITH_OTHERS in kinds
        if (ways, left) == (self._ways, self._kept_elsewhere):
            self.others.setVisible(not self._shown and (len(ways) > 1 or left))
            return
        shown, here = self._shown, self.window().focusWidget() in self.findChildren(QWidget)
        self._ways, self._kept_elsewhere, self._shown = ways, left, False
        self._drop_choice()
        self.others.setVisible(len(ways) > 1 or left)
        self._left.hide()
        if shown:
            self._show_others()
        self.choose(self._way if self._way in ways else ways[0])
        if here:
            self.take_focus()

    def offer_others(self) -> None:
        """Show every way there is."""
        self._show_others()
        (self.choice or self._first()).setFocus()

    def _show_others(self) -> None:
        if self.choice is None and len(self._ways) > 1:
            options = [(way.value, gettext(TITLES[way])) for way in self._ways]
            self.choice = SegmentedChoice(_("Way to unlock"), options, self._way, wraps=True)
            self.choice.changed.connect(lambda way: self.choose(Way(way)))
            self._lines.insertWidget(0, self.choice)
        self._left.setVisible(self._kept_elsewhere)
        self._shown = True
        self.others.hide()

    def _drop_choice(self) -> None:
        choice, self.choice = self.choice, None
        if choice is not None:
            choice.hide()
            self._lines.removeWidget(choice)
            choice.deleteLater()

    def choose(self, way: Way) -> None:
        """Ask for this one."""
        self._way = way
        if self.choice is not None:
            self.choice.set_value(way.value)
        self._follow()

    def entered(self) -> Entered | None:
        """What opens the vault; None where something is missing, and the focus goes there."""
        from ui.unlocking.reading import read

        found = read(self, self._way)
        if found is None:
            self.take_focus()
        return found

    def take_focus(self) -> None:
        """Go to what is to be filled in."""
        if self._way is Way.WITH_FILE and self.field.text():
            self.key_file.setFocus()
        else:
            self._first().setFocus()

    def refused(self) -> None:
        """Another try: a passphrase is typed anew, what checks itself stays."""
        self.field.clear()
        self.take_focus()

    def clear(self) -> None:
        """Forget all of it."""
        for part in (self.field, *self._parts.values()):
            part.clear()

    def _first(self) -> QWidget:
        return self.field if self._way in BY_PASSPHRASE else self._part(self._way)

    def _part(self, way: Way) -> Part:
        if way not in self._parts:
            part = _MADE[way]()
            self._parts[way] = part
            part.edited.connect(self.edited)
            if way is Way.KEY_FILE:
                self.key_file.chosen.connect(self._file_chosen)
            else:
                cast("SheetCodeField | SharesField", part).submitted.connect(self.submitted)
            self._lines.insertWidget(self._lines.indexOf(self._left), part)
        return self._parts[way]

    def _file_chosen(self) -> None:
        """It is all there is to give, or the passphrase goes with it: Enter there sends both."""
        if self._way is Way.KEY_FILE:
            self.submitted.emit()
        else:
            self.field.setFocus()

    def _follow(self) -> None:
        self.field.setVisible(self._way in BY_PASSPHRASE)
        wanted = {Way.WITH_FILE: Way.KEY_FILE}.get(self._way, self._way)
        if wanted in _MADE:
            self._part(wanted)
        for way, part in self._parts.items():
            part.setVisible(way is wanted)
        self.setFocusProxy(self._first())
        self.edited.emit()


def _sheet_code_field() -> SheetCodeField:
    from ui.unlocking.sheet_code_field import SheetCodeField

    return SheetCodeField()


def _shares_field() -> SharesField:
    from ui.unlocking.shares_field import SharesField

    return SharesField()


def _key_file_field() -> KeyFileField:
    from ui.unlocking.key_file_field import KeyFileField

    return KeyFileField()


_MADE: Final[Mapping[Way, Callable[[], Part]]] = {
    Way.SHEET: _sheet_code_field,
    Way.SHARES: _shares_field,
    Way.KEY_FILE: _key_file_field,
}
