"""What is to be opened, until it can be: from the start of the program, or from a second one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.given import Given, GivenKind, given, sentences
from ui.shell.lock_screen import LockState
from ui.start.screen import StartScreen

if TYPE_CHECKING:
    from ui.controller import Controller


class GivenLater(QObject):
    """Holds the last thing that somebody asked for."""

    def __init__(self, controller: Controller) -> None:
        super().__init__(controller)
        self._controller = controller
        self._waits: Given | None = None

    @property
    def is_vault(self) -> bool:
        """Whether another vault is what is waited for."""
        return self._waits is not None and self._waits.kind is GivenKind.VAULT

    def begin(self, found: Given | None) -> None:
        """Say on the first screen what the program was started with."""
        self._waits = found
        self.show()

    def show(self) -> None:
        """Say on the first screen, where that is in front, what waits for a vault."""
        screen = self._controller.window.centralWidget()
        if self._waits is not None and isinstance(screen, StartScreen):
            screen.offer(self._waits)

    def ask_again(self, path: Path | None, token: str) -> None:
        """A second start: this window comes to the front, with what that one was given."""
        controller = self._controller
        controller.window.come_to_front(token)
        found = given([str(path)]) if path is not None else None
        if found is None:
            return
        locked = controller.lock_screen
        if locked is None and controller.shell is not None:
            self._offer(found)
        elif locked is None:
            self.begin(found)
        elif found.path != controller.folder:
            self._waits = found
            if self.is_vault and locked.state is LockState.CLOSED:
                controller.go_elsewhere()

    def offer_what_waits(self) -> None:
        """Ask about it over the rooms, once they are there."""
        found, self._waits = self._waits, None
        if found is not None and found.waits_for_a_vault:
            self._offer(found)

    def _offer(self, found: Given) -> None:
        from ui.shell.offered import offer_file, offer_vault

        shell = self._controller.shell
        if shell is None or found.path == self._controller.folder:
            return
        if found.kind is GivenKind.VAULT:
            offer_vault(shell, found, lambda: self._change_to(found))
        elif found.waits_for_a_vault:
            offer_file(shell, found)
        else:
            shell.bar.note(sentences(found)[0])

    def _change_to(self, found: Given) -> None:
        """Lock, and open another vault once this one is closed."""
        self._waits = found
        self._controller.lock()
