"""Settings by hand: they hold at once; backup, check, passphrase and identity do what they say."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from desktop.handoff.identity.cards import load_card
from desktop.media.decoding.outcome import confined, known_later
from desktop.model.values.moment import Moment
from desktop.vault import Vault, open_vault
from desktop.vault.file.lost import Lost, note_lost
from tests.support import PASSPHRASE
from tests.ui.room_bench import Bench, dialog, words_seen
from ui.settings.page import SettingsPage
from ui.settings.passphrase_dialog import PassphraseDialog
from ui.widgets.dialogs.confirm import ConfirmDialog
from ui.widgets.dialogs.save_dialog import SaveDialog
from ui.widgets.tone import Tone

pytestmark = pytest.mark.usefixtures("cheap_passphrases")

LEFT = Qt.MouseButton.LeftButton
NEW = "four other words entirely"


def settings_page(bench: Bench) -> SettingsPage:
    bench.shell.navigate("settings")
    page = bench.shell.page("settings")
    assert isinstance(page, SettingsPage)
    bench.settle()
    return page


def test_a_change_holds_at_once(bench: Bench) -> None:
    page = settings_page(bench)
    QTest.mouseClick(page.program.look.button("dark"), LEFT)
    assert bench.shell.context.theme.dark
    page.program.idle.setValue(12)
    page.program.talking.setValue(40)
    page.program.listed.setChecked(False)
    value = bench.shell.context.settings.value
    assert (value.theme, value.idle_minutes, value.remember_vaults) == ("dark", 12, False)
    assert value.talking_minutes == 40


def test_a_backup_opens_with_the_passphrase(bench: Bench, tmp_path: Path) -> None:
    page = settings_page(bench)
    target = tmp_path / "backups"
    target.mkdir()
    page.care.backup_button.click()
    bench.settle()
    [dialog] = page.care.findChildren(SaveDialog)
    dialog.place.choose(target)
    bench.qtbot.waitUntil(dialog.save_button.isEnabled)
    assert list(target.iterdir()) == [], "choosing writes nothing"
    dialog.save_button.click()
    bench.qtbot.waitUntil(lambda: page.care.banner.tone is Tone.SAFE, timeout=20_000)
    [made] = target.iterdir()
    with open_vault(made, PASSPHRASE) as vault:
        assert vault.check().intact


def test_a_backup_into_nowhere_is_refused_in_place(bench: Bench, tmp_path: Path) -> None:
    page = settings_page(bench)
    page.care.back_up(tmp_path / "pulled" / "out")
    bench.qtbot.waitUntil(lambda: page.care.banner.tone is Tone.DANGER, timeout=20_000)
    assert page.care.backup_button.isEnabled()


def test_a_check_says_that_everything_holds(bench: Bench) -> None:
    page = settings_page(bench)
    QTest.mouseClick(page.care.check_button, LEFT)
    bench.qtbot.waitUntil(lambda: page.care.banner.tone is Tone.SAFE, timeout=20_000)


def test_a_check_names_what_was_changed(bench: Bench) -> None:
    page = settings_page(bench)

    def spoil(vault: object) -> None:
        db = vault._db  # type: ignore[attr-defined]
        db.execute("DROP TRIGGER custody_no_update")
        db.execute("UPDATE custody SET kind = 'deletion' WHERE seq = 1")

    bench.ask(spoil)
    QTest.mouseClick(page.care.check_button, LEFT)
    bench.qtbot.waitUntil(lambda: page.care.banner.tone is Tone.DANGER, timeout=20_000)
    assert "Entry 1 " in page.care.banner.text


def test_a_check_says_that_saves_are_missing_until_somebody_looked(bench: Bench) -> None:
    page = settings_page(bench)
    lost = Lost(3, None, None, Moment.now())
    bench.ask(lambda vault: note_lost(vault._db, vault.custody, vault.vault_id, lost))
    QTest.mouseClick(page.care.check_button, LEFT)
    bench.qtbot.waitUntil(lambda: page.care.banner.tone is Tone.ATTENTION, timeout=20_000)
    assert "3 saves" in page.care.banner.text


def change_passphrase(bench: Bench, old: str, new: str, again: str) -> PassphraseDialog:
    page = settings_page(bench)
    QTest.mouseClick(page.care.passphrase_button, LEFT)
    opened = dialog(PassphraseDialog)
    for field, text in ((opened.old, old), (opened.new.first, new), (opened.new.again, again)):
        QTest.keyClicks(field.edit, text)
    QTest.mouseClick(opened.change_button, LEFT)
    return opened


def test_the_passphrase_is_changed(bench: Bench) -> None:
    opened = change_passphrase(bench, PASSPHRASE, NEW, NEW)
    page = bench.shell.page("settings")
    assert isinstance(page, SettingsPage)
    assert opened.busy.isVisible()
    bench.qtbot.waitUntil(lambda: page.care.banner.tone is Tone.SAFE, timeout=60_000)
    bench.ask(lambda vault: vault.check_secret(NEW))


def test_a_wrong_old_passphrase_changes_nothing(bench: Bench) -> None:
    opened = change_passphrase(bench, "not the one at all", NEW, NEW)
    bench.qtbot.waitUntil(lambda: opened.banner.tone is Tone.DANGER, timeout=30_000)
    opened.reject()
    bench.ask(lambda vault: vault.check_secret(PASSPHRASE))


def test_the_program_says_whether_photos_are_read_apart(bench: Bench) -> None:
    wanted = confined() if sys.platform in ("linux", "darwin") else known_later()
    assert wanted in words_seen(settings_page(bench))


def test_two_new_passphrases_that_differ_are_not_tried(bench: Bench) -> None:
    opened = change_passphrase(bench, PASSPHRASE, NEW, "four other words, nearly")
    assert opened.banner.tone is Tone.ATTENTION
    opened.reject()


def test_the_card_that_is_saved_is_ours(bench: Bench, tmp_path: Path) -> None:
    page = settings_page(bench)
    path = tmp_path / "ours.skrynia-card"
    page.identity.save(path)
    bench.settle()
    card = load_card(path)
    assert card.fingerprint == bench.ask(lambda vault: vault.identity.fingerprint)
    assert page.identity.digits.text().split() == card.digits.split()


def test_the_age_key_leaves_only_after_a_question_and_is_noted(
    bench: Bench, tmp_path: Path
) -> None:
    page = settings_page(bench)
    QTest.mouseClick(page.identity.key_button, LEFT)
    question = dialog(ConfirmDialog)
    QTest.mouseClick(question.back_button, LEFT)
    path = tmp_path / "key.txt"
    page.identity.export_key(path)
    bench.settle()
    assert "AGE-SECRET-KEY-" in path.read_text("utf-8")
    assert path.stat().st_mode & 0o077 == 0
    newest = bench.ask(lambda vault: vault.custody.events()[-1])
    assert newest.kind.value == "disclosure"


def test_a_search_that_goes_by_other_words_is_named_and_made_anew(bench: Bench) -> None:
    page = settings_page(bench)

    def spoil(vault: Vault) -> None:
        vault.people.new("P-1", ())
        vault._db.execute("DELETE FROM search_text")

    bench.ask(spoil)
    QTest.mouseClick(page.care.check_button, LEFT)
    bench.qtbot.waitUntil(lambda: page.care.banner.tone is Tone.ATTENTION, timeout=20_000)
    assert "P-1" in page.care.banner.text
    [renew] = page.care.banner.findChildren(QPushButton)
    QTest.mouseClick(renew, LEFT)
    bench.qtbot.waitUntil(lambda: page.care.banner.tone is Tone.SAFE, timeout=20_000)
    assert bench.ask(lambda vault: len(vault.search.find("P-1"))) == 1


def test_a_backup_of_what_is_older_says_so(bench: Bench, tmp_path: Path) -> None:
    page = settings_page(bench)

    def spoil(vault: object) -> None:
        db = vault._db  # type: ignore[attr-defined]
        for kind in ("came", "went", "changed"):
            db.execute(f"DROP TRIGGER temp.identity_{kind}")
        db.execute("UPDATE identity SET name = 'older'")

    bench.ask(spoil)
    page.care.back_up(tmp_path)
    bench.qtbot.waitUntil(lambda: page.care.banner.tone is Tone.ATTENTION, timeout=20_000)
    assert "your name and keys" in page.care.banner.text
