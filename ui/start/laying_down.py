"""What restoring a backup and rescuing a damaged vault share: a new vault is laid down, and then
it is offered."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from desktop.errors import SkryniaError
from desktop.i18n import _
from ui.preferences import Preferences
from ui.shell.afterwards import new_passphrase_after
from ui.start.opening import OpeningPage
from ui.tasks import JobHandle, VaultWorker
from ui.unlocking.entered import Entered
from ui.unlocking.pace import unlocking_told
from ui.unlocking.secret_entry import SecretEntry
from ui.widgets.buttons import Button, primary_button
from ui.widgets.progress_panel import ProgressPanel
from ui.widgets.vault_place import VaultPlace

if TYPE_CHECKING:
    from desktop.progress import Progress
    from desktop.vault import Vault

T = TypeVar("T")


class LayingDownPage(OpeningPage):
    """What opened the old one opens the new one, too: it is asked for once, and forgotten when the
    page is left. ``label``: what the passphrase is called here."""

    def __init__(self, worker: VaultWorker, preferences: Preferences, label: str) -> None:
        super().__init__(worker)
        self._preferences = preferences
        self._handle: JobHandle | None = None
        self._entered: Entered | None = None
        self.where = VaultPlace()
        self.entry = SecretEntry(label)
        self.where.submitted.connect(self.entry.take_focus)
        self.progress = ProgressPanel(self._stop)
        self.open_button: Button = primary_button(_("Open the vault"), self._open, "unlock")

    @property
    def folder(self) -> Path:
        """The vault that is laid down."""
        return self.where.folder

    @abstractmethod
    def asked(self) -> tuple[QWidget, ...]:
        """What is seen until it is laid down."""

    def refused(self) -> None:
        """Another try needs the passphrase anew."""
        self._entered = None
        self._ask(laid=False)
        self.entry.refused()

    def hideEvent(self, event: QHideEvent) -> None:
        """Forget what was typed, and stop, unless the whole window goes out of sight."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._stop()
            self.forget()

    def forget(self) -> None:
        """Let go what opens the vault."""
        self._entered = None
        self.entry.clear()

    def _lay_down(
        self, entered: Entered, work: Callable[[Progress], T], told: Callable[[T], None]
    ) -> None:
        """Begin; ``told``: says how it went, once it did."""

        def laid(found: T) -> None:
            self._end()
            self._entered = entered
            self.entry.clear()
            self._ask(laid=True)
            told(found)
            self.open_button.setFocus()

        self._run(work, laid)

    def _run(self, work: Callable[[Progress], T], done: Callable[[T], None]) -> None:
        """Let ``work`` go on with its progress shown; ``done`` has to call :meth:`_end`."""
        self.banner.clear()
        self.set_waiting(True)
        self.progress.setEnabled(True)
        self.progress.begin(unlocking_told(self._preferences))
        self._handle = self._worker.run_without_vault(
            work, self.progress.report, done, self._not_laid, self
        )

    def _not_laid(self, error: SkryniaError) -> None:
        self._end()
        self._failed(error)

    def _end(self) -> None:
        self._handle = None
        self.progress.end()
        self.set_waiting(False)

    def _open(self) -> None:
        entered, folder = self._entered, self.folder
        if entered is None:
            return

        def work() -> Vault:
            from desktop.vault import open_vault

            return open_vault(folder, entered.read())

        self.afterwards = new_passphrase_after(entered)
        self.open(folder, work, unlocking_told(self._preferences))

    def _stop(self) -> None:
        if self._handle is not None:
            self._handle.cancel()

    def _ask(self, *, laid: bool) -> None:
        for part in self.asked():
            part.setVisible(not laid)
        self.open_button.setVisible(laid)
