"""All places at the left, each with what was decided; rows are made when they are looked at."""

from __future__ import annotations

from desktop.i18n import _
from desktop.showing.worklist import Worklist
from ui.handoff.names.labels import row_of
from ui.scale import with_text
from ui.widgets.lists.list_pane import ListPane
from ui.widgets.lists.rows import Row, RowsModel

_WIDTH, _HEIGHT = 264, 300


class SpotsModel(RowsModel):
    """A row a place, by its number."""

    def __init__(self, worklist: Worklist) -> None:
        super().__init__()
        self._worklist = worklist
        several = len({listed.interview_id for listed in worklist.spots}) > 1
        self._with_code = several
        self.setStringList([""] * len(worklist.spots))

    def row_at(self, number: int) -> Row | None:
        """The row of the place with this number."""
        spots = self._worklist.spots
        if not 0 <= number < len(spots):
            return None
        return row_of(number, spots[number], with_code=self._with_code)

    def place_of(self, key: str) -> int:
        """Its number."""
        return int(key) if key else -1

    def renew(self) -> None:
        """Show what was decided; only the rows in sight are made."""
        self.dataChanged.emit(self.index(0), self.index(self.rowCount() - 1))


class SpotList(ListPane):
    """Narrow beside the place one is at."""

    def __init__(self, worklist: Worklist) -> None:
        self.rows = SpotsModel(worklist)
        super().__init__(_("All places"), self.rows, left=3)
        self.rows.setParent(self)
        self.setFixedWidth(with_text(_WIDTH))
        self.setMinimumHeight(with_text(_HEIGHT))

    def follow(self, number: int) -> None:
        """Mark the place one is at, and bring it into sight."""
        self.show_row(str(number) if number < self.rows.rowCount() else "")
        if number < self.rows.rowCount():
            self.scrollTo(self.rows.index(number))
