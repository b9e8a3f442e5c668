"""The computer sleeps, or its screen is locked: the vault is locked first, with every word in it.

logind is played by python-dbusmock on a bus of the tests' own; its inhibitors are real files.
"""

from __future__ import annotations

import getpass
import os
import threading
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtDBus import QDBusConnection
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.model.phases import Phase
from desktop.progress import Progress
from desktop.vault import Vault, open_vault
from tests.logind import Logind, is_there, logind
from tests.slices import sliced
from tests.support import PASSPHRASE, open_interview
from tests.ui.conftest import Program, press
from ui.app import rooms
from ui.interviews.account.phase import AccountPhase
from ui.interviews.page import InterviewsPage
from ui.session.linux import LinuxSession
from ui.session.watch import SessionWatch
from ui.settings.page import SettingsPage
from ui.shell.lock_screen import LockState

pytestmark = [
    pytest.mark.skipif(not is_there(), reason="python-dbusmock is not installed"),
    pytest.mark.xdist_group("logind"),
]
OURS, OTHERS = "ours", "others"
_numbers = count()


@pytest.fixture(scope="module")
def machine() -> Iterator[Logind]:
    """A bus with logind, where this person and another are logged in."""
    with logind() as played:
        played.add_session(OURS, getpass.getuser())
        played.add_session(OTHERS, "somebody-else")
        yield played


class Watched(LinuxSession):
    """Looks, at the moment at which the computer may sleep, at what a thief would find."""

    def __init__(self, bus: QDBusConnection, folder: Path, parent: QObject) -> None:
        super().__init__(bus, bus, parent)
        self._folder = folder
        self.found: list[str] = []

    def put_away(self) -> None:
        """Open the vault, which nobody else may have open any more, and keep its words."""
        if self.holds_up_sleep:
            self.found.append(words_in(self._folder))
        super().put_away()


class Asleep(Program):
    """The program on the bus of a machine that can be sent to sleep."""

    def watch(self) -> Watched:
        """What hears it."""
        assert self.controller.resting is not None
        found = self.controller.resting.watch
        assert isinstance(found, Watched)
        return found

    def open_account(self) -> AccountPhase:
        """The account of the one interview, on the screen."""
        shell = self.controller.shell
        assert shell is not None
        shell.navigate("interviews", interview=self.interview, phase="account")
        page = shell.page("interviews")
        assert isinstance(page, InterviewsPage)
        self.wait(lambda: page.open_page is not None and page.open_page.phase is Phase.ACCOUNT)
        assert page.open_page is not None
        phase = page.open_page.page(Phase.ACCOUNT)
        assert isinstance(phase, AccountPhase)
        return phase

    interview = ""


@pytest.fixture
def program(
    qapp: QApplication, qtbot: QtBot, vault_folder: Path, machine: Logind
) -> Iterator[Asleep]:
    with open_vault(vault_folder, PASSPHRASE) as vault:
        interview = open_interview(vault, "S-01").id
        vault.interviews.open_account(interview)
    buses: list[str] = []

    def session(parent: QObject) -> SessionWatch:
        buses.append(f"test-{next(_numbers)}")
        bus = QDBusConnection.connectToBus(machine.address, buses[-1])
        return Watched(bus, vault_folder, parent)

    made = Asleep(qapp, qtbot, vault_folder, rooms(), session)
    made.interview = interview
    made.unlock()
    made.wait(lambda: made.watch().holds_up_sleep)
    yield made
    made.controller.stop()
    for each in buses:
        QDBusConnection.disconnectFromBus(each)


def words_in(folder: Path) -> str:
    """What the account holds; ``VaultInUse`` while the program has it open."""
    with open_vault(folder, PASSPHRASE) as vault:
        [shown] = vault.interviews.summaries()
        return "".join(each.text for each in vault.interviews.utterances(shown.id))


@pytest.mark.rare
def test_the_computer_sleeps_after_40_000_unsaved_words_are_in_the_locked_vault(
    program: Asleep, machine: Logind
) -> None:
    assert machine.inhibitors() == [("sleep:shutdown", "Skrynia", "delay")]
    words = " ".join(f"слова{number}" for number in range(40_000))
    editor = program.open_account()._writing.editor  # type: ignore[union-attr]
    cursor = editor.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.End)
    cursor.insertText(words)
    assert program.controller.shell is not None
    assert program.controller.shell.drafts.unsaved()
    machine.sleep(True)
    program.wait(lambda: program.watch().found != [])
    assert program.watch().found == [words]
    program.wait(lambda: not machine.inhibitors())
    assert program.locked.state is LockState.CLOSED
    machine.sleep(False)
    program.wait(lambda: bool(machine.inhibitors()))
    assert program.locked.state is LockState.CLOSED


def test_what_holds_up_sleep_is_no_child_s(program: Asleep) -> None:
    inhibitor = program.watch()._inhibitor
    assert inhibitor is not None
    assert not os.get_inheritable(inhibitor)


@pytest.mark.rare
def test_a_long_job_is_stopped_and_that_is_said(program: Asleep, machine: Logind) -> None:
    began, ended = threading.Event(), threading.Event()

    def job(_vault: Vault, progress: Progress) -> None:
        began.set()
        try:
            while not ended.wait(0.01):
                progress(1, 2, "writing")
        finally:
            ended.set()

    worker = program.controller.worker
    worker.run_long(job, lambda *_: None, lambda _done: None, lambda _stopped: None, worker)
    program.wait(began.is_set)
    machine.sleep(True)
    program.wait(lambda: program.watch().found == [""])
    assert ended.is_set()
    assert "stopped" in program.locked.held.title
    machine.sleep(False)
    program.wait(lambda: program.watch().holds_up_sleep)


def test_a_passphrase_that_was_begun_does_not_outlast_the_sleep(
    program: Asleep, machine: Logind
) -> None:
    program.lock_and_wait()
    press(program.locked.field.edit, PASSPHRASE[:4])
    machine.sleep(True)
    program.wait(lambda: program.watch().found == [""])
    assert program.locked.field.text() == ""
    machine.sleep(False)
    program.wait(lambda: program.watch().holds_up_sleep)


Tell = Callable[[Logind, str], None]


@pytest.mark.parametrize("tell", sliced([Logind.lock, Logind.say_locked], Logind.lock))
def test_a_locked_session_locks_the_vault_and_another_person_s_does_not(
    program: Asleep, machine: Logind, tell: Tell
) -> None:
    heard: list[bool] = []
    program.watch().locked.connect(lambda: heard.append(True))
    tell(machine, OTHERS)
    tell(machine, OURS)
    program.wait(lambda: program.controller.lock_screen is not None)
    program.wait(lambda: program.locked.state is LockState.CLOSED)
    assert heard == [True], "asked in this order, and answered in it"


def test_a_screen_saver_that_begins_locks_the_vault(program: Asleep, machine: Logind) -> None:
    machine.show_screen_saver(False)
    machine.show_screen_saver(True)
    program.wait(lambda: program.controller.lock_screen is not None)
    program.wait(lambda: program.locked.state is LockState.CLOSED)


def test_where_there_is_no_bus_nothing_is_heard_and_that_is_known(qtbot: QtBot) -> None:
    nowhere = QDBusConnection.connectToBus("unix:path=/nowhere", "nowhere")
    watch = LinuxSession(nowhere, nowhere)
    with qtbot.waitSignal(watch.heard):
        watch.start()
    assert watch.hears_sleep is False
    watch.stop()


@pytest.mark.rare
def test_settings_say_where_sleep_is_not_heard(
    qapp: QApplication, qtbot: QtBot, vault_folder: Path, program: Asleep
) -> None:
    deaf = Program(qapp, qtbot, vault_folder, rooms())
    assert not told_of_sleep(program)
    program.lock_and_wait()
    deaf.unlock()
    assert told_of_sleep(deaf)
    deaf.controller.stop()


def told_of_sleep(program: Program) -> bool:
    """Whether *Settings* say that this computer tells nothing."""
    shell = program.controller.shell
    assert shell is not None
    shell.navigate("settings")
    page = shell.page("settings")
    assert isinstance(page, SettingsPage)
    return page.program.unheard.isVisibleTo(page)
