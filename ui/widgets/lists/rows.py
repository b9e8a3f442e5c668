"""Rows of a list as plain data, and the models that feed them to a list, all or in pages."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QStringListModel, Qt

from desktop.i18n import _
from ui.widgets.lists.latest_pages import LatestPages
from ui.widgets.tone import Tone

ROW = Qt.ItemDataRole.UserRole
SEPARATOR = " · "
PAGE = 50
"""Rows that are asked for at once: about three screens."""

_KEPT_PAGES = 40
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list: two lines of text, something aside, and a state in words.

    ``key`` is the record's id. ``tag`` is a state, drawn with the icon of its ``tone``.
    ``unfinished``: something of it is typed and not decided; drawn as a pen before the title.
    ``marks``: (start, end) of words in ``detail`` that were looked for.
    """

    key: str
    title: str
    detail: str = ""
    aside: str = ""
    tag: str = ""
    tone: Tone = Tone.INFO
    unfinished: bool = False
    marks: tuple[tuple[int, int], ...] = ()

    @property
    def spoken(self) -> str:
        """The row as a screen reader says it."""
        return ", ".join(self._parts())

    @property
    def whole(self) -> str:
        """Everything the row says, a line each, for where its width cuts words off."""
        return "\n".join(self._parts())

    def _parts(self) -> list[str]:
        open_here = _("Started, not recorded yet") if self.unfinished else ""
        return [*filter(None, (self.title, open_here, self.detail, self.tag, self.aside))]


def joined(*parts: str) -> str:
    """Facts beside one another in one line; the first ones stay when room is short."""
    return SEPARATOR.join(filter(None, parts))


class RowsModel(QStringListModel):
    """Rows that are all there.

    Qt counts them by itself, as so many empty texts: a list that is laid out asks for the count
    at each row, and 20,000 answers in Python hold the window for 30 ms.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[Row] = ()

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these instead; where they are the same, what is marked stays so."""
        if list(rows) == list(self._rows) and len(rows) == self.rowCount():
            return
        self._rows = rows
        self.setStringList([""] * len(rows))

    def flags(self, index: _Index) -> Qt.ItemFlag:  # noqa: ARG002
        """A row can be chosen, not edited."""
        return Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The row itself for ``ROW``; words for display and for a screen reader."""
        row = self.row_at(index.row())
        return None if row is None else _shown(row, role)

    def row_at(self, number: int) -> Row | None:
        """The row at this place; None outside, or while its page is on its way."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def place_of(self, key: str) -> int:
        """Where the row with this key stands; −1 when it is not here."""
        return next((n for n, row in enumerate(self._rows) if row.key == key), -1)


class PagedModel(RowsModel):
    """Rows fetched by the page when they come into sight; 20,000 cost no more than 200.

    ``fetch(offset, limit)`` asks for rows; the answer goes to :meth:`supply`.
    """

    def __init__(self, fetch: Callable[[int, int], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self._latest = LatestPages(self._read_page)
        self._pages: OrderedDict[int, Sequence[Row]] = OrderedDict()

    def reset(self, count: int) -> None:
        """Start anew with this many rows, none of them known; what is on its way is dropped."""
        self._latest.forget()
        self._pages.clear()
        self.setStringList([""] * count)

    def supply(self, offset: int, rows: Sequence[Row]) -> None:
        """Take the rows from ``offset`` on; none where they could not be read."""
        if rows:
            self._pages[offset // PAGE] = rows
            while len(self._pages) > _KEPT_PAGES:
                self._pages.popitem(last=False)
            self.dataChanged.emit(self.index(offset), self.index(offset + len(rows) - 1))
        self._latest.came()

    def row_at(self, number: int) -> Row | None:
        """The row, when its page has come; asks for the page otherwise."""
        if not 0 <= number < self.rowCount():
            return None
        page = self._pages.get(number // PAGE)
        if page is None:
            self._latest.ask(number // PAGE)
            return None
        self._pages.move_to_end(number // PAGE)
        return page[number % PAGE] if number % PAGE < len(page) else None

    def place_of(self, key: str) -> int:
        """Where the row stands among those that have come; −1 when it has not."""
        for page, rows in self._pages.items():
            for within, row in enumerate(rows):
                if row.key == key:
                    return page * PAGE + within
        return -1

    def _read_page(self, page: int) -> None:
        self._fetch(page * PAGE, PAGE)


def _shown(row: Row, role: int) -> object:
    if role == ROW:
        return row
    if role == Qt.ItemDataRole.DisplayRole:
        return row.title
    if role == Qt.ItemDataRole.AccessibleTextRole:
        return row.spoken
    return None
