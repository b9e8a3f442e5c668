"""One line of a preview: how many names wait for a decision, and the way to them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.showing.worklist import Listed
from ui.handoff.names.labels import names_message
from ui.widgets.buttons import quiet_button
from ui.widgets.label import text_label
from ui.widgets.layouts import row


class NamesRow(QWidget):
    """Hidden where there is nothing to decide. ``asked``: somebody wants to look at them."""

    def __init__(self, asked: Callable[[], None]) -> None:
        super().__init__()
        self.spots: Sequence[Listed] = ()
        self._out: Collection[str] = ()
        self._said = text_label("", "strong")
        self.button = quiet_button(_("Look at the names…"), asked)
        self.setLayout(row(self._said, self.button, None, gap=4))
        self.hide()

    def report(self, done: int, total: int, what: str) -> None:
        """Something is being looked through that takes its time."""
        if total > 1:
            self._said.setText(
                _("{what}: {done} of {total}").format(what=what, done=done, total=total)
            )
            self.button.hide()
            self.show()

    def show_spots(self, spots: Sequence[Listed]) -> None:
        """Of all that may go."""
        self.spots = spots
        self.leave_out(self._out)

    def leave_out(self, interview_ids: Collection[str]) -> None:
        """Ask nothing about what is left out."""
        self._out = interview_ids
        every = len(self.chosen)
        self._said.setText(names_message(every, self.open_count))
        self.button.show()
        self.setVisible(bool(every))

    @property
    def chosen(self) -> list[Listed]:
        """Those of what is to go."""
        return [each for each in self.spots if each.interview_id not in self._out]

    @property
    def open_count(self) -> int:
        """How many of these nobody decided yet."""
        return sum(each.is_open for each in self.chosen)
