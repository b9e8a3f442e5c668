"""What restoring a backup and rescuing a damaged vault share: a new vault is laid down, and then
it is offered."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from ui.preferences import Preferences
from ui.shell.afterwards import new_passphrase_after
from ui.start.secret_job import SecretJobPage
from ui.tasks import VaultWorker
from ui.unlocking.entered import Entered
from ui.unlocking.pace import unlocking_told
from ui.widgets.buttons import Button, primary_button
from ui.widgets.vault_place import VaultPlace

if TYPE_CHECKING:
    from desktop.progress import Progress
    from desktop.vault import Vault

T = TypeVar("T")


class LayingDownPage(SecretJobPage):
    """What opened the old one opens the new one, too: it is asked for once."""

    def __init__(self, worker: VaultWorker, preferences: Preferences, label: str) -> None:
        super().__init__(worker, preferences, label)
        self._entered: Entered | None = None
        self.where = VaultPlace()
        self.where.submitted.connect(self.entry.take_focus)
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
        super().refused()

    def forget(self) -> None:
        """Let go what opens the vault."""
        self._entered = None
        super().forget()

    def _lay_down(
        self, entered: Entered, work: Callable[[Progress], T], told: Callable[[T], None]
    ) -> None:
        """Begin; ``told``: says how it went, once it did."""

        def laid(found: T) -> None:
            self._entered = entered
            self.entry.clear()
            self._ask(laid=True)
            told(found)
            self.open_button.setFocus()

        self._begin_job(work, laid)

    def _open(self) -> None:
        entered, folder = self._entered, self.folder
        if entered is None:
            return

        def work() -> Vault:
            from desktop.vault import open_vault

            return open_vault(folder, entered.read())

        self.afterwards = new_passphrase_after(entered)
        self.open(folder, work, unlocking_told(self._preferences))

    def _ask(self, *, laid: bool) -> None:
        for part in self.asked():
            part.setVisible(not laid)
        self.open_button.setVisible(laid)
