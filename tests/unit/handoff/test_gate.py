"""Nothing goes around the consent gate: stated over the program's own source."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


@cache
def names_of_modules() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """Every module of the program by its path: the names in it, and those it calls."""
    found = {}
    for package in ("desktop", "ui"):
        for path in (ROOT / package).rglob("*.py"):
            tree = ast.parse(path.read_text("utf-8"))
            words = frozenset(names_in(tree)), frozenset(called(tree))
            found[path.relative_to(ROOT).as_posix()] = words
    return found


def users_of(name: str) -> set[str]:
    """Modules in which a name is called, imported or reached as an attribute."""
    return {path for path, (names, _calls) in names_of_modules().items() if name in names}


def names_in(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.alias):
            yield node.name.rsplit(".", 1)[-1]


def outside(used: set[str], folder: str) -> set[str]:
    return {path for path in used if not path.startswith(folder)}


def test_records_are_encrypted_to_others_in_one_place() -> None:
    """Only the sink of packages uses the encryptor; only writing and receipts use the sink."""
    assert outside(users_of("Encryptor"), "desktop/crypto/") == {"desktop/handoff/sending/sink.py"}
    assert users_of("PackageSink") == {
        "desktop/handoff/receipt.py",
        "desktop/handoff/sending/sink.py",
        "desktop/handoff/sending/write.py",
    }


def test_a_plan_is_made_in_one_place_and_asked_twice() -> None:
    """Writing takes a plan; plans come from the selection; both ask the one gate."""
    assert users_of("PackagePlan") >= {
        "desktop/handoff/sending/selection.py",
        "desktop/handoff/sending/write.py",
    }
    made = {p for p, (_names, calls) in names_of_modules().items() if "PackagePlan" in calls}
    assert made == {"desktop/handoff/sending/selection.py"}
    for path in ("desktop/handoff/sending/write.py", "desktop/handoff/sending/contents.py"):
        assert path in users_of("check_still_holds")
    assert {p for p in users_of("may_leave") if "handoff" in p} == {
        "desktop/handoff/sending/gate.py"
    }


def called(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id


def test_safety_notes_are_unknown_to_the_handoff() -> None:
    users = users_of("Safety") | users_of("safety")
    assert not {path for path in users if path.startswith("desktop/handoff/")}
