"""What is refused, what is over, and what is not there yet."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.model.phases import Phase
from desktop.vault import Vault
from tests.journey.hands import type_text, wait_until
from tests.screenshots.material import BROKEN, FROM_STRANGER
from tests.screenshots.visitor import Visitor
from ui.app import rooms
from ui.handoff.page import HandoffPage
from ui.handoff.receipt_page import ReceiptPage
from ui.handoff.receive_page import ReceivePage
from ui.shell.room import SETTINGS
from ui.start.new_vault import NewVaultPage
from ui.start.screen import StartScreen
from ui.start.unlock import UnlockPage


def at_start(visitor: Visitor, folder: Path) -> None:
    """A new vault half filled in, and a wrong passphrase."""
    screen = visitor.see(StartScreen)
    screen.welcome.new.click()
    page = visitor.see(NewVaultPage)
    type_text(page.whose.owner.editor, "Алеся Вярбіцкая")
    page.whose.next.click()
    type_text(page.secret.new.first.edit, "сем слоў без сувязі")
    visitor.keep("start-new-passphrase")
    screen.show_unlock(folder / "sample.skrynia")
    unlock = visitor.see(UnlockPage)
    type_text(unlock.field.edit, "not the passphrase")
    QTest.keyClick(unlock.field.edit, Qt.Key.Key_Return)
    wait_until(unlock.isEnabled, "the answer")
    visitor.keep("unlock-refused")
    screen.show_first()


def sealed_and_sent(visitor: Visitor, folder: Path) -> None:
    """A sealed interview, what became of a package, a receipt taken in."""
    sealed = visitor.ask(_sealed)
    for phase in (Phase.CONSENT, Phase.ACCOUNT, Phase.READ_BACK, Phase.CLOSE):
        visitor.go("interviews", interview=sealed, phase=phase.value)
        visitor.keep(f"sealed-{phase.value}")
    page = cast(HandoffPage, visitor.go("handoff"))
    page.import_receipt()
    cast(ReceiptPage, page.current).take(next(folder.glob("stick/*receipt*.age")))
    visitor.keep("receipt-taken-in")


def refusals(visitor: Visitor, folder: Path) -> None:
    """A package with a changed byte, and one from somebody unknown."""
    for name, file in (("broken", BROKEN), ("unknown", FROM_STRANGER)):
        page = cast(HandoffPage, visitor.go("handoff"))
        page.receive()
        cast(ReceivePage, page.current).look(folder / file)
        visitor.keep(f"receive-{name}")
    page.cards()
    visitor.keep("office-cards")


def empty_vault(visitor: Visitor) -> None:
    """Every room of a vault on its first day."""
    for room in (room.key for room in rooms() if room.key != SETTINGS):
        visitor.go(room)
        visitor.keep(f"empty-{room}")


def _sealed(vault: Vault) -> str:
    summaries = vault.interviews.summaries(limit=100)
    return next(s.id for s in summaries if s.state.value == "sealed")
