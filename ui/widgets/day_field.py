"""A day that is typed in any usual form, and said in words once it is understood."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QLineEdit

from desktop.formats import format_date
from desktop.i18n import _
from desktop.typed_dates import has_come, read_day
from ui.widgets.field import Field


class DayField(Field):
    """``changed(day)`` with an ISO day, or "" for an empty field.

    While one types, a year of two digits may become one of four. What is no day is said, and the
    day from before it was typed over stays: who keeps the typed words asks :attr:`wrong`.
    ``past``: it is one on which something was done, and none that is still to come.
    """

    def __init__(
        self, label: str, day: str, changed: Callable[[str], None], *, past: bool = False
    ) -> None:
        self.line = QLineEdit(day)
        self.line.setPlaceholderText(_("5.12.2026"))
        self._changed, self._before, self._past = changed, day, past
        super().__init__(label, self.line, " ")
        self.line.textEdited.connect(lambda _text: self._take(whole_year=True))
        self.line.editingFinished.connect(self._finish)
        self.line.textChanged.connect(lambda _text: self._say())
        self._say()

    @property
    def wrong(self) -> bool:
        """Whether something stands there that is no day, or none that can be meant."""
        return bool(self.line.text().strip()) and self._read() is None

    def put(self, day: date) -> None:
        """Put a day there, as a person would."""
        self.line.setText(day.isoformat())
        self._finish()

    def _read(self, *, whole_year: bool = False) -> date | None:
        day = read_day(self.line.text(), whole_year=whole_year)
        return None if self._past and day is not None and not has_come(day) else day

    def _finish(self) -> None:
        self._before = self._take()

    def _take(self, *, whole_year: bool = False) -> str:
        """Hand on the day that stands there, and give it."""
        day = self._read(whole_year=whole_year)
        taken = day.isoformat() if day is not None else ""
        if day is None and self.line.text().strip():
            taken = self._before
        self._changed(taken)
        return taken

    def _say(self) -> None:
        day = self._read()
        self.set_hint(format_date(day) if day is not None else _("Day, month and year."))
        self.set_error(self._fault() if self.wrong else "")

    def _fault(self) -> str:
        if read_day(self.line.text()) is not None:
            return _("This day has not come yet.")
        return _("This is not a date. Enter it like this: 5.12.2026.")
