"""What travels along, by name, as rows that are made when they are looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from desktop.handoff.sending.made import Made
from desktop.i18n import _
from ui.widgets.lists.list_pane import ListPane
from ui.widgets.lists.rows import Row, RowsModel

if TYPE_CHECKING:
    from desktop.handoff.sending.along import Named

_MOST_SHOWN = 3


class AlongList(ListPane):
    """The records of one kind, three rows high at most. ``kinds``: what that is called."""

    def __init__(self, kinds: str, named: Sequence[Named]) -> None:
        self._rows = RowsModel()
        super().__init__(_("Sent along: {kind}").format(kind=kinds), self._rows)
        self._rows.setParent(self)
        self.setProperty("plain", "true")
        self._rows.set_rows(Made(named, _row))
        self.follow_rows(_MOST_SHOWN)


def _row(each: Named) -> Row:
    return Row(each.id, each.called)
