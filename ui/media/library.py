"""The files that a filter lets through, as a grid model that reads two hundred at a time."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.errors import SkryniaError
from desktop.model.file_text import WITHOUT_PICTURE
from desktop.model.media import Media
from desktop.vault.records.originals.media_lists import (
    ALL_FILES,
    MediaFilter,
    MediaOrder,
    MediaSummary,
)
from desktop.vocabulary import vocabulary
from ui.media.grid import GridItem, GridModel
from ui.media.thumbnails import Thumbnails
from ui.widgets.lists.latest_pages import LatestPages
from ui.widgets.lists.rows import joined

if TYPE_CHECKING:
    from desktop.vault import Vault
    from ui.tasks import VaultWorker

_PAGE = 200
_KEPT_PAGES = 20


class Library(GridModel):
    """In the order asked for. ``refused`` when the vault could not be read."""

    refused = Signal(object)

    def __init__(self, worker: VaultWorker, thumbnails: Thumbnails, parent: QWidget) -> None:
        super().__init__(thumbnails, parent)
        self._worker = worker
        self._count = 0
        self._generation = 0
        self._asked, self._order = ALL_FILES, MediaOrder.NEWEST
        self._pages: OrderedDict[int, tuple[MediaSummary, ...]] = OrderedDict()
        self._latest = LatestPages(self._read)

    def show_count(
        self, count: int, asked: MediaFilter = ALL_FILES, order: MediaOrder = MediaOrder.NEWEST
    ) -> None:
        """Start anew with this many files; what is on its way for the old list is dropped."""
        self.beginResetModel()
        self._count, self._asked, self._order = count, asked, order
        self._forget_pages()
        self.endResetModel()

    def renew(self) -> None:
        """Read again what stands below the same files in the same order."""
        self._forget_pages()
        if self._count:
            self.items_changed(0, self._count - 1)

    def _forget_pages(self) -> None:
        self._generation += 1
        self._pages.clear()
        self._latest.forget()

    def count(self) -> int:
        """How many files are shown."""
        return self._count

    def media(self, position: int) -> Media | None:
        """The record at a position; None while its page is being read."""
        found = self.row(position)
        return found.media if found else None

    def row(self, position: int) -> MediaSummary | None:
        """The same, with the interviews that have it."""
        page = self._pages.get(position // _PAGE)
        if page is None:
            self._latest.ask(position // _PAGE)
            return None
        self._pages.move_to_end(position // _PAGE)
        within = position % _PAGE
        return page[within] if within < len(page) else None

    def item(self, position: int) -> GridItem | None:
        """What the cell shows."""
        found = self.row(position)
        if found is None:
            return None
        media = found.media
        told = media.problem not in ("", WITHOUT_PICTURE)
        problem = vocabulary("media_problem").label(media.problem) if told else ""
        caption = next((each.caption for each in found.interviews if each.caption), "")
        codes = (each.code for each in found.interviews)
        title = joined(", ".join(filter(None, dict.fromkeys(codes))), media.original_name)
        return GridItem(media.id, title, caption, problem)

    def position_of(self, media_id: str) -> int | None:
        """Where a file stands among the pages that were read."""
        for number, page in self._pages.items():
            for within, found in enumerate(page):
                if found.media.id == media_id:
                    return number * _PAGE + within
        return None

    def _read(self, page: int) -> None:
        generation, asked, order = self._generation, self._asked, self._order

        def read(vault: Vault) -> tuple[MediaSummary, ...]:
            """Nothing where the list was begun anew before the vault had time for this."""
            if generation != self._generation:
                return ()
            return tuple(vault.media.summaries(asked, page * _PAGE, _PAGE, order))

        def refused(error: SkryniaError) -> None:
            if generation == self._generation:
                self._latest.came()
            self.refused.emit(error)

        self._worker.read_later(
            read, lambda found: self._take(generation, page, found), refused, self
        )

    def _take(self, generation: int, page: int, found: tuple[MediaSummary, ...]) -> None:
        if generation != self._generation:
            return
        self._pages[page] = found
        while len(self._pages) > _KEPT_PAGES:
            self._pages.popitem(last=False)
        first, last = page * _PAGE, min((page + 1) * _PAGE, self._count) - 1
        if last >= first:
            self.items_changed(first, last)
        self._latest.came()
