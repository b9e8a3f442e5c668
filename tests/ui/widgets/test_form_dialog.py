"""One frame for every form: Enter acts once, Escape leaves, a refusal keeps the words."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.errors import NoSuchRecord
from desktop.vault import Vault, open_vault
from tests.support import PASSPHRASE
from tests.ui.conftest import no_error, press
from ui.tasks import VaultWorker
from ui.widgets.buttons import primary_button
from ui.widgets.dialogs.form_dialog import FormDialog
from ui.widgets.editors import line
from ui.widgets.field import Field


class Form(FormDialog):
    """Asks for a code; ``answer`` is what the vault does with it."""

    def __init__(self, parent: QWidget, worker: VaultWorker) -> None:
        super().__init__(parent, worker, "New code")
        self.code = line("", lambda _text: self.check())
        self.action = primary_button("Create", self._create)
        self.asked: list[str] = []
        self.refuses = False
        self.held = threading.Event()
        self.held.set()
        self.lay_out(Field("Code", self.code), action=self.action)

    def ready(self) -> bool:
        return bool(self.code.text())

    def _create(self) -> None:
        def work(_vault: Vault) -> None:
            self.held.wait(5)
            self.asked.append(self.code.text())
            if self.refuses:
                raise NoSuchRecord

        self.ask_vault(work, lambda _none: self.accept())


@pytest.fixture
def form(qtbot: QtBot, vault_folder: Path) -> Iterator[Form]:
    worker = VaultWorker()
    opened: list[bool] = []
    worker.start(
        lambda: open_vault(vault_folder, PASSPHRASE), lambda: opened.append(True), no_error, worker
    )
    qtbot.waitUntil(lambda: bool(opened))
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    made = Form(parent, worker)
    made.open()
    qtbot.waitExposed(made)
    yield made
    worker.stop()


def test_what_is_not_filled_in_cannot_be_sent(form: Form) -> None:
    assert not form.action.isEnabled()
    press(form.code, "w-1")
    assert form.action.isEnabled()


def test_enter_in_the_field_runs_the_action_once(form: Form, qtbot: QtBot) -> None:
    form.held.clear()
    press(form.code, "w-1")
    with qtbot.waitSignal(form.accepted):
        qtbot.keyClick(form.code, Qt.Key.Key_Return)
        assert not form.action.isEnabled()
        qtbot.keyClick(form.code, Qt.Key.Key_Return)
        form.held.set()
    assert form.asked == ["w-1"]


def test_escape_leaves_without_the_action(form: Form, qtbot: QtBot) -> None:
    press(form.code, "w-1")
    asked = form.asked
    with qtbot.waitSignal(form.rejected):
        qtbot.keyClick(form.code, Qt.Key.Key_Escape)
    assert asked == []


def test_a_refusal_is_said_in_place_and_the_words_stay(form: Form, qtbot: QtBot) -> None:
    form.refuses = True
    press(form.code, "w-1")
    qtbot.keyClick(form.code, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(form.banner.title))
    assert form.code.text() == "w-1"
    assert form.action.isEnabled()
    assert form.isVisible()
