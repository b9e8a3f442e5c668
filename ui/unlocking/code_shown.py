"""What is to be copied onto paper: its parts on the screen, and some of them asked back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from desktop.i18n import _
from ui.scale import space
from ui.unlocking.secret_edit import unpredicted
from ui.widgets.editors import kept_to_one_line
from ui.widgets.field import Field
from ui.widgets.label import text_label
from ui.widgets.layouts import column, empty


@dataclass(frozen=True, slots=True)
class Asked:
    """``label``: which part is to be typed; ``read``: what was typed, as ``expected`` is spelt."""

    label: str
    expected: str = field(repr=False)
    read: Callable[[str], str]


class CodeShown(QWidget):
    """The parts with their numbers, as they are printed."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(space(4))
        self.setLayout(self._grid)

    def show_parts(self, parts: Sequence[str], across: int = 1, *, down: bool = False) -> None:
        """Show these, so many in a line; () takes them off the screen. ``down``: they are read down
        each column, smaller, and not letter by letter."""
        while (item := self._grid.takeAt(0)) is not None:
            label = item.widget()
            if label is not None:
                label.hide()
                label.deleteLater()
        self._grid.setVerticalSpacing(space(1 if down else 3))
        lines = -(-len(parts) // across)
        for at, part in enumerate(parts):
            label = text_label(f"{at + 1} · {part}", "body" if down else "lead", "strong")
            # Letter by letter, so that a screen reader spells a code.
            label.setAccessibleName(f"{at + 1}: {part if down else ' '.join(part)}")
            if not down:
                label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            place = (at % lines, at // lines) if down else (at // across, at % across)
            self._grid.addWidget(label, *place)


class AskedBack(QWidget):
    """Asks for some parts, drawn by lot: what was never typed from the paper was never tried."""

    submitted = Signal()
    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._asked: tuple[Asked, ...] = ()
        self.edits: list[QLineEdit] = []
        self.fields: list[Field] = []
        self._lines = column(gap=3)
        self.setLayout(self._lines)

    def ask(self, asked: Sequence[Asked]) -> None:
        """Ask for these."""
        self.clear()
        self._asked = tuple(asked)
        for each in asked:
            edit = unpredicted(kept_to_one_line(QLineEdit()))
            edit.textEdited.connect(lambda _text: self.edited.emit())
            edit.returnPressed.connect(self.submitted)
            self.edits.append(edit)
            self.fields.append(Field(each.label, edit))
            self._lines.addWidget(self.fields[-1])
        self.setFocusProxy(self.edits[0])

    def filled(self) -> bool:
        """Whether something stands in each line."""
        return bool(self.edits) and all(edit.text().strip() for edit in self.edits)

    def fits(self) -> bool:
        """Whether each is what was shown; one that is not says so."""
        right = True
        for asked, edit, line in zip(self._asked, self.edits, self.fields, strict=True):
            fits = asked.read(edit.text()) == asked.expected
            line.set_error("" if fits else _("This is not what was shown. Look at your paper."))
            right = right and fits
        return right

    def clear(self) -> None:
        """Forget what was asked and typed."""
        self._asked = ()
        for edit in self.edits:
            edit.clear()
        self.edits, self.fields = [], []
        empty(self._lines)
