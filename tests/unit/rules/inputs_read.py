"""Which classes of the window hold something that a person fills in, by the syntax trees of ``ui``.

An input is a call of one of Qt's editors, of a class of ours made of one, or of a function of ours
that makes one. Not noticed: an editor that Qt makes inside its own dialogs.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from tests.unit.rules.imports_read import ROOT, modules

QT: Final = {
    "QLineEdit", "QPlainTextEdit", "QTextEdit", "QTextBrowser", "QComboBox", "QFontComboBox",
    "QCheckBox", "QRadioButton", "QSpinBox", "QDoubleSpinBox", "QDateEdit", "QTimeEdit",
    "QDateTimeEdit", "QSlider", "QDial", "QCalendarWidget", "QKeySequenceEdit", "QInputDialog",
}  # fmt: skip
"""Qt's classes that a person types into or chooses with."""

OURS: Final = {
    "SegmentedChoice", "ChipRow", "Chooser", "PassphraseField", "NameRows", "CoordinatesField",
}  # fmt: skip
"""Editors of ours that are made of Qt's or of buttons; whoever uses one holds an input."""


@cache
def holders() -> Mapping[str, frozenset[str]]:
    """``module:Class`` → the inputs that it makes, by the names they are called by."""
    makers = _makers()
    return {
        f"{module}:{node.name}": frozenset(made)
        for module, node in _top_level()
        if isinstance(node, ast.ClassDef)
        and (made := {name for name in _called(node) if _known(module, name) in makers})
    }


def _makers() -> set[str]:
    """Names of what makes an input: classes made of one, and functions that return one."""
    makers = QT | OURS
    while True:
        more = {
            _known(module, node.name)
            for module, node in _top_level()
            if (isinstance(node, ast.ClassDef) and _bases(node) & makers)
            or (
                isinstance(node, ast.FunctionDef)
                and {_known(module, name) for name in _called(node)} & makers
            )
        }
        if more <= makers:
            return makers
        makers |= more


def _known(module: str, name: str) -> str:
    """A name as makers are known by: a private one in its own module alone."""
    return f"{module}:{name}" if name.startswith("_") else name


@cache
def _top_level() -> tuple[tuple[str, ast.ClassDef | ast.FunctionDef], ...]:
    return tuple(_read_top_level())


def _read_top_level() -> Iterator[tuple[str, ast.ClassDef | ast.FunctionDef]]:
    for path in modules("ui"):
        module = path.relative_to(ROOT / "ui").with_suffix("").as_posix()
        for node in ast.parse(path.read_bytes()).body:
            if isinstance(node, ast.ClassDef | ast.FunctionDef):
                yield module, node


def _bases(node: ast.ClassDef) -> set[str]:
    return {ast.unparse(base).partition("[")[0] for base in node.bases}


def _called(node: ast.AST) -> set[str]:
    return {ast.unparse(each.func) for each in ast.walk(node) if isinstance(each, ast.Call)}
