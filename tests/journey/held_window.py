"""The real window, led from outside key by key: ``python -m tests.journey.held_window``.

Reads a line of JSON for each step and answers when it is done. It never holds a whole text of
those that are typed, so that whoever searches its memory finds what the program holds.
"""

from __future__ import annotations

import ctypes
import json
import sys
from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop.bugreport import harden_process
from tests.journey import hands
from ui.app import application, build
from ui.controller import Controller
from ui.interviews.account.editor import AccountEditor
from ui.shell.lock_screen import LockState
from ui.widgets.passphrase.field import PassphraseField

_SET_DUMPABLE: Final = 4


class Led:
    """The program, and what it is asked to do."""

    def __init__(self, controller: Controller) -> None:
        self._controller = controller

    def key(self, letter: str) -> None:
        """One letter into what has the focus."""
        editor = QApplication.focusWidget()
        assert editor is not None
        hands.type_text(editor, letter)

    def unlock(self) -> None:
        """Enter, and wait until the passphrase was tried."""
        editor = QApplication.focusWidget()
        assert editor is not None
        QTest.keyClick(editor, Qt.Key.Key_Return)
        hands.wait_until(lambda: self._controller.shell is not None or self._refused(), "an answer")

    def _refused(self) -> bool:
        field = self._controller.window.findChild(PassphraseField)
        return field is not None and field.isEnabled() and not field.text()

    def ask(self) -> None:
        """Put the cursor into the field for the passphrase."""
        hands.shown(self._controller.window, PassphraseField).setFocus()
        hands.wait_until(lambda: isinstance(QApplication.focusWidget(), QLineEdit), "the field")

    def go(self, room: str, **place: str) -> None:
        """To a place, and the cursor into the account where one is written there."""
        assert self._controller.shell is not None
        self._controller.shell.navigate(room, **place)
        if place:
            hands.shown(self._controller.window, AccountEditor).setFocus()

    def search(self) -> None:
        """Put the cursor into the search above all rooms."""
        assert self._controller.shell is not None
        self._controller.shell.search.setFocus()

    def find(self) -> None:
        """Wait for what the search found, or that it found nothing."""
        assert self._controller.shell is not None
        found = self._controller.shell.search.found
        hands.wait_until(found.isVisible, "what was found")

    def lock(self) -> None:
        """Lock, and wait until the vault is closed."""
        self._controller.lock()
        hands.wait_until(self._is_closed, "the vault to close")

    def _is_closed(self) -> bool:
        screen = self._controller.lock_screen
        return screen is not None and screen.state is LockState.CLOSED


def main() -> None:
    """Follow until there is no more line."""
    harden_process()
    # Whoever started this looks into it.
    ctypes.CDLL(None).prctl(_SET_DUMPABLE, 1, 0, 0, 0)
    app = application(["skrynia"])
    controller = build(app)
    sys.excepthook = sys.__excepthook__
    controller.window.show()
    led = Led(controller)
    for line in sys.stdin:
        step: dict[str, Any] = json.loads(line)
        call: Callable[..., None] = getattr(led, step.pop("do"))
        call(**step)
        sys.stdout.write("done\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
