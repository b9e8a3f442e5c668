"""Ways to unlock in *Settings*: a sheet is made, tried, renamed, revoked; half of nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from desktop.crypto.secret import Shares
from desktop.crypto.sheet_code import decode_code, groups_of
from desktop.crypto.slots.passphrase import PassphraseSlot
from desktop.model.way_in import WayIn
from desktop.reading.agenda import WayDue, read_agenda
from desktop.vault.file.folder import read_slots
from tests.support import CHEAP_COST, PASSPHRASE
from tests.ui.room_bench import Bench, dialog, type_into
from tests.ui.settings.ways import CODE, NEW, kinds, ways_sheet, with_sheet
from ui.home.rows import sections_of
from ui.settings.page import SettingsPage
from ui.settings.ways_in.add_dialog import AddDialog
from ui.settings.ways_in.person_dialog import PersonDialog
from ui.settings.ways_in.raise_dialog import RaiseDialog
from ui.settings.ways_in.rename_dialog import RenameDialog
from ui.settings.ways_in.revoke_dialog import RevokeDialog
from ui.settings.ways_in.shares_dialog import SharesDialog
from ui.settings.ways_in.sheet_dialog import SheetDialog
from ui.settings.ways_in.try_dialog import TryDialog
from ui.widgets.tone import Tone

pytestmark = pytest.mark.usefixtures("cheap_passphrases")


def begun(bench: Bench, passphrase: str = PASSPHRASE) -> SheetDialog:
    """The dialog of a new sheet, its passphrase typed."""
    ways_sheet(bench).add_button.click()
    dialog(AddDialog).choices[0].click()
    opened = dialog(SheetDialog)
    type_into(opened.own.field.edit, passphrase)
    opened.next_button.click()
    bench.settle()
    return opened


def groups_shown(opened: QWidget) -> dict[int, str]:
    """The groups that stand on the screen, by their numbers."""
    found = [
        label.text().split(" · ") for label in opened.findChildren(QLabel) if label.isVisible()
    ]
    return {int(pair[0]): pair[1] for pair in found if len(pair) == 2 and pair[0].isdigit()}


def test_a_sheet_opens_the_vault_once_two_groups_were_typed_from_it(bench: Bench) -> None:
    opened = begun(bench)
    paper = groups_shown(opened)
    code = decode_code("".join(paper[number] for number in sorted(paper)))
    opened.next_button.click()
    assert not groups_shown(opened), "what is asked back is not on the screen"
    assert kinds(bench) == ["passphrase"]
    for line, edit in zip(opened.asked.fields, opened.asked.edits, strict=True):
        [number] = [int(word) for word in line.editor.accessibleName().split() if word.isdigit()]
        type_into(edit, paper[number].lower())
    opened.next_button.click()
    bench.settle()
    assert kinds(bench) == ["passphrase", "recovery-sheet"]
    bench.ask(lambda vault: vault.check_secret(code))
    sheet = ways_sheet(bench)
    assert sheet.banner.tone is Tone.SAFE
    sheet.rename_button.click()
    assert not sheet.banner.title, "it was said of the way before"
    dialog(RenameDialog).reject()
    assert "Never tried" in [row.tag for row in map(sheet.model.row_at, range(2)) if row]


def test_a_group_that_is_not_what_was_shown_adds_nothing(bench: Bench) -> None:
    opened = begun(bench)
    opened.next_button.click()
    assert not opened.next_button.isEnabled()
    for edit in opened.asked.edits:
        type_into(edit, "00000")
    opened.next_button.click()
    bench.settle()
    assert opened.asked.fields[0].error or opened.asked.fields[1].error
    opened.again_button.click()
    assert len(groups_shown(opened)) == 8
    assert kinds(bench) == ["passphrase"]
    opened.give_up()


def test_a_wrong_passphrase_is_said_before_anything_is_copied(bench: Bench) -> None:
    opened = begun(bench, "not the one at all")
    bench.qtbot.waitUntil(lambda: opened.banner.title == "Wrong passphrase")
    assert not groups_shown(opened)
    opened.give_up()


@pytest.mark.parametrize("steps", [0, 1])
def test_a_lock_amid_it_leaves_no_code_and_no_slot(bench: Bench, steps: int) -> None:
    opened = begun(bench)
    for _ in range(steps):
        opened.next_button.click()
    assert opened.put_away() is False
    assert not opened.isVisible()
    assert not groups_shown(opened)
    assert opened.own.field.text() == ""
    assert kinds(bench) == ["passphrase"]


def test_the_page_is_saved_and_said_to_be_no_secret_keeper(bench: Bench, tmp_path: Path) -> None:
    opened = begun(bench)
    path = tmp_path / "page.pdf"
    opened.save(path)
    bench.settle()
    assert path.read_bytes().startswith(b"%PDF-")
    assert opened.banner.tone is Tone.ATTENTION
    assert opened.next_button.isEnabled()
    opened.give_up()


def test_a_sheet_is_tried_and_that_is_noted(bench: Bench) -> None:
    slot_id = bench.ask(with_sheet)
    sheet = ways_sheet(bench)
    sheet.list.show_row(slot_id)
    sheet.try_button.click()
    opened = dialog(TryDialog)
    type_into(opened.entry.sheet.edit, "".join(groups_of(CODE)))
    opened.try_button.click()
    bench.qtbot.waitUntil(lambda: opened.banner.tone is Tone.SAFE)
    assert opened.entry.sheet.edit.text() == ""
    opened.give_up()
    bench.settle()
    assert way(bench, slot_id).tried_at is not None


def way(bench: Bench, slot_id: str) -> WayIn:
    ways = bench.ask(lambda vault: vault.ways_in.all())
    return next(each for each in ways if each.slot_id == slot_id)


def test_it_is_said_anew_where_a_sheet_is_kept(bench: Bench) -> None:
    slot_id = bench.ask(with_sheet)
    sheet = ways_sheet(bench)
    sheet.list.show_row(slot_id)
    sheet.rename_button.click()
    opened = dialog(RenameDialog)
    assert opened.person.text() == "Вольга"
    opened.place.clear()
    type_into(opened.place, "у банку")
    opened.save_button.click()
    bench.settle()
    assert (way(bench, slot_id).person, way(bench, slot_id).label) == ("Вольга", "у банку")


def test_a_sheet_is_revoked_with_the_passphrase_alone(bench: Bench) -> None:
    slot_id = bench.ask(with_sheet)
    sheet = ways_sheet(bench)
    sheet.list.show_row(slot_id)
    sheet.revoke_button.click()
    opened = dialog(RevokeDialog)
    type_into(opened.own.field.edit, "not the one at all")
    opened.revoke_button.click()
    bench.qtbot.waitUntil(lambda: opened.banner.tone is Tone.DANGER)
    assert kinds(bench) == ["passphrase", "recovery-sheet"]
    type_into(opened.own.field.edit, PASSPHRASE)
    opened.revoke_button.click()
    bench.settle()
    assert kinds(bench) == ["passphrase"]
    assert sheet.banner.tone is Tone.SAFE


def test_the_last_way_of_a_person_is_not_offered_for_revoking(bench: Bench) -> None:
    sheet = ways_sheet(bench)
    assert sheet.chosen is not None
    assert not sheet.revoke_button.isEnabled()
    assert sheet.revoke_button.accessibleDescription()
    bench.ask(with_sheet)
    sheet.read()
    bench.settle()
    assert sheet.revoke_button.isEnabled()


def test_shares_open_the_vault_once_a_word_of_each_was_typed(bench: Bench) -> None:
    sheet = ways_sheet(bench)
    sheet.add(SharesDialog)
    opened = dialog(SharesDialog)
    type_into(opened.own.field.edit, PASSPHRASE)
    opened.next_button.click()
    bench.settle()
    pages = []
    for _ in range(3):
        QApplication.processEvents()
        pages.append(groups_shown(opened))
        opened.next_button.click()
    assert [len(page) for page in pages] == [33, 33, 33]
    for line, edit in zip(opened.asked.fields, opened.asked.edits, strict=True):
        said = line.editor.accessibleName().replace(",", " ").split()
        share, word = (int(each) for each in said if each.isdigit())
        type_into(edit, pages[share - 1][word][:4])
    opened.next_button.click()
    bench.settle()
    assert kinds(bench) == ["passphrase", "recovery-shares"]
    words = [" ".join(page[at] for at in sorted(page)) for page in pages[1:]]
    bench.ask(lambda vault: vault.check_secret(Shares(tuple(words))))


def test_another_person_gets_a_passphrase_under_their_name(bench: Bench) -> None:
    ways_sheet(bench).add(PersonDialog)
    opened = dialog(PersonDialog)
    type_into(opened.own.field.edit, PASSPHRASE)
    type_into(opened.new.first.edit, NEW)
    type_into(opened.new.again.edit, NEW)
    opened.add_button.click()
    assert opened.person_field.error
    type_into(opened.person, "Алесь")
    opened.add_button.click()
    bench.settle()
    ways = bench.ask(lambda vault: vault.ways_in.all())
    assert [each.person for each in ways] == ["researcher", "Алесь"]
    bench.ask(lambda vault: vault.check_secret(NEW))


def test_home_leads_to_what_adds_a_way(bench: Bench) -> None:
    agenda = bench.ask(lambda vault: replace(read_agenda(vault), way=WayDue()))
    [section] = sections_of(agenda, [])
    [line] = section.lines
    bench.shell.navigate(line.leads.room, **line.leads.location)
    page = bench.shell.page("settings")
    assert isinstance(page, SettingsPage)
    assert page.ways.add_button.hasFocus()


def test_a_passphrase_that_is_quick_to_guess_here_is_made_slower_with_leave(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = ways_sheet(bench)
    assert sheet.raise_button.isVisible()
    dearer = replace(CHEAP_COST, iterations=2)
    monkeypatch.setattr("desktop.crypto.kdf.calibrate", lambda: dearer)
    sheet.raise_button.click()
    asked = dialog(RaiseDialog)
    type_into(asked.own.field.edit, PASSPHRASE)
    asked.raise_button.click()
    bench.qtbot.waitUntil(lambda: sheet.banner.tone is Tone.SAFE)
    [slot] = read_slots(bench.ask(lambda vault: vault.folder)).slots
    assert isinstance(slot, PassphraseSlot)
    assert slot.kdf.cost == dearer
    bench.ask(lambda vault: vault.ways_in.opened_by(slot, 1.0))
    sheet.read()
    bench.settle()
    assert not sheet.raise_button.isVisible()
