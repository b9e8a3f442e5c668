"""What is done with a vault once it is closed, and was asked for in its rooms or over its lock."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.shell.errand import Errand
from ui.start.screen import StartScreen

if TYPE_CHECKING:
    from ui.controller import Controller


class Errands(QObject):
    """Holds the one that waits until the vault is closed."""

    def __init__(self, controller: Controller) -> None:
        super().__init__(controller)
        self._controller = controller
        self._waits: Errand | None = None

    @property
    def one_waits(self) -> bool:
        """Whether the first screen is to be shown as soon as the vault is closed."""
        return self._waits is not None

    def close_for(self, errand: Errand) -> None:
        """Lock, and when the vault is closed begin this with it on the first screen."""
        self._waits = errand
        self._controller.lock()

    def rescue(self) -> None:
        """The locked vault, which is closed, is damaged."""
        self._waits = Errand.RESCUE
        self._controller.go_elsewhere()

    def forget(self) -> None:
        """The vault was held open, and somebody went on with it."""
        self._waits = None

    def begin(self, screen: StartScreen, left: Path) -> None:
        """Begin what waits with the vault that was left; else offer another one."""
        errand, self._waits = self._waits, None
        if errand is None:
            screen.offer_another(left)
        else:
            screen.begin(errand, left)
