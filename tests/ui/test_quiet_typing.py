"""No field of any room teaches a keyboard of the system what is typed into it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from desktop.model.person import NameForm
from desktop.model.phases import Phase
from desktop.vault import Vault
from tests.support import open_interview
from tests.ui.room_bench import Bench, bench
from ui.app import rooms
from ui.people.new_person import NewPersonDialog
from ui.shell.room import INTERVIEWS, PEOPLE
from ui.widgets.quiet_typing import HINTS, QuietTyping

__all__ = ["bench"]


def fill(vault: Vault) -> tuple[str, str]:
    interview = open_interview(vault, "S-01")
    vault.interviews.open_account(interview.id)
    return interview.id, vault.people.new("P-9", [NameForm("Ядвіга")]).id


def talkative(part: QWidget) -> list[str]:
    """Fields that take words and, with the keys in them, let the system learn from it."""
    found = []
    for each in (part, *part.findChildren(QWidget)):
        if each.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled) and each.isVisible():
            each.setFocus()
            if each.hasFocus() and each.inputMethodHints() & HINTS != HINTS:
                found.append(f"{type(each).__name__} {each.accessibleName()!r}")
    return found


@pytest.fixture
def quiet(bench: Bench, qapp: QApplication) -> Bench:
    QuietTyping(qapp, bench.shell)
    return bench


def test_no_field_of_any_room_or_phase_is_learnt_from(quiet: Bench) -> None:
    interview, person = quiet.ask(fill)
    seen = 0
    for phase in Phase:
        page = quiet.open(interview, phase)
        quiet.settle()
        assert talkative(page) == []
        seen += len(page.findChildren(QWidget))
    for room in rooms():
        where = {"person": person} if room.key == PEOPLE else {}
        if room.key != INTERVIEWS:
            quiet.shell.navigate(room.key, **where)
            quiet.settle()
            assert talkative(quiet.shell) == []
    dialog = NewPersonDialog(quiet.shell, quiet.shell.context)
    dialog.open()
    quiet.qtbot.waitUntil(dialog.isActiveWindow)
    assert talkative(dialog) == []
    assert seen
