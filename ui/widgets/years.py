"""After how many years a record is looked at again: the same field wherever it is filled in."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit

from desktop.i18n import _
from desktop.model.organisation import MOST_YEARS, years_fit
from ui.widgets.field import Field


class YearsField(Field):
    """Says what it takes as soon as something else stands in it. ``changed``: called then, too."""

    def __init__(self, years: str, changed: Callable[[], None]) -> None:
        self.line = QLineEdit(years)
        self._changed = changed
        super().__init__(_("Checked at the latest after this many years"), self.line)
        # Not what is typed alone: what was kept of a form may stand there, too.
        self.line.textChanged.connect(self._check)
        self._check()

    @property
    def years(self) -> str:
        """What was typed, without blanks."""
        return self.line.text().strip()

    @property
    def fits(self) -> bool:
        """Whether it may be saved as it stands."""
        return years_fit(self.years)

    def _check(self, _text: str = "") -> None:
        wrong = _("Enter a whole number from 1 to {most}.")
        self.set_error("" if self.fits else wrong.format(most=MOST_YEARS))
        self._changed()
