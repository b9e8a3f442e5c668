"""The names of everybody, read and compared while the vault is open and nobody waits for anything.

Each step is a short job in the rank of what can wait; what it finds, pages are told of as of any
change (``Part.LIKELY``). Nothing is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.errors import SkryniaError
from desktop.model.changes import Changes
from desktop.model.person import PERSON_KIND

if TYPE_CHECKING:
    from desktop.vault import Vault
    from ui.tasks import VaultWorker


class NamesBehind(QObject):
    """Follows what is written of people, and keeps on until all are compared."""

    def __init__(self, worker: VaultWorker, parent: QObject) -> None:
        super().__init__(parent)
        self._worker = worker
        self._asked = False
        worker.changed.connect(self._hear)
        self._step()

    def _hear(self, changes: Changes) -> None:
        if changes.of(PERSON_KIND):
            self._step()

    def _step(self) -> None:
        """Ask for one step, unless one is asked for already and was not begun yet."""
        if not self._asked:
            self._asked = True
            self._worker.read_later(self._work, self._went_on, self._failed, self)

    def _work(self, vault: Vault) -> bool:
        self._asked = False
        return vault.likely.go_on()

    def _went_on(self, more: bool) -> None:
        if more:
            self._step()

    def _failed(self, _error: SkryniaError) -> None:
        """What cannot be read a check names; nobody is proposed by it."""
