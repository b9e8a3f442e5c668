"""A page of the first screen on which what opens a vault is asked for, and a long job begins."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtGui import QHideEvent

from desktop.errors import SkryniaError
from ui.preferences import Preferences
from ui.start.opening import OpeningPage
from ui.tasks import JobHandle, VaultWorker
from ui.unlocking.pace import unlocking_told
from ui.unlocking.secret_entry import SecretEntry
from ui.widgets.progress_panel import ProgressPanel

if TYPE_CHECKING:
    from desktop.progress import Progress

T = TypeVar("T")


class SecretJobPage(OpeningPage):
    """What was typed is forgotten, and the job stopped, when the page is left. ``label``: what the
    passphrase is called here."""

    def __init__(self, worker: VaultWorker, preferences: Preferences, label: str) -> None:
        super().__init__(worker)
        self._preferences = preferences
        self._handle: JobHandle | None = None
        self.entry = SecretEntry(label)
        self.progress = ProgressPanel(self._stop)

    def refused(self) -> None:
        """Another try needs the passphrase anew."""
        self.entry.refused()

    def hideEvent(self, event: QHideEvent) -> None:
        """Forget what was typed, and stop, unless the whole window goes out of sight."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._stop()
            self.forget()

    def forget(self) -> None:
        """Let go what opens the vault."""
        self.entry.clear()

    def _begin_job(self, work: Callable[[Progress], T], done: Callable[[T], None]) -> None:
        self.banner.clear()
        self.set_waiting(True)
        self.progress.setEnabled(True)
        self.progress.begin(unlocking_told(self._preferences))

        def succeeded(found: T) -> None:
            self._end()
            done(found)

        self._handle = self._worker.run_without_vault(
            work, self.progress.report, succeeded, self._not_done, self
        )

    def _not_done(self, error: SkryniaError) -> None:
        self._end()
        self._failed(error)

    def _end(self) -> None:
        self._handle = None
        self.progress.end()
        self.set_waiting(False)

    def _stop(self) -> None:
        if self._handle is not None:
            self._handle.cancel()
