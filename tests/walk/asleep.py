"""Steps: the computer sleeps in the middle of an account, and a second start of the program."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from desktop.i18n import _
from desktop.messages.phases import TITLES
from desktop.model.phases import Phase
from desktop.vault import open_vault
from tests.logind import Logind
from tests.support import PASSPHRASE
from tests.walk import vaults
from tests.walk.patience import wait_until
from tests.walk.person import Person
from tests.walk.screen import Desktop
from tests.walk.told import CODE

_HOLDER = """
import sys
from PySide6.QtGui import QGuiApplication
app = QGuiApplication(sys.argv)
app.clipboard().setText(" ".join(f"word{n}" for n in range(int(sys.argv[1]))))
print("there", flush=True)
app.exec()
"""
_READER = """
import sys
from PySide6.QtGui import QGuiApplication
app = QGuiApplication(sys.argv)
data = app.clipboard().mimeData()
print(bytes(data.data("x-kde-passwordManagerHint").data()).decode(), len(data.text()))
"""


def walk(person: Person, desktop: Desktop, machine: Logind, folder: Path, words: int) -> None:
    """``folder``: of the vault; ``words``: how many stand there unsaved when the lid is closed."""
    # Without the bus, on which the reader would take it for the program.
    nowhere = {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"}
    desktop.start([sys.executable, "-c", _HOLDER, str(words)], "holder", **nowhere)
    person.fill_secret(_("Passphrase"), PASSPHRASE)
    person.hands.press("Return")
    vaults.wait_inside(person)
    person.press(_("Interviews"))
    person.open_row(CODE)
    person.press(_(TITLES[Phase.ACCOUNT]))
    person.enter(_("Account"))
    wait_until(lambda: bool(machine.inhibitors()), "the computer to be held up")
    wait_until(lambda: "there" in desktop.log("holder"), "the words to be copied")
    person.hands.press("ctrl+End", "ctrl+v")
    wait_until(lambda: person.shows(_("Saving…")), "the words to stand there")
    machine.sleep(True)
    wait_until(lambda: not machine.inhibitors(), "the computer to fall asleep")
    with open_vault(folder, PASSPHRASE) as vault:
        [told] = vault.interviews.summaries()
        kept = "".join(each.text for each in vault.interviews.utterances(told.id))
    person.check(f"word{words - 1}" in kept, "every word is in the vault when it sleeps")
    person.reads(_("Locked"))
    person.keep("asleep")
    machine.sleep(False)
    vaults.unlock_by_keys(person, PASSPHRASE)
    wait_until(lambda: person.focus_is_in(_("Account")), "the cursor in the account")
    person.keep("awake")


def walk_copied(person: Person, desktop: Desktop) -> None:
    """What is copied asks to be kept by nobody."""
    person.hands.press("shift+Home", "ctrl+c")

    def read() -> bool:
        return desktop.run(sys.executable, "-c", _READER).startswith("secret")

    wait_until(read, "the copied words to be marked")


def walk_second_start(person: Person, desktop: Desktop, start: Callable[[], int]) -> None:
    """``start``: starts the program again as it was started, and waits for its end."""
    window = desktop.run("xdotool", "getactivewindow").strip()
    desktop.run("xdotool", "windowminimize", "--sync", window)
    person.check(start() == 0, "a second start ends by itself")
    wait_until(lambda: _active(desktop) == window, "the first window in front")
    person.keep("in-front-again")


def _active(desktop: Desktop) -> str:
    told = desktop.run("xprop", "-root", "_NET_ACTIVE_WINDOW").split()[-1]
    return str(int(told, 16)) if told.startswith("0x") else ""
