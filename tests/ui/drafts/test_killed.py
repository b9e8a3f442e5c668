"""A killed program loses no word that was kept, and nothing was decided."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from desktop.vault import open_vault
from tests.support import PASSPHRASE
from tests.unit.rules.imports_read import ROOT
from ui.people.new_person import NEW_PERSON

pytestmark = [pytest.mark.rare, pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")]

PROGRAM = """
import os, signal, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from desktop.vault import open_vault
from ui.app import rooms
from ui.people.new_person import NewPersonDialog
from ui.preferences import Preferences
from ui.shell.shell import Shell
from ui.tasks import VaultWorker
from ui import theme
from pathlib import Path

app = QApplication(sys.argv)
theme.apply(app, theme.Mode.LIGHT)
worker = VaultWorker()

def opened():
    shell = Shell(rooms(), worker, Preferences(path=Path(sys.argv[2])), lambda: None)
    form = NewPersonDialog(shell, shell.context)
    form.open()
    form.name.insert("typed by hand")
    form.name.textEdited.emit(form.name.text())
    QTimer.singleShot(3000, lambda: os.kill(os.getpid(), signal.SIGKILL))
    app.kept = shell, form

worker.start(lambda: open_vault(Path(sys.argv[1]), sys.argv[3]), opened, print, worker)
app.exec()
"""


def test_kill_after_a_pause_loses_no_word(vault_folder: Path, tmp_path: Path) -> None:
    words = [sys.executable, "-c", PROGRAM, vault_folder, tmp_path / "s.json", PASSPHRASE]
    done = subprocess.run(list(map(str, words)), cwd=ROOT, timeout=60, check=False)
    assert done.returncode == -9
    with open_vault(vault_folder, PASSPHRASE) as vault:
        kept = vault.drafts.find(NEW_PERSON, "")
        assert kept is not None
        assert kept.typed.words["name"] == "typed by hand"
        assert vault.people.count() == 0
        assert vault.check().intact
