"""The program on its way through its screens, and the pictures it leaves behind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

from PySide6.QtCore import QEvent, QEventLoop
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desktop.errors import SkryniaError
from desktop.vault import Vault, open_vault
from tests.journey.hands import click, open_dialog, shown, wait_until
from tests.support import PASSPHRASE
from ui.controller import Controller
from ui.shell.lock_screen import LockScreen
from ui.start.screen import StartScreen

D = TypeVar("D", bound=QDialog)
W = TypeVar("W", bound=QWidget)

_QUIET_ROUNDS: Final = 6
"""An answer may ask again (a page, then its thumbnails), so silence is waited for."""
_FRAME: Final = "#808080"


class Visitor:
    """The program on its way through its screens."""

    def __init__(self, controller: Controller, target: Path) -> None:
        self.controller = controller
        self._target = target
        self._number = 0
        target.mkdir(parents=True, exist_ok=True)
        for earlier in target.glob("??-*.png"):
            earlier.unlink()

    def settle(self) -> None:
        """Wait until the vault has answered everything, and what the answers asked."""
        quiet = 0
        while quiet < _QUIET_ROUNDS:
            quiet = 0 if self.controller.worker.is_busy else quiet + 1
            loop = QEventLoop()
            self.controller.worker.after_all(loop.quit, loop)
            loop.exec()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            QApplication.processEvents()

    def keep(self, name: str) -> None:
        """Keep a picture of the window as it is once it has settled."""
        self.settle()
        self._write(name, self.controller.window.grab())

    def keep_dialog(self, name: str, dialog: QDialog) -> None:
        """Keep a picture of a dialog over the window, then leave it by its way back."""
        self.settle()
        picture, front = self.controller.window.grab(), dialog.grab()
        # In the pixels of widgets, which a scale makes larger in a picture.
        behind, over = self.controller.window.size(), dialog.size()
        left = (behind.width() - over.width()) // 2
        top = max(0, (behind.height() - over.height()) // 2)
        painter = QPainter(picture)
        painter.drawPixmap(left, top, front)
        painter.setPen(QColor(_FRAME))
        painter.drawRect(left - 1, top - 1, over.width() + 1, over.height() + 1)
        painter.end()
        self._write(name, picture)
        dialog.reject()
        self.settle()

    def dialog(self, button: QWidget, kind: type[D], name: str) -> None:
        """Press what opens a dialog of this kind, and keep its picture."""
        click(button)
        self.keep_dialog(name, open_dialog(self.controller.window, kind))

    def see(self, kind: type[W]) -> W:
        """The widget of this kind that can be seen."""
        return shown(self.controller.window, kind)

    def _write(self, name: str, picture: QPixmap) -> None:
        self._number += 1
        path = self._target / f"{self._number:02d}-{name}.png"
        if not picture.save(str(path)):
            raise SystemExit(f"{path} could not be written")

    def lock(self, name: str = "") -> None:
        """Lock, keep a picture of it when it is named, and go back to the start screen."""
        self.controller.lock()
        if name:
            self.keep(name)
        self.settle()
        click(self.see(LockScreen).other)

    def relock(self) -> None:
        """Lock, and unlock again with the passphrase."""
        self.controller.lock()
        self.settle()
        screen = self.see(LockScreen)
        screen.field.edit.setText(PASSPHRASE)
        click(screen.button)
        wait_until(lambda: self.controller.shell is not None, "the rooms")
        self.settle()

    def open(self, folder: Path) -> None:
        """Unlock a vault the way the start screen does."""
        opened = QEventLoop()
        self.controller.worker.start(
            lambda: open_vault(folder, PASSPHRASE), opened.quit, _fail, self.controller
        )
        opened.exec()
        self.see(StartScreen).opened.emit(folder)
        self.settle()

    def ask(self, work: Callable[[Vault], str]) -> str:
        """One word from the vault."""
        answers: list[str] = []
        self.controller.worker.run(work, answers.append, _fail, self.controller)
        self.settle()
        return answers[0]

    def go(self, room: str, **place: str) -> QWidget:
        """Bring a room to the front."""
        shell = self.controller.shell
        if shell is None:
            raise SystemExit("no vault is open")
        shell.navigate(room, **place)
        self.settle()
        return shell.page(room)


def _fail(error: SkryniaError) -> None:
    raise SystemExit(f"refused: {error.reason}")
