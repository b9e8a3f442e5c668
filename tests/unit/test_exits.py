"""Every way by which something leaves the vault as a file, and what it asks before it does.

Who adds one says here by what it is let out; where nothing is asked, why there is nothing to ask.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
MAKES_FILES: Final = {
    "PartialFile",
    "write_atomically",
    "private_file",
    "write_bytes",
    "write_text",
}
"""By these a file is made here; ``open`` with "w", "x" or "a" counts as well."""
_MAY_MAKE: Final = re.compile(rf"\b({'|'.join(sorted(MAKES_FILES))}|open)\s*\(")
"""Whatever makes a file has this in its text: the others need not be parsed."""

ASKING: Final = {
    "desktop/handoff/sending/write.py": (
        "desktop.handoff.sending.contents",
        "desktop.handoff.sending.gate_kept",
        "desktop.handoff.sending.gate",
    ),
    "desktop/media/export.py": ("desktop.model.consent.beyond", "desktop.model.consent.gate"),
    "desktop/reports/printing.py": (
        "desktop.reports.beyond",
        "desktop.model.consent.beyond",
        "desktop.model.consent.gate",
    ),
}
"""What holds records in the clear or for others, and through which modules, each of which imports
the next, the gate is asked."""

WRITERS: Final = {
    "desktop/handoff/sending/write.py": {"write_package": "gather ask_again"},
    "desktop/media/export.py": {"_unused": "original_beyond"},
    "desktop/reports/printing.py": {
        "write_summary": "beyond_consent",
        "write_agreed": "",
        "write_held": "",
    },
}
"""In each of these, every function that makes a file, and what its module calls for it; "" for
what the person decided, and for a copy that takes a reason always."""

NOTHING_TO_ASK: Final = {
    "desktop/cli/demo/opening.py": "how to open the package of the demo: public keys",
    "desktop/cli/demo/vaults.py": "the passphrases of the demo, whose people are invented",
    "desktop/system/files.py": "makes the files that the others here write",
    "desktop/handoff/format/schemas.py": "the schemas of the format, for who builds it",
    "desktop/handoff/identity/age_key.py": "the vault's own key, for its owner",
    "desktop/handoff/identity/cards.py": "a card: a name, a role and public keys",
    "desktop/handoff/identity/own_text_file.py": "the text that is read out to everybody",
    "desktop/handoff/identity/settings.py": "an organisation's settings, for its researchers",
    "desktop/handoff/receipt.py": "names items by their hashes, encrypted to the sender",
    "desktop/handoff/receiving/extract.py": "without a vault: who has the key unpacks a package",
    "desktop/sample.py": "the drawings of the sample vault, whose people are invented",
    "desktop/settings.py": "how the program looks: no record",
    "desktop/vault/file/backup.py": "a copy of the vault, encrypted as it is",
    "desktop/vault/file/folder.py": "the key slots of a vault",
    "desktop/vault/store/connection.py": "the vault itself, encrypted",
    "desktop/vault/store/copying.py": "a copy of the vault, encrypted as it is",
    "desktop/vault/store/schema.py": "the tables, for who builds it",
}


def test_nothing_leaves_around_the_gate() -> None:
    made = {
        path for path, text in _modules() if _MAY_MAKE.search(text) and _makes_files(_tree(path))
    }
    known = ASKING.keys() | NOTHING_TO_ASK.keys()
    assert made <= known, f"{sorted(made - known)}: say in ASKING or NOTHING_TO_ASK"


def test_what_is_said_to_ask_does() -> None:
    for path, through in ASKING.items():
        here = path
        for module in through:
            assert module in set(_imported(_tree(here))), f"{here} does not import {module}"
            here = module.replace(".", "/") + ".py"


def test_every_function_beside_them_asks_too() -> None:
    assert WRITERS.keys() == ASKING.keys()
    for path, writers in WRITERS.items():
        functions = {n.name: n for n in _tree(path).body if isinstance(n, ast.FunctionDef)}
        made = {name for name, node in functions.items() if _makes_files(node)}
        assert made == writers.keys(), f"{path}: say in WRITERS what it asks"
        everywhere = {_name(node) for node in ast.walk(_tree(path)) if isinstance(node, ast.Call)}
        for name, asked in writers.items():
            assert set(asked.split()) <= everywhere, f"{name} in {path} asks no more"


def test_nothing_is_named_that_makes_no_file() -> None:
    idle = [path for path in (*ASKING, *NOTHING_TO_ASK) if not _makes_files(_tree(path))]
    assert not idle


def _modules() -> Iterator[tuple[str, str]]:
    for folder in ("desktop", "ui"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), path.read_text("utf-8")


@cache
def _tree(path: str) -> ast.Module:
    return ast.parse((ROOT / path).read_bytes())


def _makes_files(tree: ast.AST) -> bool:
    return any(_makes_a_file(node) for node in ast.walk(tree) if isinstance(node, ast.Call))


def _makes_a_file(call: ast.Call) -> bool:
    if _name(call) in MAKES_FILES:
        return True
    given = [*call.args, *(each.value for each in call.keywords if each.arg == "mode")]
    modes = [each.value for each in given if isinstance(each, ast.Constant)]
    return _name(call) == "open" and any(_writes(mode) for mode in modes)


def _name(call: ast.Call) -> str:
    called = call.func
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")


def _writes(mode: object) -> bool:
    return isinstance(mode, str) and len(mode) <= 3 and bool(set(mode) & set("wxa+"))


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
