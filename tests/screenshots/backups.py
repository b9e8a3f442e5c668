"""Backups, restoring, rescue, and leaving a vault behind for a journey."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from desktop.crypto.shares import split
from desktop.crypto.slots.making import by_shares
from desktop.model.person import PERSON_KIND
from desktop.vault import Vault, open_vault
from desktop.vault.backups.place import generations_in
from tests.journey.hands import click, open_dialog, type_text, wait_until
from tests.screenshots.visitor import Visitor
from tests.support import PASSPHRASE, make_vault, open_interview
from tests.unit.vault.backups.backed_up import day, flip, forge_log
from tests.unit.vault.made import add
from ui.settings.backups import BackupsSheet
from ui.settings.page import SettingsPage
from ui.settings.travelling import TravelSheet
from ui.start.housing.named import DeleteVaultDialog
from ui.start.laying_down import LayingDownPage
from ui.start.leaving_behind import LeavePage
from ui.start.rescuing import RescuePage
from ui.start.restoring import RestorePage
from ui.start.screen import StartScreen
from ui.unlocking.secret_entry import SecretEntry
from ui.widgets.sheet import Scrolled

JOURNEY: Final = "Journey"
DAMAGED: Final = "Damaged"
_STICK: Final = "ANNA"


def make_backups(folder: Path) -> None:
    """A vault that two groups hold shares of, with backups on a stick, of which one does not read;
    and a damaged one."""
    stick = folder / _STICK
    stick.mkdir()
    with make_vault(folder, JOURNEY) as vault:
        for whose in ("Таварыства, Вільня", "Зося і Марта"):
            vault.ways_in.add(PASSPHRASE, by_shares(split(2, 3)), whose)
        open_interview(vault, "W-001")
        add(vault, b"a photo of a yard" * 999)
        for number in (1, 2, 3):
            vault.backups.create(stick / f"{JOURNEY}.backups", now=day(number))
    flip(stick / f"{JOURNEY}.backups/generations" / _newest(folder) / "vault.db", 5000)
    with make_vault(folder, DAMAGED) as vault:
        for number in range(4):
            open_interview(vault, f"W-{number:03d}")
            add(vault, bytes([number]) * 90_000)
        vault.backups.create(folder / f"{DAMAGED}.backups", now=day(9))
        database = vault.folder / "vault.db"
    data = bytearray(database.read_bytes())
    for page in range(20, len(data) >> 14, 5):
        data[(page << 14) + 99] ^= 1
    database.write_bytes(data)


def _newest(folder: Path) -> str:
    return generations_in(folder / _STICK / f"{JOURNEY}.backups")[-1].name


def closed(visitor: Visitor, folder: Path) -> None:
    """What is done on the first screen."""
    _restoring(visitor, folder)
    _rescuing(visitor, folder)
    _leaving(visitor, folder)
    visitor.see(StartScreen).show_first()


def _restoring(visitor: Visitor, folder: Path) -> None:
    screen = visitor.see(StartScreen)
    screen.welcome.restore.click()
    visitor.keep("restore")
    page = visitor.see(RestorePage)
    page.source.take(folder / _STICK / f"{JOURNEY}.backups")
    wait_until(lambda: page.which.name is not None, "the backups")
    page.where.set_place(folder)
    visitor.keep("restore-which")
    _tried(visitor, page, page.button, "restore-unread")
    page.where.set_text("Restored")
    _tried(visitor, page, page.button, "restored")
    screen.show_welcome()


def _rescuing(visitor: Visitor, folder: Path) -> None:
    screen = visitor.see(StartScreen)
    screen.show_rescue(folder / f"{DAMAGED}.skrynia")
    page = visitor.see(RescuePage)
    wait_until(page.near.isVisible, "the backup beside it")
    visitor.keep("rescue")
    _tried(visitor, page, page.button, "rescued")
    screen.show_welcome()


def _tried(visitor: Visitor, page: LayingDownPage | LeavePage, button: QWidget, name: str) -> None:
    """Type the passphrase, press, and keep what is answered."""
    _type_passphrase(page.entry)
    click(button)
    wait_until(lambda: bool(page.banner.title) and not page.progress.isVisible(), name)
    visitor.keep(name)


def _type_passphrase(entry: SecretEntry) -> None:
    type_text(entry.field.edit, PASSPHRASE)


def _leaving(visitor: Visitor, folder: Path) -> None:
    screen = visitor.see(StartScreen)
    screen.show_leave(folder / f"{JOURNEY}.skrynia")
    page = visitor.see(LeavePage)
    page.place.take(folder / _STICK)
    visitor.keep("leave")
    _tried(visitor, page, page.button, "leave-who")
    next(iter(page.ways.values())).setChecked(True)
    with open_vault(page.folder, PASSPHRASE) as vault:
        forge_log(vault)
    _tried(visitor, page, page.button, "leave-damaged")
    page.banner.findChildren(type(page.button))[0].click()
    _tried(visitor, page, page.button, "leave-packed")
    click(page.delete_button)
    asked = open_dialog(visitor.controller.window, DeleteVaultDialog)
    visitor.keep_dialog("dialog-leave", asked)
    click(page.delete_button)
    asked = open_dialog(visitor.controller.window, DeleteVaultDialog)
    type_text(asked.line, JOURNEY)
    QTest.mouseClick(asked.delete_button, Qt.MouseButton.LeftButton)
    wait_until(lambda: bool(screen.banner.title), "that it is gone")
    visitor.keep("left")
    screen.banner.clear()


def in_settings(visitor: Visitor, folder: Path) -> None:
    """Where backups lie, one that has still what was removed, a check, and of a damaged vault."""
    place = folder / "stick" / "Sample.backups"
    page = visitor.go("settings")
    _show(visitor, visitor.see(BackupsSheet))
    visitor.keep("backups-none")
    visitor.ask(lambda vault: _backed_up(vault, place))
    assert isinstance(page, SettingsPage)
    sheet = page.backups
    sheet.read()
    visitor.settle()
    _show(visitor, sheet)
    visitor.keep("backups")
    sheet.check(place)
    _answered(visitor, sheet, "backups-checked")
    visitor.ask(_harm)
    sheet.back_up(place)
    _answered(visitor, sheet, "backups-damaged")
    sheet.back_up(place, damaged=True)
    _answered(visitor, sheet, "backups-as-it-is")
    visitor.ask(_mend)
    _show(visitor, visitor.see(TravelSheet))
    visitor.keep("travel")


def _answered(visitor: Visitor, sheet: BackupsSheet, name: str) -> None:
    wait_until(lambda: bool(sheet.banner.title) and not sheet.progress.isVisible(), name)
    _show(visitor, sheet)
    visitor.keep(name)


def _show(visitor: Visitor, sheet: QWidget) -> None:
    """With its lower end at that of the page."""
    visitor.settle()
    above = sheet.parentWidget()
    while above is not None and not isinstance(above, Scrolled):
        above = above.parentWidget()
    assert above is not None
    end = sheet.mapTo(above, sheet.rect().bottomLeft()).y()
    bar = above.verticalScrollBar()
    bar.setValue(bar.value() + end + 24 - above.viewport().height())


def _backed_up(vault: Vault, place: Path) -> str:
    mistake = vault.people.new("P-99")
    vault.backups.create(place, now=day(1))
    vault.removal.remove(PERSON_KIND, mistake.id)
    return ""


def _harm(vault: Vault) -> str:
    forge_log(vault)
    return ""


def _mend(vault: Vault) -> str:
    vault._db.execute("UPDATE custody SET agent = substr(agent, 2) WHERE seq = 1")
    return ""
