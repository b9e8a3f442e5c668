"""The code of a recovery sheet on the screen, to be copied by hand; and two groups asked back."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from desktop.i18n import _
from ui.scale import space
from ui.unlocking.secret_edit import unpredicted
from ui.widgets.editors import kept_to_one_line
from ui.widgets.field import Field
from ui.widgets.label import text_label
from ui.widgets.layouts import column

if TYPE_CHECKING:
    from collections.abc import Sequence

_ACROSS: Final = 4
_ASKED: Final = 2


class CodeShown(QWidget):
    """The groups with their numbers, four in a line as they are printed."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(space(4))
        self._grid.setVerticalSpacing(space(3))
        self.setLayout(self._grid)

    def show_groups(self, groups: Sequence[str]) -> None:
        """Show these; () takes the code off the screen."""
        while (item := self._grid.takeAt(0)) is not None:
            label = item.widget()
            if label is not None:
                label.hide()
                label.deleteLater()
        for at, group in enumerate(groups):
            # Letter by letter, so that a screen reader spells it.
            label = text_label(f"{at + 1} · {group}", "lead", "strong")
            label.setAccessibleName(f"{at + 1}: {' '.join(group)}")
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._grid.addWidget(label, at // _ACROSS, at % _ACROSS)


class AskedBack(QWidget):
    """Asks for two groups by their numbers, drawn by lot: what was never typed was never tried."""

    submitted = Signal()
    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._groups: tuple[str, ...] = ()
        self._asked: list[int] = []
        self.edits: list[QLineEdit] = []
        self.fields: list[Field] = []
        for _at in range(_ASKED):
            edit = unpredicted(kept_to_one_line(QLineEdit()))
            edit.textEdited.connect(lambda _text: self.edited.emit())
            edit.returnPressed.connect(self.submitted)
            self.edits.append(edit)
            self.fields.append(Field("", edit))
        self.setLayout(column(*self.fields, gap=3))
        self.setFocusProxy(self.edits[0])

    def ask(self, groups: Sequence[str]) -> None:
        """Ask for two of these groups."""
        self._groups = tuple(groups)
        self._asked = sorted(secrets.SystemRandom().sample(range(len(groups)), _ASKED))
        for field, number in zip(self.fields, self._asked, strict=True):
            field.name(_("Group {number} on your paper").format(number=number + 1))

    @property
    def asked(self) -> tuple[int, ...]:
        """The numbers of the groups that are asked for, from 1."""
        return tuple(number + 1 for number in self._asked)

    def filled(self) -> bool:
        """Whether something stands in both lines."""
        return all(edit.text().strip() for edit in self.edits)

    def fits(self) -> bool:
        """Whether both are what was shown; the one that is not says so."""
        from desktop.crypto.sheet_code import letters_of

        right = True
        for number, edit, field in zip(self._asked, self.edits, self.fields, strict=True):
            fits = letters_of(edit.text()) == self._groups[number]
            field.set_error("" if fits else _("This is not what was shown. Look at your paper."))
            right = right and fits
        return right

    def clear(self) -> None:
        """Forget what was asked and typed."""
        self._groups, self._asked = (), []
        for edit, field in zip(self.edits, self.fields, strict=True):
            edit.clear()
            field.set_error("")
