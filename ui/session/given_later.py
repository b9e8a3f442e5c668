"""What is to be opened, until it can be: from the start of the program, or from a second one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import shiboken6
from PySide6.QtCore import QElapsedTimer, QObject

from ui.start.screen import StartScreen

if TYPE_CHECKING:
    from ui.controller import Controller
    from ui.given import Given
    from ui.widgets.dialogs.confirm import ConfirmDialog

_AT_MOST_EVERY_MS: Final = 1_000
_MOST_LOOKS: Final = 4
"""Paths that are looked at at once: a share that is dead holds one for ever."""


class GivenLater(QObject):
    """Holds the last thing that somebody asked for."""

    def __init__(self, controller: Controller) -> None:
        super().__init__(controller)
        self._controller = controller
        self._waits: Given | None = None
        self._wanted: Path | None = None
        self._looks = 0
        self._since = QElapsedTimer()
        self._question: ConfirmDialog | None = None

    @property
    def is_vault(self) -> bool:
        """Whether another vault is what is waited for."""
        return self._waits is not None and self._waits.is_vault

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
        """A second start: this window comes to the front, with what that one was given. Whoever
        asks on and on does not hold it there, and gets no more than one answer."""
        controller = self._controller
        if not self._since.isValid() or self._since.hasExpired(_AT_MOST_EVERY_MS):
            self._since.start()
            controller.window.come_to_front(token)
        if path is None or self._looks == _MOST_LOOKS:
            return
        self._looks += 1
        self._wanted = path
        controller.worker.ask_aside(lambda: _what_is(path), self._looked, self)

    def _looked(self, found: Given | None) -> None:
        self._looks -= 1
        if found is not None and found.path == self._wanted:
            self._wanted = None
            self._take(found)

    def _take(self, found: Given) -> None:
        controller = self._controller
        locked = controller.lock_screen
        if locked is None and controller.shell is not None:
            self._offer(found)
        elif locked is None:
            self.begin(found)
        elif found.path != controller.folder:
            self._waits = found
            if self.is_vault and locked.is_closed:
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
        self._take_back()
        if found.is_vault:
            self._question = offer_vault(shell, found, lambda: self._change_to(found))
        elif found.waits_for_a_vault:
            self._question = offer_file(shell, found)
        else:
            from ui.given import sentences

            shell.bar.note(sentences(found)[0])

    def _take_back(self) -> None:
        """What was asked before is not asked any more, where nobody has answered."""
        before, self._question = self._question, None
        if before is not None and shiboken6.isValid(before):
            before.reject()

    def _change_to(self, found: Given) -> None:
        """Lock, and open another vault once this one is closed."""
        self._waits = found
        self._controller.lock()


def _what_is(path: Path) -> Given | None:
    from ui.given import given

    return given([str(path)])
