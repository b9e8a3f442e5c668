"""Photos and files are read again behind everything else; what is wrong is said above the rooms and
listed in Settings, until it is as it came."""

from __future__ import annotations

import random
from typing import Final

from PySide6.QtWidgets import QPushButton

from desktop.model.fixity import PIECE
from desktop.vault import Vault
from tests.ui.room_bench import Bench
from tests.unit.vault.made import add
from ui.media.page import MediaPage
from ui.settings.fixity import FixitySheet
from ui.settings.page import SettingsPage
from ui.shell.fixity_behind import FixityBehind
from ui.widgets.tone import Tone

BYTES: Final = random.Random(7).randbytes(PIECE + 5)


def settings(bench: Bench) -> FixitySheet:
    bench.shell.navigate("settings")
    page = bench.shell.page("settings")
    assert isinstance(page, SettingsPage)
    bench.settle()
    return page.fixity


def ended(bench: Bench) -> int:
    """How many checks have ended."""
    runs = "SELECT 1 FROM fixity_run WHERE ended_utc > ''"
    return bench.ask(lambda vault: len(vault._db.all(runs)))


def change(vault: Vault, piece: bytes) -> None:
    vault._db.execute("UPDATE media_chunk SET bytes = ? WHERE number = 1", (piece,))


def test_all_are_read_at_a_press_and_what_is_wrong_is_said_until_it_is_not(bench: Bench) -> None:
    photo = bench.ask(lambda vault: add(vault, BYTES))
    sheet, told = settings(bench), bench.shell.not_as_came
    assert "1 photo or file." in sheet.how.text()
    assert not sheet.last.isVisible()
    sheet.check_button.click()
    bench.qtbot.waitUntil(lambda: "Last check" in sheet.last.text())
    assert sheet.check_button.isEnabled()
    assert not sheet.banner.isVisible()
    assert not told.isVisible()

    bench.ask(lambda vault: change(vault, b"other"))
    sheet.check_button.click()
    bench.qtbot.waitUntil(lambda: sheet.banner.tone is Tone.DANGER)
    wrong = f"{PIECE:,} to {PIECE + 4:,} (piece 2)"
    assert wrong in sheet.banner.text.replace("\N{NO-BREAK SPACE}", ",")
    bench.qtbot.waitUntil(told.isVisible)
    assert told.tone is Tone.DANGER
    assert photo.original_name in told.text

    later = told.findChildren(QPushButton)[1]
    later.click()
    assert not told.isVisible()
    sheet.banner.findChildren(QPushButton)[0].click()
    page = bench.shell.page("media")
    assert isinstance(page, MediaPage)
    assert page.viewer.media_id == photo.id

    bench.ask(lambda vault: change(vault, BYTES[PIECE:]))
    sheet = settings(bench)
    sheet.check_button.click()
    bench.qtbot.waitUntil(lambda: not sheet.banner.isVisible())


def test_the_share_of_a_day_is_read_without_anybody_asking(bench: Bench) -> None:
    bench.ask(lambda vault: add(vault, BYTES))
    FixityBehind(bench.worker, bench.shell, first=0)
    bench.qtbot.waitUntil(lambda: ended(bench) == 1)
    assert bench.ask(lambda vault: vault.fixity.report().unread) == 0


def test_what_a_lock_stopped_goes_on_after_unlocking(bench: Bench) -> None:
    chance = random.Random(8)
    bench.ask(lambda vault: [add(vault, chance.randbytes(2 * PIECE)) for _ in range(4)])

    def begin(vault: Vault) -> bool:
        vault.fixity.begin()
        return vault.fixity.go_on()

    assert bench.ask(begin)
    assert ended(bench) == 0
    FixityBehind(bench.worker, bench.shell, first=0)  # as the rooms do, when a vault is opened
    bench.qtbot.waitUntil(lambda: ended(bench) == 1)


def test_an_empty_vault_offers_no_check(bench: Bench) -> None:
    sheet = settings(bench)
    assert sheet.how.text() == "No photos or files yet."
    assert not sheet.check_button.isEnabled()
