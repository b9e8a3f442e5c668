"""The custody of a file: what became of it, verified at a press, and put on paper."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QPushButton

from desktop.model.consent import Purpose
from desktop.model.custody import CustodyKind
from desktop.model.values.moment import Moment
from desktop.vault import Vault
from tests.support import open_interview
from tests.ui.room_bench import Bench, dialog
from tests.unit.vault.custody.others_rows import LIES, arrived
from tests.unit.vault.made import add
from ui.media.custody_dialog import CustodyDialog
from ui.media.page import MediaPage
from ui.widgets.tone import Tone

BYTES = b"p" * 5000


def opened(bench: Bench, *uses: Purpose) -> CustodyDialog:
    def attached(vault: Vault) -> str:
        photo = add(vault, BYTES)
        vault.interviews.attach(open_interview(vault, "W-001", *uses).id, photo.id)
        return photo.id

    bench.shell.navigate("media", media=bench.ask(attached))
    page = bench.shell.page("media")
    assert isinstance(page, MediaPage)
    page.viewer.custody_button.click()
    bench.settle()
    return dialog(CustodyDialog)


def titles(shown: CustodyDialog) -> list[str]:
    rows = map(shown.model.row_at, range(shown.model.rowCount()))
    return [row.title for row in rows if row is not None]


def press(shown: CustodyDialog, label: str) -> None:
    [button] = [each for each in shown.banner.findChildren(QPushButton) if each.text() == label]
    button.click()


def test_it_is_verified_at_a_press_and_the_log_has_it(bench: Bench) -> None:
    shown = opened(bench, Purpose.PHOTOGRAPH)
    assert shown.attached.text() == "Attached to: W-001"
    assert titles(shown) == ["Added"]
    shown.verify_button.click()
    bench.qtbot.waitUntil(lambda: shown.banner.tone is Tone.SAFE)
    bench.qtbot.waitUntil(lambda: titles(shown) == ["Added", "Integrity check"])
    assert "Every byte is as it came." in shown.last.text()
    bench.ask(lambda vault: vault._db.execute("UPDATE media_chunk SET bytes = x'00'"))
    shown.verify_button.click()
    bench.qtbot.waitUntil(lambda: shown.banner.tone is Tone.DANGER)
    assert "Not as they came" in shown.banner.text
    shown.reject()


def test_others_logs_are_listed_as_theirs_whatever_stands_in_them(bench: Bench) -> None:
    shown = opened(bench)
    assert shown.elsewhere.isHidden()
    shown.reject()

    def lied(vault: Vault) -> None:
        (photo,) = vault.media.all()
        arrived(vault, photo, 1, LIES, Moment.now(), "SHA256:other")

    bench.ask(lied)
    page = bench.shell.page("media")
    assert isinstance(page, MediaPage)
    page.viewer.custody_button.click()
    bench.settle()
    shown = dialog(CustodyDialog)
    assert not shown.elsewhere.isHidden()
    assert "was not verified here" in shown.elsewhere.text()
    assert titles(shown) == ["Added", "Integrity check"]
    last = shown.model.row_at(1)
    assert last is not None
    assert "SHA256:other" in last.detail
    assert "N.N." not in last.detail
    shown.reject()


def test_a_certificate_is_saved_in_the_chosen_language(bench: Bench, tmp_path: Path) -> None:
    shown, target = opened(bench, Purpose.PHOTOGRAPH), tmp_path / "c.pdf"
    shown.save_button.click()
    bench.settle()
    press(shown, "Беларуская")
    [asked] = shown.findChildren(QFileDialog)
    asked.fileSelected.emit(str(target))
    bench.qtbot.waitUntil(lambda: shown.banner.title == "The certificate is saved.")
    assert shown.banner.tone is Tone.ATTENTION
    assert target.read_bytes().startswith(b"%PDF")
    media_id = bench.ask(lambda vault: vault.media.all()[0].id)
    row = bench.ask(lambda vault: vault.custody.events(media_id)[-1])
    assert (row.kind, row.detail["language"]) == (CustodyKind.DISCLOSURE, "be")
    shown.reject()


def test_beyond_the_consent_a_reason_comes_first(bench: Bench) -> None:
    shown = opened(bench)
    shown.save_button.click()
    bench.settle()
    assert shown.banner.tone is Tone.ATTENTION
    assert "one of these reasons" in shown.banner.text
    shown.banner.findChildren(QPushButton)[0].click()
    assert shown.banner.title == "In which language?"
    shown.reject()
