"""A name that may be protected already is said while it is typed again."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.protected.test_protected_room import protected_page, register
from tests.ui.room_bench import Bench, dialog, type_into
from ui.protected.new_protected import NewProtectedDialog


def test_another_spelling_of_a_protected_name_leads_to_its_entry(bench: Bench) -> None:
    entry = bench.ask(lambda vault: vault.protected.new(["Ядвіга Ручаінская"]))
    page = protected_page(bench)
    page.new()
    form = dialog(NewProtectedDialog)
    type_into(form.name, "Кастусь Іваноўскі")
    bench.settle()
    assert not form.known.isVisible()
    form.name.clear()
    type_into(form.name, "Ядвиге Ручаинской")
    bench.qtbot.waitUntil(form.known.isVisible)
    assert "N-1" in form.known.button.accessibleName()
    QTest.mouseClick(form.known.button, Qt.MouseButton.LeftButton)
    bench.settle()
    assert page.location() == {"protected": entry.id}
    assert len(register(bench)) == 1
