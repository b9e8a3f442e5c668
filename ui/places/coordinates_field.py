"""Coordinates, typed in any usual form and put into one on leaving the field.

What cannot be read stays as it was typed, with a sentence that says how to write it.
"""

from __future__ import annotations

from collections.abc import Callable

from desktop.i18n import _
from desktop.model.values.coordinates import kept_form, normal_form
from ui.widgets.editors import line
from ui.widgets.field import Field


class CoordinatesField(Field):
    """``changed(kept)`` with every key: the normal form, or what was typed while it is none."""

    def __init__(self, value: str, changed: Callable[[str], None]) -> None:
        self._changed = changed
        self._line = line(value, self._typed)
        self._line.editingFinished.connect(self._settle)
        hint = _("Latitude, then longitude: 53.9006, 27.5590 or 53°54′02″N 27°33′32″E.")
        super().__init__(_("Coordinates"), self._line, hint)
        self._settle()

    def _typed(self, text: str) -> None:
        if self.error:
            self._say(text)
        self._changed(kept_form(text))

    def _settle(self) -> None:
        text = self._line.text()
        self._say(text)
        if kept_form(text) != text:
            self._line.setText(kept_form(text))

    def _say(self, text: str) -> None:
        self.set_error("" if _readable(text) else _wrong())


def _readable(text: str) -> bool:
    try:
        normal_form(text)
    except ValueError:
        return False
    return True


def _wrong() -> str:
    return _(
        "This cannot be read as coordinates, and is kept as you typed it. Latitude lies between "
        "−90 and 90, longitude between −180 and 180."
    )
