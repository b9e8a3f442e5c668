"""A row of what was sent or received opens into what is in it, and the receipt is saved again."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from desktop.handoff.receipt import import_receipt
from desktop.handoff.receiving.receive import receive_package
from desktop.handoff.sending.selection import plan_package
from desktop.handoff.sending.write import write_package
from desktop.model.consent import Purpose
from desktop.vault import Vault
from tests.ui.handoff.test_receiving import package_from
from tests.ui.room_bench import Bench
from tests.ui.row_menus import choose, menu_of
from ui.handoff.package_page import PackagePage
from ui.handoff.page import HandoffPage
from ui.widgets.dialogs.save_dialog import SaveDialog
from ui.widgets.tone import Tone

pytestmark = pytest.mark.qt_log_ignore(
    "does not support (raise|grabbing the keyboard)", extend=True
)


def landing(bench: Bench) -> HandoffPage:
    bench.shell.navigate("handoff")
    page = bench.shell.page("handoff")
    assert isinstance(page, HandoffPage)
    bench.settle()
    return page


def opened(bench: Bench, page: HandoffPage) -> PackagePage:
    path = page.current
    assert isinstance(path, PackagePage)
    bench.qtbot.waitUntil(lambda: path.detail is not None and not path.busy, timeout=20_000)
    return path


def said(page: PackagePage) -> set[str]:
    return {label.text() for label in page.findChildren(QLabel)}


def test_a_received_package_shows_what_is_in_it_and_saves_its_receipt_again(
    bench: Bench, office: Vault, stick: Path
) -> None:
    package = package_from(office, bench, stick)
    bench.ask(lambda vault: receive_package(vault, package))
    page = landing(bench)
    rows = page.landing.received.list
    rows.setFocus()
    QTest.keyClick(rows, Qt.Key.Key_Down)
    assert page.current is page.landing, "a step in the list opens nothing"
    QTest.keyClick(rows, Qt.Key.Key_Return)
    path = opened(bench, page)
    assert page.location() == {"path": "received", "package": path.package_id}
    assert path.detail is not None
    assert {f"Package from {office.identity.party().name}", package.name} <= said(path)
    assert [each.code for each in path.detail.interviews] == ["O-001"]
    assert path.receipt_button is not None
    path.receipt_button.click()
    [dialog] = path.findChildren(SaveDialog)
    dialog.place.choose(stick)
    bench.qtbot.waitUntil(dialog.save_button.isEnabled)
    assert list(stick.glob("*-receipt.age")) == [], "choosing writes nothing"
    dialog.save_button.click()
    bench.qtbot.waitUntil(lambda: path.banner.tone is Tone.SAFE, timeout=20_000)
    assert path.window().focusWidget() is path.receipt_button, "focus left the work"
    [receipt] = stick.glob("*-receipt.age")
    assert receipt.name == path.detail.receipt_name
    assert import_receipt(office, receipt).accepted > 0
    QTest.keyClick(path.list, Qt.Key.Key_Return)
    assert bench.shell.page("interviews").isVisible(), "an interview of it opens by its row"


def test_a_sent_package_says_to_whom_what_and_that_no_receipt_came(
    bench: Bench, office: Vault, stick: Path
) -> None:
    them = office.identity.fingerprint
    bench.ask(lambda vault: write_package(vault, plan_package(vault, them, Purpose.KEEP), stick))
    page = landing(bench)
    rows = page.landing.sent.list
    middle = rows.visualRect(rows.model().index(0, 0)).center()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert page.current is page.landing
    QTest.mouseDClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert opened(bench, page).sent
    opened(bench, page).left.emit()
    bench.settle()
    rows.setCurrentIndex(rows.model().index(0, 0))
    choose(menu_of(rows, 0), "Open")
    path = opened(bench, page)
    assert "No receipt yet: it is not known here what arrived." in said(path)
    assert path.receipt_button is not None
    path.receipt_button.click()
    assert page.location() == {"path": "receipt"}
    page.go({"path": "sent", "package": path.package_id})
    assert opened(bench, page).sent
