"""The real window, led from outside key by key: ``python -m tests.journey.held_window``.

Reads a line of JSON for each step and answers when it is done. It never holds a whole text of
those that are typed, so that whoever searches its memory finds what the program holds.
"""

from __future__ import annotations

import ctypes
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from desktop.bugreport import harden_process
from desktop.system.tunables import keep_nothing_at_hand
from tests.journey import hands
from ui.app import application, build
from ui.controller import Controller
from ui.interviews.account.editor import AccountEditor
from ui.shell.lock_screen import LockState
from ui.unlocking.secret_entry import SecretEntry, Way
from ui.widgets.passphrase.field import PassphraseField

if TYPE_CHECKING:
    from ui.settings.ways_in.give_back_dialog import GiveBackDialog
    from ui.settings.ways_in.paper_dialog import PaperDialog

MASK: Final = 0x55
_SET_DUMPABLE: Final = 4


class Led:
    """The program, and what it is asked to do."""

    def __init__(self, controller: Controller) -> None:
        self._controller = controller
        self._giving: GiveBackDialog | None = None

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

    def paper(self, kind: str) -> None:
        """The dialog of a new ``sheet`` or of ``shares``, the cursor where what opens the vault is
        typed."""
        assert self._controller.shell is not None
        context = self._controller.shell.context
        dialog = _papers()[kind](self._controller.shell, context)
        dialog.open()
        offered: list[None] = []
        context.worker.run(lambda _vault: None, offered.append, dialog.refused, dialog)
        hands.wait_until(lambda: bool(offered), "the ways of the vault")
        dialog.own.take_focus()

    def shown(self) -> list[str]:
        """Show what is to be copied: the parts of the first page, masked."""
        from ui.settings.ways_in.paper_dialog import PaperDialog

        dialog = hands.shown(self._controller.window, PaperDialog)
        dialog.next_button.click()
        hands.wait_until(lambda: dialog._paper is not None, "what is to be copied")
        assert dialog._paper is not None
        return [masked(part) for part in dialog._paper.pages[0][1]]

    def draw(self) -> list[str]:
        """A passphrase of another person, drawn in words: they, masked."""
        from ui.settings.ways_in.person_dialog import PersonDialog

        assert self._controller.shell is not None
        dialog = PersonDialog(self._controller.shell, self._controller.shell.context)
        dialog.open()
        dialog.new.suggest.click()
        return [masked(dialog.new.text())]

    def other(self, way: str, file: str = "") -> None:
        """Put the cursor where this way is asked for, the key file chosen."""
        entry = hands.shown(self._controller.window, SecretEntry)
        entry.offer_others()
        entry.choose(Way(way))
        if file:
            entry.key_file.take(Path(file))
        entry.take_focus()

    def add(self) -> None:
        """Enter behind a share, of which another one follows."""
        editor = QApplication.focusWidget()
        assert isinstance(editor, QPlainTextEdit)
        QTest.keyClick(editor, Qt.Key.Key_Return)
        assert not editor.toPlainText()

    def anew(self) -> None:
        """Put the cursor where a new passphrase is asked for, after a way back."""
        from ui.settings.ways_in.new_passphrase import NewPassphraseDialog

        hands.wait_until(
            lambda: bool(self._controller.window.findChildren(NewPassphraseDialog)), "the dialog"
        )
        hands.shown(self._controller.window, NewPassphraseDialog).new.first.setFocus()

    def left(self, folder: str, place: str) -> None:
        """The cursor where the new passphrase of a vault that was left with us is typed; it is to
        be restored into the folder ``place``."""
        from ui.settings.ways_in.give_back_dialog import GiveBackDialog, Where

        assert self._controller.shell is not None
        self._giving = GiveBackDialog(self._controller.shell, self._controller.shell.context)
        self._giving.open()
        self._giving.take(Path(folder))
        self._giving.choice.button(Where.RESTORED).click()
        self._giving.place.set_place(Path(place))
        _begin(self._giving.new.first)

    def again(self) -> None:
        """The cursor where that passphrase is typed once more."""
        assert self._giving is not None
        _begin(self._giving.new.again)

    def give(self) -> None:
        """Wait until the vault has been opened for its owner."""
        giving, given = self._giving, list[None]()
        assert giving is not None
        self._giving = None
        giving.given.connect(lambda *_told: given.append(None))
        giving.give_button.click()
        hands.wait_until(lambda: bool(given or giving.banner.title), "the vault to be given back")
        assert given, giving.banner.title

    def lock(self) -> None:
        """Lock, and wait until the vault is closed."""
        self._controller.lock()
        hands.wait_until(self._is_closed, "the vault to close")

    def _is_closed(self) -> bool:
        screen = self._controller.lock_screen
        return screen is not None and screen.state is LockState.CLOSED


def _begin(field: PassphraseField) -> None:
    """Put the cursor into it."""

    def has_focus() -> bool:
        field.setFocus()
        return field.edit is QApplication.focusWidget()

    hands.wait_until(has_focus, "the field")


def _papers() -> dict[str, Callable[..., PaperDialog]]:
    from ui.settings.ways_in.shares_dialog import SharesDialog
    from ui.settings.ways_in.sheet_dialog import SheetDialog

    return {"sheet": SheetDialog, "shares": SharesDialog}


def masked(text: str) -> str:
    """Told to whoever searches this memory, and not as it stands in it."""
    return bytes(byte ^ MASK for byte in text.encode()).hex()


def main() -> None:
    """Follow until there is no more line."""
    keep_nothing_at_hand()
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
        call: Callable[..., list[str] | None] = getattr(led, step.pop("do"))
        told = call(**step)
        sys.stdout.write(f"done {json.dumps(told)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
