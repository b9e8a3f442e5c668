"""All files of the vault, or those of a set, as a grid model that reads two hundred at a time."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.errors import SkryniaError
from desktop.model.file_text import WITHOUT_PICTURE
from desktop.model.media import Media
from desktop.vocabulary import vocabulary
from ui.media.grid import GridItem, GridModel
from ui.media.thumbnails import Thumbnails
from ui.widgets.lists.latest_pages import LatestPages

if TYPE_CHECKING:
    from desktop.vault import Vault
    from ui.tasks import VaultWorker

_PAGE = 200
_KEPT_PAGES = 20


class Library(GridModel):
    """Newest first; of a set, in its order. ``refused`` when the vault could not be read."""

    refused = Signal(object)

    def __init__(self, worker: VaultWorker, thumbnails: Thumbnails, parent: QWidget) -> None:
        super().__init__(thumbnails, parent)
        self._worker = worker
        self._count = 0
        self._generation = 0
        self._set = ""
        self._pages: OrderedDict[int, tuple[Media, ...]] = OrderedDict()
        self._latest = LatestPages(self._read)

    def show_count(self, count: int, set_id: str = "") -> None:
        """Start anew with this many files, of a set where one is named; what is on its way for the
        old list is dropped."""
        self.beginResetModel()
        self._count, self._set = count, set_id
        self._generation += 1
        self._pages.clear()
        self._latest.forget()
        self.endResetModel()

    def count(self) -> int:
        """How many files the vault holds."""
        return self._count

    def media(self, position: int) -> Media | None:
        """The record at a position; None while its page is being read."""
        page = self._pages.get(position // _PAGE)
        if page is None:
            self._latest.ask(position // _PAGE)
            return None
        self._pages.move_to_end(position // _PAGE)
        within = position % _PAGE
        return page[within] if within < len(page) else None

    def item(self, position: int) -> GridItem | None:
        """What the cell shows."""
        media = self.media(position)
        if media is None:
            return None
        told = media.problem not in ("", WITHOUT_PICTURE)
        problem = vocabulary("media_problem").label(media.problem) if told else ""
        return GridItem(media.id, media.original_name, problem=problem)

    def position_of(self, media_id: str) -> int | None:
        """Where a file stands among the pages that were read."""
        for number, page in self._pages.items():
            for within, media in enumerate(page):
                if media.id == media_id:
                    return number * _PAGE + within
        return None

    def _read(self, page: int) -> None:
        generation, set_id = self._generation, self._set

        def read(vault: Vault) -> tuple[Media, ...]:
            """Nothing where the list was begun anew before the vault had time for this."""
            if generation != self._generation:
                return ()
            start = page * _PAGE
            if set_id:
                return tuple(vault.sets.page(set_id, start, _PAGE))
            return tuple(vault.media.all(start, _PAGE))

        def refused(error: SkryniaError) -> None:
            if generation == self._generation:
                self._latest.came()
            self.refused.emit(error)

        self._worker.read_later(
            read, lambda found: self._take(generation, page, found), refused, self
        )

    def _take(self, generation: int, page: int, found: tuple[Media, ...]) -> None:
        if generation != self._generation:
            return
        self._pages[page] = found
        while len(self._pages) > _KEPT_PAGES:
            self._pages.popitem(last=False)
        first, last = page * _PAGE, min((page + 1) * _PAGE, self._count) - 1
        if last >= first:
            self.items_changed(first, last)
        self._latest.came()
