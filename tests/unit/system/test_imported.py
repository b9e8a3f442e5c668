"""What takes long to import is imported beside the thread that waits for it."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from desktop.system.imported import import_beside

_FRESH = """
import sys, threading
from importlib.abc import MetaPathFinder

class Noting(MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name.startswith("reportlab") or name == "desktop.reports.held":
            found.append((name, threading.current_thread().name))

found, turns = [], []
sys.meta_path.insert(0, Noting())
from desktop.model.values.moment import Moment
from desktop.reports.brought import bring

bring(lambda *_: turns.append(1))
from desktop.reports.document import Properties, set_document

said = Properties("t", "en", Moment.now(), lambda *_: "")
set_document(lambda: [], said, lambda: turns.append(1))
assert {"reportlab.platypus.paragraph", "desktop.reports.held"} <= {name for name, _ in found}
heavy = "desktop.reports.held", "reportlab.lib.utils", "reportlab.platypus.paragraph"
assert {thread for name, thread in found if name in heavy} == {"imports"}, found
assert turns
"""


def test_in_a_fresh_process_no_page_setter_is_imported_by_the_thread_that_answers() -> None:
    subprocess.run([sys.executable, "-c", _FRESH], check=True, timeout=120)


def test_whoever_waits_has_turns_and_meets_the_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "slow_by_itself.py").write_text(
        "import threading\nturned.wait(30)\nby = threading.get_ident()\n".replace(
            "turned", "threading.main_thread().turned"
        ),
        "utf-8",
    )
    turned = threading.Event()
    monkeypatch.setattr(threading.main_thread(), "turned", turned, raising=False)
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    import_beside(["slow_by_itself"], turned.set)
    assert sys.modules.pop("slow_by_itself").by != threading.get_ident()
    with pytest.raises(ModuleNotFoundError):
        import_beside(["nothing_by_this_name"], turned.set)
