"""What stays, and why, as rows that are made when they are looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from desktop.handoff.sending.made import Made
from desktop.i18n import _
from desktop.vocabulary import vocabulary
from ui.widgets.lists.list_pane import ListPane
from ui.widgets.lists.rows import Row, RowsModel

if TYPE_CHECKING:
    from desktop.model.handoff import Staying

_MOST_SHOWN = 5


class StayingList(ListPane):
    """Five rows high at most."""

    def __init__(self) -> None:
        self._rows = RowsModel()
        super().__init__(_("What will not be sent, and why"), self._rows)
        self._rows.setParent(self)
        self.setProperty("plain", "true")

    def show_staying(self, staying: Sequence[Staying]) -> None:
        """Show these instead."""
        self._rows.set_rows(Made(staying, _row))
        self.follow_rows(_MOST_SHOWN)


def _row(stays: Staying) -> Row:
    return Row(
        stays.record_id,
        stays.label,
        vocabulary("refusal").label(stays.refusal.value),
        vocabulary("record_kind").label(stays.kind),
    )
