"""A headed list of packages that reads a page at a time, and says when there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.errors import SkryniaError
from ui.tasks import VaultWorker
from ui.widgets.heading import SectionHeading
from ui.widgets.label import paragraph
from ui.widgets.layouts import column
from ui.widgets.lists.list_pane import ListPane
from ui.widgets.lists.rows import PAGE, PagedModel, Row

if TYPE_CHECKING:
    from desktop.vault import Vault


_WRAPS = 560


class Packages(Protocol):
    """What is listed; both methods run on the vault's thread."""

    def count(self, vault: Vault) -> int:
        """How many there are."""

    def page(self, vault: Vault, offset: int, limit: int) -> list[Row]:
        """Some of them, as rows, without reading the others."""


class PackageList(QWidget):
    """Newest first; :meth:`read` counts them and shows the first page in one go.

    ``refused`` with the ``SkryniaError`` where they cannot be read; ``opened`` with the id of one
    that is to be shown.
    """

    refused = Signal(object)
    opened = Signal(str)

    def __init__(self, worker: VaultWorker, packages: Packages, title: str, nothing: str) -> None:
        super().__init__()
        self._worker, self._packages = worker, packages
        self._reading = 0
        self.model = PagedModel(self._fetch, self)
        self.list = ListPane(title, self.model, wraps=_WRAPS)
        self.list.setProperty("plain", "true")
        self.list.leads_on(self.opened.emit)
        self._nothing = paragraph(nothing, "quiet")
        heading = SectionHeading(title)
        whole = column(heading, self._nothing, self.list, None, gap=2)
        whole.setStretch(2, 1000)
        self.setLayout(whole)
        self._show(0, [])

    def read(self) -> None:
        """Ask the vault anew."""
        self._reading += 1
        reading, packages = self._reading, self._packages

        def work(vault: Vault) -> tuple[int, list[Row]]:
            return packages.count(vault), packages.page(vault, 0, PAGE)

        def arrived(found: tuple[int, list[Row]]) -> None:
            if reading == self._reading:
                self._show(*found)

        self._worker.run(work, arrived, self.refused.emit, self)

    def _show(self, count: int, rows: list[Row]) -> None:
        self.model.reset(count)
        self.model.supply(0, rows)
        self.list.end_with_rows()
        self._nothing.setVisible(not count)
        self.list.setVisible(bool(count))

    def _fetch(self, offset: int, limit: int) -> None:
        reading, packages = self._reading, self._packages

        def arrived(rows: list[Row]) -> None:
            if reading == self._reading:
                self.model.supply(offset, rows)

        def refused(error: SkryniaError) -> None:
            arrived([])
            self.refused.emit(error)

        self._worker.run(lambda vault: packages.page(vault, offset, limit), arrived, refused, self)
