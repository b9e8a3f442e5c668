"""``skrynia FILE``: a vault opens, a package, receipt or card is offered, the rest is told."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.handoff.identity.cards import save_card
from desktop.model.identity import Role
from desktop.vault import open_vault
from tests.support import PASSPHRASE, make_vault
from tests.ui.conftest import MakeProgram, Program
from ui.app import rooms
from ui.given import GivenKind, given, kind_of
from ui.handoff.cards_page import CardsPage
from ui.handoff.page import HandoffPage
from ui.handoff.receipt_page import ReceiptPage
from ui.handoff.receive_page import ReceivePage
from ui.start.unlock import UnlockPage
from ui.widgets.dialogs.confirm import ConfirmDialog

STARTED = """
import json, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel
from ui import app

def tell():
    labels = [each.text() for window in QApplication.topLevelWidgets()
              for each in window.findChildren(QLabel)]
    print(json.dumps(labels))
    QApplication.closeAllWindows()
    QApplication.quit()

QTimer.singleShot(0, lambda: QTimer.singleShot(300, tell))
sys.exit(app.main(["skrynia", *sys.argv[1:]]))
"""


@pytest.fixture
def card(tmp_path: Path) -> Path:
    """The card of somebody else's vault."""
    path = tmp_path / "other.skrynia-card"
    (tmp_path / "other").mkdir()
    with make_vault(tmp_path / "other", role=Role.ORGANISATION) as vault:
        save_card(vault, path)
    return path


def offering(make_program: MakeProgram, path: Path) -> Program:
    program = make_program(rooms())
    program.controller.given.begin(given([str(path)]))
    return program


def question() -> ConfirmDialog:
    shown = [w for w in QApplication.topLevelWidgets() if isinstance(w, ConfirmDialog)]
    assert [each.isVisible() for each in shown] == [True]
    return shown[0]


def path_in_front(program: Program) -> object:
    assert program.controller.shell is not None
    page = program.controller.shell.page("handoff")
    assert isinstance(page, HandoffPage)
    return page.current


def test_a_folder_of_a_vault_is_chosen_for_unlocking(
    make_program: MakeProgram, tmp_path: Path
) -> None:
    (tmp_path / "second").mkdir()
    with make_vault(tmp_path / "second") as vault:
        folder = vault.folder
    program = offering(make_program, folder)
    page = program.start.page
    assert isinstance(page, UnlockPage)
    assert page.folder == folder
    program.unlock()
    assert program.preferences.value.known_vaults[0] == str(folder)


def test_a_card_is_offered_once_a_vault_is_open(make_program: MakeProgram, card: Path) -> None:
    program = offering(make_program, card)
    assert "other.skrynia-card" in program.start.banner.title
    program.unlock()
    asked = question()
    assert asked.accessibleDescription() == "other.skrynia-card"
    asked.action_button.click()
    program.wait(lambda: isinstance(path_in_front(program), CardsPage))
    program.lock_and_wait()
    with open_vault(program.folder, PASSPHRASE) as vault:
        assert [known.usable for known in vault.cards.all()] == [False]


def test_what_is_offered_and_not_wanted_changes_nothing(
    make_program: MakeProgram, card: Path
) -> None:
    program = offering(make_program, card)
    program.unlock()
    question().back_button.click()
    program.lock_and_wait()
    with open_vault(program.folder, PASSPHRASE) as vault:
        assert vault.cards.all() == []


@pytest.mark.parametrize(("name", "page"), [("a.age", ReceivePage), ("a-receipt.age", ReceiptPage)])
def test_a_package_and_a_receipt_go_to_their_own_path(
    make_program: MakeProgram, tmp_path: Path, name: str, page: type
) -> None:
    (tmp_path / name).write_bytes(b"age-encryption.org/v1\n")
    program = offering(make_program, tmp_path / name)
    program.unlock()
    question().action_button.click()
    program.wait(lambda: isinstance(path_in_front(program), page))
    in_front = path_in_front(program)
    assert isinstance(in_front, ReceivePage | ReceiptPage)
    program.wait(lambda: bool(in_front.banner.title))  # refused: it is no whole package


def test_a_file_that_was_renamed_is_known_by_how_it_begins(tmp_path: Path, card: Path) -> None:
    renamed = card.rename(tmp_path / "card.txt")
    package = tmp_path / "package"
    package.write_bytes(b"age-encryption.org/v1\n-> X25519")
    assert (kind_of(renamed), kind_of(package)) == (GivenKind.CARD, GivenKind.PACKAGE)


def test_anything_else_is_said_in_a_sentence(make_program: MakeProgram, tmp_path: Path) -> None:
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"\xff\xd8\xff")
    for path, said in (
        (photo, "Skrynia cannot open photo.jpg."),
        (tmp_path, f"Skrynia cannot open {tmp_path.name}."),
        (tmp_path / "gone.age", "There is nothing to open at gone.age."),
    ):
        assert offering(make_program, path).start.banner.title == said
    assert given([]) is None


def test_skrynia_file_does_not_ignore_its_argument(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", STARTED, str(tmp_path / "gone.age")],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "LANGUAGE": "en", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        check=True,
        text=True,
        timeout=60,
    )
    assert any("gone.age" in label for label in json.loads(run.stdout.splitlines()[-1]))
