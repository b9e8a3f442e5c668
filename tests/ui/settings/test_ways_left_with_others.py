"""What an organisation does about ways to unlock: it opens a vault left with it, and its own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from desktop.crypto.slots.making import by_escrow
from desktop.errors import SkryniaError
from desktop.model.identity import CardKind, Role
from desktop.model.values.moment import Moment
from desktop.vault import Vault, open_vault
from desktop.vault.backups.place import generations_in
from desktop.vault.backups.restore import RestoredGeneration
from tests.slices import sliced
from tests.support import PASSPHRASE, make_vault, reopened
from tests.ui.room_bench import Bench, dialog, type_into
from tests.ui.settings.ways import NEW, kinds, ways_sheet
from ui.settings.ways_in.add_dialog import AddDialog
from ui.settings.ways_in.escrow_dialog import EscrowDialog
from ui.settings.ways_in.give_back_dialog import GiveBackDialog, Where
from ui.settings.ways_in.key_file_dialogs import FileAloneDialog
from ui.tasks import VaultWorker
from ui.widgets.tone import Tone

pytestmark = pytest.mark.usefixtures("cheap_passphrases")


@pytest.mark.parametrize("where", sliced([*Where], Where.RESTORED))
def test_a_key_left_with_an_organisation_gives_the_vault_back(
    bench: Bench, tmp_path: Path, where: Where
) -> None:
    """The organisation opens a copy in its own window and its owner types a new passphrase."""
    with make_vault(tmp_path, "office", Role.ORGANISATION) as office:
        card = office.identity.card()
    known = bench.ask(lambda vault: vault.cards.add(card.document, card.signature))
    bench.ask(lambda vault: vault.cards.trust(known.fingerprint, CardKind.ORGANISATION))
    ways_sheet(bench).add(EscrowDialog)
    opened = dialog(EscrowDialog)
    bench.settle()
    type_into(opened.own.field.edit, PASSPHRASE)
    opened.add_button.click()
    bench.settle()
    assert kinds(bench) == ["passphrase", "escrow"]
    copy, elsewhere = tmp_path / "copy.skrynia", tmp_path / "elsewhere"
    elsewhere.mkdir()
    bench.ask(lambda vault: vault.backup(copy))
    given: list[tuple[str, bool]] = []
    worker = VaultWorker()
    try:
        worker.start(lambda: reopened(tmp_path / "office.skrynia"), lambda: None, _fail, worker)
        giving = GiveBackDialog(bench.shell, replace(bench.shell.context, worker=worker))
        giving.given.connect(lambda name, restored: given.append((name, bool(restored))))
        giving.open()
        assert not giving.give_button.isEnabled()
        giving.take(copy)
        giving.choice.button(where).click()
        giving.place.set_place(elsewhere)
        type_into(giving.new.first.edit, NEW)
        type_into(giving.new.again.edit, NEW)
        giving.give_button.click()
        bench.qtbot.waitUntil(lambda: bool(given), timeout=10_000)
    finally:
        worker.stop()
    assert given == [("researcher", where is Where.RESTORED)]
    given_back = copy if where is Where.HERE else elsewhere / "notes.skrynia"
    open_vault(given_back, NEW).close()
    with open_vault(copy, PASSPHRASE) as left:
        assert len(left.ways_in.all()) == (3 if where is Where.HERE else 2)


def test_one_of_their_daily_backups_is_restored_for_its_owner(bench: Bench, tmp_path: Path) -> None:
    """The newest is offered, an older one chosen; where it is, none of them opens."""
    place, elsewhere = tmp_path / "notes.backups", tmp_path / "elsewhere"
    elsewhere.mkdir()

    def leave(vault: Vault) -> None:
        vault.ways_in.add(PASSPHRASE, by_escrow(recipient), "the office")
        for day in (1, 2):
            vault.backups.create(place, now=Moment(f"2026-11-0{day}T12:00:00.000Z", 0))
            vault.people.new(f"P-100{day}")

    with make_vault(tmp_path, "office", Role.ORGANISATION) as office:
        recipient = office.identity.age_identity().recipient
    bench.ask(leave)
    older, newer = generations_in(place)
    worker = VaultWorker()
    try:
        worker.start(lambda: reopened(tmp_path / "office.skrynia"), lambda: None, _fail, worker)
        sheet = ways_sheet(bench)
        giving = GiveBackDialog(bench.shell, replace(bench.shell.context, worker=worker))
        giving.given.connect(sheet._given)
        giving.open()
        giving.take(place)
        bench.qtbot.waitUntil(giving.which.isVisible, timeout=10_000)
        assert giving.which.name == newer.name
        assert giving.which.choice is not None
        giving.which.choice.button(older.name).click()
        assert giving.place.isVisible()
        assert not giving.choice.isVisible(), "none of them opens where it is"
        giving.take(tmp_path / "office.skrynia")
        assert not giving.which.name, "of another folder"
        giving.take(place)
        bench.qtbot.waitUntil(giving.which.isVisible, timeout=10_000)
        giving.which.choice.button(older.name).click()
        giving.place.set_place(elsewhere)
        type_into(giving.new.first.edit, NEW)
        type_into(giving.new.again.edit, NEW)
        giving.give_button.click()
        bench.qtbot.waitUntil(lambda: bool(sheet.banner.title), timeout=20_000)
    finally:
        worker.stop()
    assert sheet.banner.tone is Tone.SAFE
    assert "everything in it was checked" in sheet.banner.text
    with open_vault(elsewhere / "notes.skrynia", NEW) as vault:
        assert "P-1001" not in [person.code for person in vault.people.all()]
    with reopened(tmp_path / "office.skrynia") as office:
        what = [event.detail.get("what") for event in office.custody.events()]
    assert {"restored for its owner", "opened for its owner"} <= set(what)


def test_of_a_journeys_backup_it_is_not_said_that_the_old_passphrase_opens_it(
    bench: Bench,
) -> None:
    sheet = ways_sheet(bench)
    found = RestoredGeneration("20261101", Moment.now(), None, (), journey=True)
    for restored, old in ((found, False), (replace(found, journey=False), True)):
        sheet._given("Anna", restored)
        assert ("What opened it before still opens it" in sheet.banner.text) is old
        assert ("What others held for the journey" in sheet.banner.text) is not old


def _fail(error: SkryniaError) -> None:
    pytest.fail(repr(error))


def test_a_key_file_alone_is_offered_to_an_organisation_only(office: Bench, tmp_path: Path) -> None:
    sheet = ways_sheet(office)
    assert sheet.give_back_button.isVisible()
    sheet.choose()
    assert len(dialog(AddDialog).choices) == 7
    dialog(AddDialog).choices[-1].click()
    opened = dialog(FileAloneDialog)
    type_into(opened.own.field.edit, PASSPHRASE)
    opened.save(tmp_path / "key")
    office.settle()
    assert kinds(office) == ["passphrase", "key-file"]


def test_a_researcher_is_offered_neither(bench: Bench) -> None:
    sheet = ways_sheet(bench)
    assert not sheet.give_back_button.isVisible()
    sheet.choose()
    assert len(dialog(AddDialog).choices) == 6
    dialog(AddDialog).reject()
