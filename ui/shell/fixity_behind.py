"""Originals are read again while the vault is open and nobody waits for anything.

Each step is a short job in the rank of what can wait. It begins a minute after the vault was
opened, when what people asked for first is done, and looks once an hour whether another day has
come. Locking ends it at once; what is left goes on after unlocking.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.errors import SkryniaError

if TYPE_CHECKING:
    from desktop.vault import Vault
    from ui.tasks import VaultWorker

_FIRST: Final = 60_000
_AGAIN: Final = 3_600_000
"""Milliseconds."""


class FixityBehind(QObject):
    """Reads what is due, and what somebody asked for at once. ``refused(error)``: not even the
    list of files could be read; tried again after an hour."""

    refused = Signal(object)

    def __init__(self, worker: VaultWorker, parent: QObject, first: int = _FIRST) -> None:
        super().__init__(parent)
        self._worker = worker
        self._asked = False
        self._hourly = QTimer(self)
        self._hourly.setInterval(_AGAIN)
        self._hourly.timeout.connect(self._step)
        self._hourly.start()
        QTimer.singleShot(first, self, self._step)

    def go_on(self) -> None:
        """Read now: somebody asked for all of them."""
        self._step()

    def _step(self) -> None:
        """Ask for one step, unless one is asked for already and was not begun yet."""
        if not self._asked:
            self._asked = True
            self._worker.read_later(self._work, self._went_on, self._failed, self)

    def _work(self, vault: Vault) -> bool:
        self._asked = False
        return not vault.read_only and vault.fixity.go_on()

    def _went_on(self, more: bool) -> None:
        if more:
            self._step()

    def _failed(self, error: SkryniaError) -> None:
        self.refused.emit(error)
