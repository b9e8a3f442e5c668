"""The fields by which somebody says how files came, which are here or are about to come."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.messages.acquired import label
from desktop.model.acquisition import Acquisition, said_in, with_said
from desktop.model.values.plain_text import one_line
from ui.widgets.day_field import DayField
from ui.widgets.editors import choice, line
from ui.widgets.field import Field
from ui.widgets.layouts import column, row


class AcquiredFields(QWidget):
    """``changed``: somebody typed; ``wrong``: a day stands there that is none."""

    changed = Signal()

    def __init__(self, now: Acquisition) -> None:
        super().__init__()
        self._now = now
        self.lines = {
            field: line(getattr(now, field), lambda _text: self.changed.emit())
            for field in ("device", "handed_over_by", "original_at", "rights", "may_see")
        }
        self.codes = {
            field: choice(field, getattr(now, field), lambda _code: None, _("Not said"))
            for field in ("generation", "graphic")
        }
        self._day = now.handed_over_on
        self.day = DayField(label("handed_over_on"), self._day, self._take_day, past=True)
        self.setLayout(
            column(
                self._field("device"),
                row(self._field("handed_over_by"), self.day, gap=3),
                row(self._field("generation"), self._field("graphic"), gap=3),
                self._field("original_at"),
                self._field("rights"),
                self._field("may_see"),
                gap=3,
            )
        )

    @property
    def wrong(self) -> bool:
        """Whether it cannot be said as it stands."""
        return self.day.wrong

    @property
    def editors(self) -> dict[str, QWidget]:
        """By the name of each field, where it is typed."""
        return {**self.lines, **self.codes, "handed_over_on": self.day.line}

    def settle_day(self) -> None:
        """The day that was put there from the program counts."""
        self.day.line.editingFinished.emit()

    def fill(self, said: Mapping[str, str]) -> None:
        """Put this there, as a person would."""
        for field, editor in self.lines.items():
            editor.setText(said.get(field, ""))
        for field, code in self.codes.items():
            code.setCurrentIndex(max(0, code.findData(said.get(field, ""))))
        self.day.line.setText(said.get("handed_over_on", ""))
        self.settle_day()

    def filled_in(self) -> Acquisition:
        """What stands there."""
        words = {field: one_line(editor.text()).strip() for field, editor in self.lines.items()}
        codes = {field: str(editor.currentData()) for field, editor in self.codes.items()}
        return with_said(self._now, {**words, **codes, "handed_over_on": self._day})

    def _take_day(self, day: str) -> None:
        self._day = day
        self.changed.emit()

    def _field(self, name: str) -> Field:
        hint = (
            _("A word to colleagues. What is sent is decided by consent.")
            if name == "may_see"
            else ""
        )
        return Field(label(name), {**self.lines, **self.codes}[name], hint)


def said_of_all(acquisition: Acquisition) -> dict[str, str]:
    """What is filled in, and nothing that is left empty: that stays as each file has it."""
    return {field: said for field, said in said_in(acquisition).items() if said}


def nothing_needed() -> str:
    """What stands above the fields."""
    return _("Nothing has to be filled in. What you do not know stays empty.")
