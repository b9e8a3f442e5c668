"""The program is started twice: the window that is there comes to the front, and takes the file."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from jeepney import DBusAddress, new_method_call
from PySide6.QtDBus import QDBusConnection
from PySide6.QtWidgets import QApplication

from tests.logind import is_there, private_bus
from tests.slices import sliced
from tests.support import make_vault
from tests.ui.conftest import MakeProgram, Program
from tests.ui.room_bench import press_button
from tests.walk.bus import Bus, Refused
from ui.app import rooms
from ui.session.second_bus import listen
from ui.session.second_start import LONGEST_PATH, Asked, instance_name
from ui.shell.lock_screen import LockState
from ui.start.unlock import UnlockPage
from ui.widgets.dialogs.confirm import ConfirmDialog

pytestmark = [
    pytest.mark.skipif(not is_there(), reason="there is no dbus-daemon"),
    pytest.mark.qt_log_ignore("does not support raise", extend=True),
]
NAME = "org.skrynia.Skrynia"
_LONGEST = 10
START = DBusAddress("/org/skrynia/Start", NAME, "org.skrynia.Start")


@pytest.fixture(scope="module")
def bus() -> Iterator[str]:
    with private_bus() as address:
        yield address


@pytest.fixture
def first(make_program: MakeProgram, bus: str) -> Iterator[Program]:
    """The program that was started first, and is asked by others."""
    program = make_program(rooms())
    connection = QDBusConnection.connectToBus(bus, "first")
    asked = Asked(program.controller)
    asked.asked.connect(program.controller.given.ask_again)
    stop = listen(connection, instance_name({}), asked)
    yield program
    stop()
    QDBusConnection.disconnectFromBus("first")


def start_again(program: Program, bus: str, *words: str) -> int:
    """Start the program as a person does, and wait for the end of that; its exit code."""
    env = {**os.environ, "DBUS_SESSION_BUS_ADDRESS": bus, "PYTHONPATH": str(Path.cwd())}
    env.pop("SKRYNIA_SETTINGS_FOLDER")
    with ThreadPoolExecutor(1) as beside:
        command = [sys.executable, "-m", "ui", *words]
        ended = beside.submit(subprocess.call, command, env=env, timeout=_LONGEST)
        program.wait(ended.done)
        return ended.result()


def questions() -> list[ConfirmDialog]:
    shown = [w for w in QApplication.topLevelWidgets() if isinstance(w, ConfirmDialog)]
    return [each for each in shown if each.isVisible()]


def question() -> ConfirmDialog | None:
    return next(iter(questions()), None)


def other_vault(folder: Path) -> Path:
    (folder / "second").mkdir()
    with make_vault(folder / "second") as vault:
        return vault.folder


def test_a_second_start_opens_no_window_and_hands_over_its_vault(
    first: Program, bus: str, tmp_path: Path
) -> None:
    folder = other_vault(tmp_path)
    first.controller.window.showMinimized()
    assert start_again(first, bus, str(folder)) == 0
    assert not first.controller.window.isMinimized()
    first.wait(lambda: chosen(first) == folder)


def chosen(program: Program) -> Path:
    page = program.start.page
    assert isinstance(page, UnlockPage)
    return page.folder


def test_whoever_asks_on_and_on_gets_one_question(first: Program, tmp_path: Path) -> None:
    packages = [tmp_path / f"{number}.age" for number in range(9)]
    for package in packages:
        package.write_bytes(b"age-encryption.org/v1\n")
    first.unlock()
    for _ in range(3):
        for package in packages:
            first.controller.given.ask_again(package, "")
        first.wait(lambda: len(questions()) == 1)


@pytest.mark.rare
def test_another_vault_is_opened_after_the_open_one_is_locked(
    first: Program, bus: str, tmp_path: Path
) -> None:
    folder = other_vault(tmp_path)
    first.unlock()
    first.controller.given.ask_again(first.folder, "")
    assert question() is None, "it is open already"
    first.controller.given.ask_again(folder, "")
    first.wait(lambda: question() is not None)
    asked = question()
    assert asked is not None
    press_button(asked, "Lock and open it")
    first.wait(lambda: first.controller.shell is None and first.controller.lock_screen is None)
    assert chosen(first) == folder


def test_a_file_for_a_locked_vault_waits_until_it_is_unlocked(
    first: Program, tmp_path: Path
) -> None:
    package = tmp_path / "skrynia-abcd-efgh.age"
    package.write_bytes(b"age-encryption.org/v1\n")
    first.unlock()
    first.lock_and_wait()
    first.controller.given.ask_again(package, "")
    assert first.locked.state is LockState.CLOSED
    assert package.name not in first.locked.held.title, "nothing is told to who is not inside"
    first.unlock_again()
    first.wait(lambda: question() is not None)


HOSTILE: dict[str, tuple[str, str, tuple[object, ...]]] = {
    "relative": ("Show", "ays", (b"../vault", "")),
    "long": ("Show", "ays", (b"/" + b"x" * LONGEST_PATH, "")),
    "zero": ("Show", "ays", (b"/x\0y", "")),
    "token": ("Show", "ays", (b"/x", "a\nb")),
    "text": ("Show", "ss", ("/x", "")),
    "more": ("Show", "ayss", (b"/x", "", "more")),
    "other": ("Quit", "", ()),
}


@pytest.mark.parametrize("call", sliced(HOSTILE, "relative", "other"))
def test_nothing_else_is_taken(
    first: Program, bus: str, call: tuple[str, str, tuple[object, ...]]
) -> None:
    first.unlock()
    with Bus(bus) as stranger, ThreadPoolExecutor(1) as beside:
        asked = beside.submit(stranger.ask, new_method_call(START, *call))
        first.wait(asked.done)
    assert isinstance(asked.result(), Refused)
    assert question() is None


def test_other_settings_are_another_program() -> None:
    names = {instance_name({"SKRYNIA_SETTINGS_FOLDER": each}) for each in ("", "/a", "/b")}
    assert len(names) == 3
