"""What is imported beside Qt is imported without a look at it in search of ``__feature__``."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.journey.support import ROOT

_SCRIPT = """
import builtins, linecache, sys
sys.path[:0] = sys.argv[1:]
import PySide6.QtCore
assert builtins.__import__.__name__ == "__feature_import__", "PySide leaves it in its place"
from ui import feature_scan
import read_by_pyside
assert any("read_by_pyside" in name for name in linecache.cache), "PySide reads no more"
feature_scan.leave_out()
import left_alone
import PySide6.QtWidgets
assert builtins.__import__.__name__ != "__feature_import__"
assert not any("left_alone" in name for name in linecache.cache)
from PySide6.QtCore import QObject
assert QObject().objectName() == "", "names are as they were"
"""


def test_sources_are_not_read_in_search_of_features(tmp_path: Path) -> None:
    """Fails as well where a later PySide does nothing of it any more: ours can go then."""
    for name in ("read_by_pyside", "left_alone"):
        (tmp_path / f"{name}.py").write_text("x = 1\n", encoding="utf-8")
    run = subprocess.run(
        [
            sys.executable,
            "-c",
            f"import sys\nsys.path[:0] = sys.argv[1:]\n{_SCRIPT}",
            str(tmp_path),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
