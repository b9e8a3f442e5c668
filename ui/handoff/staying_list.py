"""What stays, and why, as rows that are made when they are looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, overload

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
        super().__init__(_("What stays, and why"), self._rows)
        self._rows.setParent(self)
        self.setProperty("plain", "true")

    def show_staying(self, staying: Sequence[Staying]) -> None:
        """Show these instead."""
        self._rows.set_rows(_Rows(staying))
        self.follow_rows(_MOST_SHOWN)


class _Rows(Sequence[Row]):
    """Each row when it is asked for: a package of thousands may leave as many behind."""

    def __init__(self, staying: Sequence[Staying]) -> None:
        self._staying = staying
        self._refusals, self._kinds = vocabulary("refusal"), vocabulary("record_kind")

    def __len__(self) -> int:
        return len(self._staying)

    @overload
    def __getitem__(self, at: int) -> Row: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Row]: ...

    def __getitem__(self, at: int | slice) -> Row | Sequence[Row]:
        if isinstance(at, slice):
            return [self._row(each) for each in self._staying[at]]
        return self._row(self._staying[at])

    def _row(self, stays: Staying) -> Row:
        return Row(
            stays.record_id,
            stays.label,
            self._refusals.label(stays.refusal.value),
            self._kinds.label(stays.kind),
        )
