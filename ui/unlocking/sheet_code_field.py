"""The code of a recovery sheet, typed: each mistyped group is named as soon as it stands there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.i18n import _
from ui.unlocking.secret_edit import unpredicted
from ui.widgets.editors import kept_to_one_line
from ui.widgets.field import Field
from ui.widgets.layouts import column

if TYPE_CHECKING:
    from desktop.crypto.secret import SheetCode


class SheetCodeField(QWidget):
    """Eight groups in one line, in whatever case and keyboard; a scanner may type it, too.

    ``submitted``: Enter. ``edited``: a person changed it.
    """

    submitted = Signal()
    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.edit = unpredicted(kept_to_one_line(QLineEdit()))
        self.field = Field(_("Code of the recovery sheet"), self.edit, _told(0))
        self.setLayout(column(self.field))
        self.setFocusProxy(self.edit)
        self._before = ""
        self.edit.textEdited.connect(self._follow)
        self.edit.returnPressed.connect(self.submitted)

    def code(self) -> SheetCode | None:
        """The whole code; None where something is mistyped or missing, which is then said."""
        from desktop.crypto.sheet_code import read_typed
        from desktop.errors import MistypedCode
        from desktop.messages.ways_in import mistyped_told

        typed = read_typed(_without_mark(self.edit.text()))
        if typed.code is None:
            self.field.set_error(" ".join(mistyped_told(MistypedCode(typed.wrong, typed.missing))))
        return typed.code

    def clear(self) -> None:
        """Forget what was typed."""
        self.edit.clear()
        self._before = ""
        self.field.set_error("")
        self.field.set_hint(_told(0))

    def _follow(self, text: str) -> None:
        from desktop.crypto.sheet_code import GROUPS, read_typed
        from desktop.errors import MistypedCode
        from desktop.messages.ways_in import mistyped_told

        typed_on = len(text) > len(self._before) and self.edit.cursorPosition() == len(text)
        if typed_on and not _begins_mark(text):
            text = _in_groups(_without_mark(text))
            self.edit.setText(text)
        self._before = text
        typed = read_typed(text)
        self.field.set_error(" ".join(mistyped_told(MistypedCode(typed.wrong))))
        self.field.set_hint(_told(GROUPS - typed.missing))
        self.edited.emit()


def _told(count: int) -> str:
    from desktop.crypto.sheet_code import GROUPS

    return _("{count} of {total} groups. Capitals and keyboard do not matter.").format(
        count=count, total=GROUPS
    )


def _without_mark(text: str) -> str:
    """Without what a QR code says before the groups."""
    from desktop.crypto.sheet_code import QR_PREFIX

    return text.strip().upper().removeprefix(QR_PREFIX)


def _begins_mark(text: str) -> bool:
    """Whether it may still become what a scanner types before the groups."""
    from desktop.crypto.sheet_code import QR_PREFIX

    return QR_PREFIX.startswith(text.strip().upper())


def _in_groups(text: str) -> str:
    from desktop.crypto.sheet_code import LETTERS

    letters = "".join(filter(str.isalnum, text.upper()))
    return " ".join(letters[at : at + LETTERS] for at in range(0, len(letters), LETTERS))
