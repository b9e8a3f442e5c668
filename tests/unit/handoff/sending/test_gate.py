"""Nothing goes around the consent gate: stated over the program's own source."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

from desktop import crypto, handoff
from desktop.crypto.age import Encryptor
from desktop.handoff.receipt import write_receipt
from desktop.handoff.receiving.decisions import Decisions
from desktop.handoff.sending.contents import gather
from desktop.handoff.sending.gate import check_still_holds
from desktop.handoff.sending.gate_kept import GateKept
from desktop.handoff.sending.selection import plan_package
from desktop.handoff.sending.sink import PackageSink
from desktop.handoff.sending.write import write_package

ROOT = Path(__file__).resolve().parents[4]


def home(thing: type | Callable[..., object]) -> str:
    """The module that something is written in."""
    return thing.__module__


@cache
def names_of_modules() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """Every module of the program: the names in it, and those it calls."""
    found = {}
    for package in ("desktop", "ui"):
        for path in (ROOT / package).rglob("*.py"):
            tree = ast.parse(path.read_text("utf-8"))
            nodes = list(ast.walk(tree))
            words = frozenset(names_in(nodes)), frozenset(called(nodes))
            parts = path.relative_to(ROOT).with_suffix("").parts
            found[".".join(parts).removesuffix(".__init__")] = words
    return found


def users_of(name: str) -> set[str]:
    """Modules in which a name is called, imported or reached as an attribute."""
    return {module for module, (names, _calls) in names_of_modules().items() if name in names}


def names_in(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.alias):
            yield node.name.rsplit(".", 1)[-1]


def called(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id


def inside(modules: set[str], package: str) -> set[str]:
    return {module for module in modules if module.startswith(package + ".")}


def test_records_are_encrypted_to_others_in_one_place() -> None:
    """Only the sink of packages uses the encryptor; only writing and receipts use the sink."""
    encrypting = users_of(Encryptor.__name__)
    assert encrypting - inside(encrypting, crypto.__name__) == {home(PackageSink)}
    writing = {home(write_receipt), home(PackageSink), home(write_package)}
    assert users_of(PackageSink.__name__) == writing


def test_a_plan_is_made_in_one_place_and_asked_twice() -> None:
    """Writing takes a plan; plans come from the selection; both ask the one gate."""
    assert users_of("PackagePlan") >= {home(plan_package), home(write_package)}
    made = {m for m, (_names, calls) in names_of_modules().items() if "PackagePlan" in calls}
    assert made == {home(plan_package)}
    assert home(GateKept) in users_of(check_still_holds.__name__)
    assert home(gather) in users_of(GateKept.__name__)
    assert home(write_package) in users_of(GateKept.ask_again.__name__)
    asking = inside(users_of("may_leave"), handoff.__name__)
    assert asking == {home(check_still_holds), home(Decisions)}, "who receives asks again"


def test_safety_notes_are_unknown_to_the_handoff() -> None:
    users = users_of("Safety") | users_of("safety")
    assert users
    assert not inside(users, handoff.__name__)
