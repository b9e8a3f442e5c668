"""A part of the form that looks at files, on the vault's thread."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.errors import SkryniaError

if TYPE_CHECKING:
    from ui.tasks import VaultWorker

T = TypeVar("T")
Failed = Callable[[SkryniaError], None]


class LooksAtFiles(QWidget):
    """``looked``: :attr:`waiting` may have changed. Until then nothing is saved, or what somebody
    has just chosen would stay behind. ``failed`` says what was refused."""

    looked = Signal()

    def __init__(self, worker: VaultWorker, failed: Failed) -> None:
        super().__init__()
        self._worker, self._failed = worker, failed
        self._waiting = 0

    @property
    def waiting(self) -> bool:
        """Whether a file is being looked at."""
        return self._waiting > 0

    def look(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        """Do it beside the window; ``done`` gets the answer."""
        self._waiting += 1
        self.looked.emit()
        answered = partial(self._answered, done)
        refused = partial(self._answered, self._failed)
        self._worker.run(lambda _vault: work(), answered, refused, self)

    def _answered(self, tell: Callable[[T], None], answer: T) -> None:
        self._waiting -= 1
        tell(answer)
        self.looked.emit()
