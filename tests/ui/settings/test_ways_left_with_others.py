"""What an organisation does about ways to unlock: it opens a vault left with it, and its own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from desktop.errors import SkryniaError
from desktop.model.identity import CardKind, Role
from desktop.vault import open_vault
from tests.slices import sliced
from tests.support import PASSPHRASE, make_vault, reopened
from tests.ui.room_bench import Bench, dialog, type_into
from tests.ui.settings.ways import NEW, kinds, ways_sheet
from ui.settings.ways_in.add_dialog import AddDialog
from ui.settings.ways_in.escrow_dialog import EscrowDialog
from ui.settings.ways_in.give_back_dialog import GiveBackDialog, Where
from ui.settings.ways_in.key_file_dialogs import FileAloneDialog
from ui.tasks import VaultWorker

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
