"""The other ways to unlock, on the start screen and on the lock screen, and what comes after."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.crypto.key_file import new_key_file
from desktop.crypto.secret import PassphraseWithFile, SheetCode
from desktop.crypto.shares import Sharing, split
from desktop.crypto.sheet_code import groups_of
from desktop.crypto.slots.making import by_shares, by_sheet
from desktop.vault import open_vault
from desktop.vault.file.secret_files import save_key_file
from tests.support import PASSPHRASE
from tests.ui.conftest import MakeProgram, Program, press
from tests.ui.shell.rooms import notebook
from ui.settings.ways_in.new_passphrase import NewPassphraseDialog
from ui.start.unlock import UnlockPage
from ui.unlocking.secret_entry import SecretEntry, Way

pytestmark = pytest.mark.usefixtures("cheap_passphrases")

CODE = SheetCode(bytes(range(20)))
NEW = "ліст папера рака восень"


@pytest.fixture
def program(make_program: MakeProgram, vault_folder: Path) -> Program:
    with open_vault(vault_folder, PASSPHRASE) as vault:
        vault.ways_in.add(PASSPHRASE, by_sheet(CODE), "Вольга")
    return make_program([notebook().room()])


def entry_of(program: Program) -> SecretEntry:
    page = program.start.page
    assert isinstance(page, UnlockPage)
    return page.entry


def enter_code(program: Program, entry: SecretEntry, text: str) -> None:
    entry.others.click()
    assert entry.choice is not None
    entry.choice.button(Way.SHEET).click()
    press(entry.sheet.edit, text)
    program.qtbot.keyClick(entry.sheet.edit, Qt.Key.Key_Return)


def in_rooms(program: Program) -> bool:
    return program.controller.shell is not None


def test_a_mistyped_group_is_named_while_it_is_typed(program: Program) -> None:
    entry = entry_of(program)
    groups = list(groups_of(CODE))
    groups[2] = groups[2][::-1]
    enter_code(program, entry, "".join(groups[:3]).lower())
    assert entry.sheet.edit.text() == " ".join(groups[:3])
    assert "group 3." in entry.sheet.field.error
    assert "5 groups are missing" in entry.sheet.field.error
    assert not in_rooms(program)


def test_only_the_ways_are_offered_that_the_vault_has(program: Program) -> None:
    entry = entry_of(program)
    program.wait(lambda: options(entry) == [Way.PASSPHRASE, Way.SHEET])
    program.unlock()
    program.lock_and_wait()
    over_the_lock = program.locked.entry
    over_the_lock.offer_others()
    program.wait(lambda: options(over_the_lock) == [Way.PASSPHRASE, Way.SHEET])


def options(entry: SecretEntry) -> list[Way]:
    """The ways that can be chosen, shown or not."""
    entry.offer_others()
    return [] if entry.choice is None else [way for way in Way if entry.choice.knows(way.value)]


def test_a_vault_that_only_its_passphrase_opens_offers_nothing_else(qtbot: QtBot) -> None:
    entry = SecretEntry("Passphrase")
    qtbot.addWidget(entry)
    entry.show()
    entry.offer_others()
    entry.choose(Way.SHARES)
    entry.offer_only(["passphrase"])
    assert entry.way.value == "passphrase"
    assert entry.choice is None
    assert not entry.others.isVisible()
    entry.offer_only(["passphrase-and-file", "escrow"])
    assert entry.way.value == "passphrase-and-file"
    assert entry.key_file.isVisible()
    entry.others.click()
    assert "left with an organisation" in spoken(entry)
    entry.offer_only(())
    assert options(entry) == list(Way), "what does not say what opens it may open by anything"


def spoken(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_a_scanned_code_is_read_without_its_mark(program: Program) -> None:
    enter_code(program, entry_of(program), "SKRYNIA-RECOVERY:" + "-".join(groups_of(CODE)))
    program.wait(lambda: in_rooms(program))


def test_a_new_passphrase_is_asked_for_after_a_sheet_and_takes_the_old_ones_place(
    program: Program,
) -> None:
    enter_code(program, entry_of(program), "".join(groups_of(CODE)))
    program.wait(lambda: bool(_asked(program)))
    asked = _asked(program)[0]
    program.wait(lambda: asked.replaced.count() == 2)
    press(asked.new.first.edit, NEW)
    press(asked.new.again.edit, NEW)
    program.qtbot.keyClick(asked.new.again.edit, Qt.Key.Key_Return)
    program.wait(lambda: not _asked(program))
    program.lock_and_wait()
    with open_vault(program.folder, NEW) as vault:
        assert [way.kind for way in vault.ways_in.all()] == ["recovery-sheet", "passphrase"]
        told = [event.detail for event in vault.custody.events() if event.object_kind == "key-slot"]
        assert {"way": "recovery-sheet", "what": "used"} in [dict(each) for each in told]


def _asked(program: Program) -> list[NewPassphraseDialog]:
    """The question for a new passphrase over this program's window."""
    shown = program.controller.window.findChildren(NewPassphraseDialog)
    return [each for each in shown if each.isVisible()]


def test_a_lock_over_the_new_passphrase_keeps_none_of_it(program: Program) -> None:
    enter_code(program, entry_of(program), "".join(groups_of(CODE)))
    program.wait(lambda: bool(_asked(program)))
    press(_asked(program)[0].new.first.edit, NEW)
    program.lock_and_wait()
    assert not _asked(program)
    enter_code(program, program.locked.entry, "".join(groups_of(CODE)))
    program.wait(lambda: bool(_asked(program)))
    assert _asked(program)[0].new.first.text() == ""


def test_the_passphrase_asks_for_nothing_afterwards(program: Program) -> None:
    program.unlock()
    assert not _asked(program)
    program.lock_and_wait()
    press(program.locked.field.edit, PASSPHRASE)
    program.qtbot.keyClick(program.locked.field.edit, Qt.Key.Key_Return)
    program.wait(lambda: in_rooms(program))
    assert not _asked(program)


def test_shares_are_entered_one_by_one_with_their_words_cut(program: Program) -> None:
    sharing = shares_in(program)
    entry = entry_of(program)
    entry.choose(Way.SHARES)
    first, second = (" ".join(w[:4] for w in words.split()) for words in sharing.words[1:])
    press(entry.shares.edit, first + " ")
    assert entry.shares.edit.toPlainText().split() == sharing.words[1].split()
    entry.shares.button.click()
    assert "1 of 2" in entry.shares.added.text()
    press(entry.shares.edit, first)
    entry.shares.button.click()
    assert "already" in entry.shares.field.error
    entry.shares.edit.clear()
    press(entry.shares.edit, second.replace(second.split()[3], "qqqq", 1))
    entry.shares.button.click()
    assert "word 4." in entry.shares.field.error
    entry.shares.edit.clear()
    press(entry.shares.edit, second)
    program.qtbot.keyClick(entry.shares.edit, Qt.Key.Key_Return)
    program.wait(lambda: bool(_asked(program)))


def shares_in(program: Program) -> Sharing:
    sharing = split(2, 3)
    with open_vault(program.folder, PASSPHRASE) as vault:
        vault.ways_in.add(PASSPHRASE, by_shares(sharing))
    return sharing


def test_a_key_file_beside_the_passphrase(program: Program, tmp_path: Path) -> None:
    key, path = new_key_file(), tmp_path / "holiday.txt"
    save_key_file(path, key)
    with open_vault(program.folder, PASSPHRASE) as vault:
        vault.ways_in.change(PASSPHRASE, PassphraseWithFile(NEW, key))
    page = program.start.page
    assert isinstance(page, UnlockPage)
    entry = page.entry
    entry.choose(Way.WITH_FILE)
    press(entry.field.edit, NEW)
    program.qtbot.keyClick(entry.field.edit, Qt.Key.Key_Return)
    assert not in_rooms(program)
    entry.key_file.take(tmp_path / "pulled")
    program.qtbot.keyClick(entry.field.edit, Qt.Key.Key_Return)
    program.wait(page.banner.isVisible)
    press(entry.field.edit, NEW)
    entry.key_file.take(path)
    program.qtbot.keyClick(entry.field.edit, Qt.Key.Key_Return)
    program.wait(lambda: in_rooms(program))
    assert not _asked(program)


def test_a_key_file_alone_opens_the_vault_once_it_is_chosen(qtbot: QtBot, tmp_path: Path) -> None:
    """The focus was left on the button, where Enter asked for another file."""
    entry = SecretEntry("Passphrase")
    qtbot.addWidget(entry)
    entry.choose(Way.KEY_FILE)
    with qtbot.waitSignal(entry.submitted):
        entry.key_file.take(tmp_path / "holiday.txt")
    entry.choose(Way.WITH_FILE)
    with qtbot.assertNotEmitted(entry.submitted):
        entry.key_file.take(tmp_path / "holiday.txt")
