"""What the pages that open a vault share: tell that it takes a moment, then how it went."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.errors import SkryniaError
from ui.messages import say_error
from ui.shell.afterwards import Afterwards, nothing
from ui.tasks import VaultWorker
from ui.widgets.banner import Banner
from ui.widgets.busy import Busy
from ui.widgets.focus import focus_first

if TYPE_CHECKING:
    from desktop.vault import Vault
    from ui.start.new_vault import Begun


class OpeningPage(QWidget):
    """Has a banner and a moving line; ``opened(folder)`` when the worker holds the vault.

    ``afterwards``: what is asked for once the rooms of the vault are there.
    """

    opened = Signal(Path)

    def __init__(self, worker: VaultWorker) -> None:
        super().__init__()
        self._worker = worker
        self.afterwards: Afterwards = nothing
        self.banner = Banner()
        self.busy = Busy()

    def open(self, folder: Path, open_fn: Callable[[], Vault], what: str) -> None:
        """Open on the worker; the page is at rest until the answer comes."""
        self.banner.clear()
        self.set_waiting(True)
        self.busy.begin(what)
        self._worker.start(open_fn, lambda: self._done(folder), self._failed, self)

    def set_waiting(self, waiting: bool) -> None:
        """Let the editors rest while the answer is on its way."""
        for child in self.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if child not in (self.busy, self.banner):
                child.setEnabled(not waiting)

    def begun(self) -> Begun | None:
        """What is typed for a new vault, where this is the page of one."""
        return None

    def forget(self) -> None:
        """Let go what was typed of a secret."""

    def take_focus(self) -> None:
        """Put the focus where one begins."""
        focus_first(self)

    def _done(self, folder: Path) -> None:
        self.busy.end()
        self.opened.emit(folder)

    def _failed(self, error: SkryniaError) -> None:
        self.busy.end()
        self.set_waiting(False)
        say_error(self.banner, error)
        self.refused()

    def refused(self) -> None:
        """The vault did not open and the banner says why: put the cursor where it helps."""
