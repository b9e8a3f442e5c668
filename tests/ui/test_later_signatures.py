"""PySide's modules for signatures wait until one is asked for a name, and nobody else's do."""

from __future__ import annotations

import builtins
import sys
import threading
from types import ModuleType

import pytest

from ui.later_signatures import compiled_later

LAYOUT = "shibokensupport/signature/layout.py"
SOURCE = b"""
LINES = ["one", "two"]
ran.append(__name__)

def joined(words):
    return "-".join(words) + LINES[0]
"""


@pytest.fixture
def module(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Loaded as PySide loads one that it carries along, its own code put off."""
    made = ModuleType("shibokensupport.signature.layout")
    monkeypatch.setitem(sys.modules, made.__name__, made)
    vars(made)["ran"] = []
    with compiled_later():
        exec(compile(SOURCE, LAYOUT, "exec"), vars(made))  # noqa: S102
    return made


def test_it_runs_when_first_asked_for_a_name_and_never_again(module: ModuleType) -> None:
    assert "joined" not in vars(module)
    assert module.joined(["a", "b"]) == "a-bone"
    assert module.LINES == ["one", "two"]
    assert vars(module)["ran"] == [module.__name__]
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = module.nothing
    assert vars(module)["ran"] == [module.__name__]


def test_whoever_looks_through_all_modules_wakes_none(module: ModuleType) -> None:
    assert not hasattr(module, "__wrapped__")
    assert vars(module)["ran"] == []


def test_its_names_can_be_imported(module: ModuleType) -> None:
    held: dict[str, object] = {}
    exec(f"from {module.__name__} import LINES", held)  # noqa: S102
    assert held["LINES"] is module.LINES


def test_two_threads_that_ask_at_once_have_it_run_once(module: ModuleType) -> None:
    found: list[object] = []
    together = threading.Barrier(2)

    def ask() -> None:
        together.wait()
        found.append(module.LINES)

    threads = [threading.Thread(target=ask) for _ in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert found == [["one", "two"]] * 2
    assert vars(module)["ran"] == [module.__name__]


@pytest.mark.parametrize("filename", ["shibokensupport/signature/loader.py", "layout.py"])
def test_everybody_else_s_code_is_compiled_at_once(filename: str) -> None:
    before = builtins.compile
    held: dict[str, object] = {"ran": [], "__name__": "other"}
    with compiled_later():
        exec(compile(SOURCE, filename, "exec"), held)  # noqa: S102
    assert held["ran"] == ["other"]
    assert builtins.compile is before
