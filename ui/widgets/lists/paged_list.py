"""A list of records read by the page, below a field that filters it and a button for a new one."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from desktop.errors import SkryniaError
from desktop.i18n import _
from ui.messages import say_error
from ui.scale import TARGET, space
from ui.tasks import VaultWorker
from ui.widgets.banner import Banner
from ui.widgets.buttons import quiet_button
from ui.widgets.label import paragraph
from ui.widgets.layouts import EDGE, column, holding, row
from ui.widgets.lists.list_pane import ListPane
from ui.widgets.lists.rows import PagedModel, Row

if TYPE_CHECKING:
    from desktop.vault import Vault

_PAUSE_MS = 150


@dataclass(frozen=True, slots=True)
class Counted:
    """How many ``rows`` a listing has, and beside them how many under each other choice."""

    rows: int
    beside: Mapping[str, int] = field(default_factory=dict)


class Listing(Protocol):
    """What a list shows, as it was chosen at one moment; both methods run on the vault's thread."""

    @property
    def filtered(self) -> bool:
        """Whether it may hide records that are there."""

    def count(self, vault: Vault) -> Counted:
        """How many rows there are, in one statement."""

    def page(self, vault: Vault, offset: int, limit: int) -> list[Row]:
        """The rows from ``offset`` on, at most ``limit``, without reading the others."""


@dataclass(frozen=True, slots=True)
class ListTexts:
    """What a list says: its name, that none fits, and the new record and how to begin one.

    Without ``new`` it has no button for one. ``typed`` and ``filter`` stand in the field that
    filters, and name it, where records have no code.
    """

    name: str
    none_fits: str
    new: str = ""
    new_hint: str = ""
    typed: str = ""
    filter: str = ""


class PagedList(QWidget):
    """``opened(key)`` when a person chooses a row, ``entered(key)`` when they mean to work there
    (Enter, a double click), ``wanted_new`` for a new record.

    ``any_here(False)`` says that all were counted and there is none; what a filter or a search
    hides is taken to be here. A list of one kind says in ``listing`` what to read.
    """

    opened = Signal(str)
    entered = Signal(str)
    any_here = Signal(bool)
    wanted_new = Signal()

    wraps = 0
    """As of a :class:`ListPane`."""

    def __init__(self, worker: VaultWorker, texts: ListTexts, *filters: QWidget) -> None:
        super().__init__()
        self._worker = worker
        self._asked: Listing | None = None
        self._shown: Listing | None = None
        self._kept = ""
        self._marked = False
        self._near = -1
        self.model = PagedModel(self._fetch, self)
        # A list of a room begins at the edge of the room.
        self.list = ListPane(
            texts.name, self.model, left=EDGE if texts.new else 4, wraps=self.wraps
        )
        self.list.setProperty("plain", "true")
        self.list.opened.connect(self.opened.emit)
        self.list.entered.connect(self.entered.emit)
        self.search = _Filter(texts)
        self.search.down.connect(self._go_down)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE_MS)
        self._soon.timeout.connect(self.read)
        self.search.textChanged.connect(lambda _text: self._soon.start())
        self.new_button = quiet_button(_("New"), self.wanted_new.emit, "plus")
        self.new_button.setToolTip(texts.new_hint)
        self.new_button.setAccessibleName(texts.new)
        self._makes_new = bool(texts.new)
        # Where it is not laid out it would belong to nobody, and outlive the list.
        self.new_button.setParent(self)
        self.new_button.setVisible(self._makes_new)
        self.banner = Banner()
        self._lay_out(texts.none_fits, filters)

    @abstractmethod
    def listing(self) -> Listing:
        """What the filters and the field ask for now; a new object each time."""

    def show_beside(self, beside: Mapping[str, int]) -> None:
        """Say how many there are under each other choice, where the list has such."""

    def read(self) -> None:
        """Count and list anew, keeping the chosen one chosen."""
        self._asked = asked = self.listing()

        def count(vault: Vault) -> Counted | None:
            """None where something else was asked for before the vault had time for this."""
            return asked.count(vault) if asked is self._asked else None

        self._worker.run(
            count, lambda counted: self._take_count(asked, counted), self.say_error, self
        )

    def show_chosen(self, key: str) -> None:
        """Mark the open record in the list."""
        self._kept, self._marked = key, False
        self._mark()

    def go_near(self, place: int) -> None:
        """Read anew, and make the row at this place the current one, or the last: where a row was
        removed. None is opened by that."""
        self._near, self._kept = place, ""
        self.read()

    @property
    def kept(self) -> str:
        """The key that was last marked from the program, also while its row is not read yet."""
        return self._kept

    def say_error(self, error: SkryniaError) -> None:
        """Say above the list what went wrong."""
        say_error(self.banner, error)

    def take_focus(self) -> None:
        """To the rows; without any, to what makes the first, or to the filter that hides them."""
        empty = self.new_button if self._makes_new else self.search
        (self.list if self._pages.currentWidget() is self.list else empty).setFocus()

    def _go_down(self) -> None:
        """From the filter into the list, to a row of it."""
        if self.model.rowCount():
            if not self.list.currentIndex().isValid():
                self.list.mark(0)
            self.list.setFocus()

    def _mark(self) -> None:
        """Choose the open record once; later pages must not scroll the list back to it."""
        if not self._marked and self.model.place_of(self._kept) >= 0:
            self._marked = True
            self.list.show_row(self._kept)

    def _take_count(self, asked: Listing, counted: Counted | None) -> None:
        if counted is None or asked is not self._asked:
            return
        count = counted.rows
        self._shown = asked
        self.banner.clear()
        self._marked = False
        self.model.reset(count)
        if count and self._near >= 0:
            self.list.mark(min(self._near, count - 1))
        self._near = -1
        if not count and self.list.hasFocus():
            (self.new_button if self._makes_new else self.search).setFocus()
        self._pages.setCurrentIndex(1 if count else 0)
        self._none_fits.setVisible(asked.filtered)
        self.any_here.emit(asked.filtered or count > 0)
        self.show_beside(counted.beside)

    def _fetch(self, offset: int, limit: int) -> None:
        """Read a page of what was counted, whatever was typed since."""
        shown = self._shown
        if shown is None:
            return

        def wanted() -> bool:
            return shown is self._shown

        def page(vault: Vault) -> list[Row]:
            return with_unfinished(vault, shown.page(vault, offset, limit)) if wanted() else []

        def arrived(rows: list[Row]) -> None:
            if wanted():
                self.model.supply(offset, rows)
                if any(row.key == self._kept for row in rows):
                    self._mark()

        def refused(error: SkryniaError) -> None:
            arrived([])
            self.say_error(error)

        self._worker.run(page, arrived, refused, self)

    def _lay_out(self, none_fits: str, filters: tuple[QWidget, ...]) -> None:
        self._none_fits = holding(
            column(
                paragraph(_("Nothing here"), "strong"),
                paragraph(none_fits, "quiet"),
                None,
                margin=4,
            )
        )
        self._pages = QStackedWidget()
        self._pages.addWidget(holding(column(self._none_fits)))
        self._pages.addWidget(self.list)
        # While they are being counted, an empty list says less than «Nothing here».
        self._pages.setCurrentWidget(self.list)
        begin = (self.new_button,) if self._makes_new else ()
        above = column(row(self.search, *begin), *filters, self.banner, gap=3)
        if self._makes_new:
            above.setContentsMargins(space(EDGE), space(EDGE), space(4), space(3))
        whole = column(above, self._pages, gap=0 if self._makes_new else 2)
        whole.setStretch(1, 1)
        self.setLayout(whole)


def with_unfinished(vault: Vault, rows: list[Row]) -> list[Row]:
    """The rows, with a mark on those of which something is typed and not decided."""
    unfinished = vault.drafts.of_records([row.key for row in rows])
    return [replace(row, unfinished=row.key in unfinished) for row in rows] if unfinished else rows


class _Filter(QLineEdit):
    """The field that filters a list. Esc empties it; ``down`` when the arrow leads on."""

    down = Signal()

    def __init__(self, texts: ListTexts) -> None:
        super().__init__()
        self.setPlaceholderText(texts.typed or _("Code or name"))
        self.setAccessibleName(texts.filter or _("Filter by code or name"))
        self.setMinimumHeight(TARGET)
        self.setClearButtonEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """As in the fields of other lists."""
        if event.key() == Qt.Key.Key_Down:
            self.down.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)
