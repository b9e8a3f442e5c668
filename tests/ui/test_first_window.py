"""What the first window waits for, by name: a module more is a step taken knowingly, or back."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.settings import Settings, save_settings
from desktop.system.paths import SETTINGS_FOLDER

_PROGRAM = """
import enum, json, sys
from ui import app as program, enumerations

left_to_enum, made = [], enumerations._AS_PYTHON
def noted(cls, name, *words, **named):
    left_to_enum.append(name)
    return made(cls, name, *words, **named)
enumerations._AS_PYTHON = noted

def attend(app, controller):
    from PySide6.QtCore import QEvent, QObject

    class UntilPainted(QObject):
        def eventFilter(self, watched, event):
            if event.type() == QEvent.Type.Paint:
                print(json.dumps([sorted(sys.modules), left_to_enum, put_off(), refusal()]))
                controller.window.close()
                app.quit()
            return False

    controller.window.installEventFilter(UntilPainted(controller))
    return controller.stop

def put_off():
    names = ["parser.pyside_type_init", "layout.create_signature", "mapping.type_map",
             "errorhandler.seterror_argument", "lib.enum_sig.HintingEnumerator",
             "lib.pyi_generator.Formatter", "lib.tool.build_brace_pattern"]
    modules = [name.rpartition(".") for name in names]
    return [name for module, _, name in modules
            if name not in vars(sys.modules["shibokensupport.signature." + module])]

def refusal():
    from PySide6.QtWidgets import QLabel
    try:
        QLabel("").setText(1)
    except TypeError as error:
        return str(error)

program.attend = attend
program.main(["skrynia"])
"""

ALWAYS = """
desktop desktop.bugreport desktop.catalogue
desktop.errors desktop.errors.handoff desktop.errors.here
desktop.errors.root desktop.errors.vault desktop.i18n desktop.progress desktop.resources
desktop.settings desktop.system desktop.system.file_locks desktop.system.file_names
desktop.system.files desktop.system.forgetting desktop.system.freed_memory
desktop.system.own_memory desktop.system.paths desktop.system.private_files
desktop.system.renaming desktop.system.tunables
ui ui.after_paint ui.ahead ui.app ui.controller ui.crash ui.entry ui.enumerations
ui.feature_scan ui.fonts ui.later_signatures
ui.help ui.help.key ui.icons ui.job_queue ui.memory_files ui.palette ui.preferences
ui.qt_translator ui.scale ui.session ui.session.capture ui.session.errands
ui.session.bus ui.session.given_later ui.session.locks_itself ui.session.second_start ui.shell
ui.shell.afterwards ui.shell.clipboard ui.shell.errand ui.shell.every_window ui.shell.window
ui.start ui.start.screen ui.stylesheet ui.tasks ui.theme ui.widgets
ui.widgets.announce ui.widgets.banner ui.widgets.buttons ui.widgets.choices
ui.widgets.choices.one_of ui.widgets.choices.segmented
ui.widgets.dialogs ui.widgets.dialogs.growing_dialog ui.widgets.flow ui.widgets.focus
ui.widgets.held_text ui.widgets.label ui.widgets.layouts ui.widgets.no_history ui.widgets.picture
ui.widgets.quiet_typing ui.widgets.screen_fit ui.widgets.sheet ui.widgets.tone
"""
"""Of ours."""

WELCOME = "ui.start.welcome ui.widgets.choices.wide"
"""More of ours, for whoever has no vault yet."""

KNOWN = """
ui.messages ui.start.housing ui.start.housing.menu ui.start.opening ui.start.unlock ui.unlocking
ui.unlocking.pace ui.unlocking.secret_entry ui.unlocking.what_opens
ui.widgets.busy ui.widgets.lists ui.widgets.lists.latest_pages ui.widgets.lists.list_pane
ui.widgets.lists.rows ui.widgets.passphrase ui.widgets.passphrase.field
"""
"""More of ours, for whoever has one."""

OF_SESSIONS = "ui.session.second_bus"
"""Whether another window is there is asked before there is one."""

WITHOUT_MEMBERS = ("BeginFrameFlag", "QCborTag")

HEAVY = (
    "_hashlib", "cryptography", "ctypes.util", "datetime", "msgspec", "PIL", "reportlab",
    "sqlcipher3", "ssl", "typing_extensions", "uuid",
)  # fmt: skip
"""Of others: each takes a millisecond or more."""


def first_paint(home: Path, vaults: Sequence[str]) -> tuple[set[str], set[str], int, str]:
    """Start the program in a process of its own. What it had imported at its first paint, which
    enumerations ``enum`` made, how many of PySide's own modules were put off, and how Qt refuses
    a call."""
    save_settings(
        replace(Settings(), known_vaults=tuple(vaults)), home / "skrynia" / "settings.json"
    )
    others = {name: value for name, value in os.environ.items() if name != SETTINGS_FOLDER}
    ours = {"QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(home)}
    run = subprocess.run(
        [sys.executable, "-c", _PROGRAM],
        env={**others, **ours, "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nobody"},
        capture_output=True,
        check=True,
        text=True,
        timeout=60,
    )
    modules, left_to_enum, put_off, refusal = json.loads(run.stdout.splitlines()[0])
    return set(modules), set(left_to_enum), len(put_off), refusal


@pytest.mark.parametrize(
    ("vaults", "named"),
    [
        ((), ALWAYS + WELCOME),
        (("/vaults/One.skrynia", "/vaults/Two.skrynia"), ALWAYS + KNOWN),
    ],
    ids=["first start", "with known vaults"],
)
def test_the_first_window_waits_for_these_modules_alone(
    tmp_path: Path, vaults: tuple[str, ...], named: str
) -> None:
    found, left_to_enum, put_off, refusal = first_paint(tmp_path, vaults)
    ours = {name for name in found if name.partition(".")[0] in ("desktop", "ui")}
    assert sorted(ours - {*named.split(), *OF_SESSIONS.split()}) == []
    assert sorted(set(named.split()) - ours) == [], "a name that is not imported any more"
    assert [name for name in HEAVY if name in found] == []
    assert left_to_enum <= {"Pattern", *WITHOUT_MEMBERS}
    assert put_off == 7, "PySide compiled what no window asks for"
    assert "Supported signatures:\n  PySide6.QtWidgets.QLabel.setText(arg__1: str, /)" in refusal
