"""What travels along, by name, as rows that are made when they are looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, overload

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
        super().__init__(_("{kind} that travel along").format(kind=kinds), self._rows)
        self._rows.setParent(self)
        self.setProperty("plain", "true")
        self._rows.set_rows(_Rows(named))
        self.follow_rows(_MOST_SHOWN)


class _Rows(Sequence[Row]):
    def __init__(self, named: Sequence[Named]) -> None:
        self._named = named

    def __len__(self) -> int:
        return len(self._named)

    @overload
    def __getitem__(self, at: int) -> Row: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Row]: ...

    def __getitem__(self, at: int | slice) -> Row | Sequence[Row]:
        if isinstance(at, slice):
            return [Row(each.id, each.called) for each in self._named[at]]
        return Row(self._named[at].id, self._named[at].called)
