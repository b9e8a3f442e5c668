"""The sheet *Ways to unlock* and what stands in it, for the tests of its dialogs."""

from __future__ import annotations

from desktop.crypto.secret import SheetCode
from desktop.crypto.slots.making import by_sheet
from desktop.vault import Vault
from tests.support import PASSPHRASE
from tests.ui.room_bench import Bench
from ui.settings.page import SettingsPage
from ui.settings.ways_in.sheet import WaysInSheet

NEW = "ліст папера рака восень"
CODE = SheetCode(bytes(range(20)))


def ways_sheet(bench: Bench) -> WaysInSheet:
    bench.shell.navigate("settings")
    page = bench.shell.page("settings")
    assert isinstance(page, SettingsPage)
    bench.settle()
    return page.ways


def with_sheet(vault: Vault) -> str:
    return vault.ways_in.add(PASSPHRASE, by_sheet(CODE), "Вольга", "у сястры").slot_id


def kinds(bench: Bench) -> list[str]:
    return [way.kind for way in bench.ask(lambda vault: vault.ways_in.all())]
