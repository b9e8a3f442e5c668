"""What the rooms need is there before somebody unlocks, and nothing of it before the window is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

_PROGRAM = """
import json, sys
from ui.ahead import Ahead
from ui.app import application, build
app = application(["skrynia"])
controller = build(app)
controller.window.show()
from PySide6.QtWidgets import QWidget
classes = lambda: [each.__name__ for each in QWidget.__subclasses__()]
first = sorted(sys.modules), classes()
app.findChildren(Ahead)[0].done.connect(app.quit)
app.exec()
print(json.dumps([*first, sorted(sys.modules), classes()]))
controller.stop()
"""


def test_rooms_and_vault_are_imported_after_the_first_window(tmp_path: Path) -> None:
    environment = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "SKRYNIA_SETTINGS_FOLDER": str(tmp_path),
    }
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM], capture_output=True, cwd=ROOT, env=environment, check=True
    )
    first, few, settled, all_classes = map(set, json.loads(done.stdout))
    rooms = {f"ui.{page.parent.name}.page" for page in (ROOT / "ui").glob("*/page.py")}
    assert {"ui.interviews.page", "ui.places.page"} <= rooms
    assert not first & {"desktop.vault.vault", "ui.shell.shell", *rooms}
    assert settled >= {"desktop.vault.vault", "ui.shell.shell", *rooms}
    assert not settled & {"reportlab", "ssl", "urllib.request"}
    assert "QCalendarWidget" in all_classes - few, "PySide makes them for the first viewport"
