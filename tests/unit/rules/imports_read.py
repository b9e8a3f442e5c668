"""What the modules of the program import, by their syntax trees."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True, slots=True)
class Import:
    """One imported name: ``from desktop.model import ids`` is ``desktop.model.ids``."""

    path: Path
    line: int
    name: str
    for_types_only: bool

    @property
    def place(self) -> str:
        return f"{self.path.relative_to(ROOT).as_posix()}:{self.line} imports {self.name}"


@cache
def modules(folder: str) -> tuple[Path, ...]:
    found = tuple(sorted((ROOT / folder).rglob("*.py")))
    assert found, f"no module under {folder}: this test would check nothing"
    return found


@cache
def imports(folder: str) -> tuple[Import, ...]:
    return tuple(found for path in modules(folder) for found in imports_of(path))


@cache
def imports_of(path: Path) -> tuple[Import, ...]:
    return tuple(
        Import(path, node.lineno, name, for_types_only)
        for node, for_types_only in _statements(ast.parse(path.read_bytes()))
        for name in names_of(node, path)
    )


def _statements(node: ast.AST, for_types_only: bool = False) -> Iterator[tuple[ast.stmt, bool]]:
    """Every statement below a node, however deep, and whether it is there for types alone.

    Expressions hold none, and are nine nodes of ten.
    """
    for part in _PARTS:
        of_types = part == "body" and isinstance(node, ast.If) and is_for_types_only(node.test)
        for inner in getattr(node, part, ()):
            if isinstance(inner, ast.stmt):
                yield inner, for_types_only or of_types
            yield from _statements(inner, for_types_only or of_types)


_PARTS = ("body", "orelse", "finalbody", "handlers", "cases")
"""The fields in which nodes hold statements, or what holds statements."""


def is_for_types_only(test: ast.expr) -> bool:
    return any(
        "TYPE_CHECKING" in (getattr(part, "id", ""), getattr(part, "attr", ""))
        for part in ast.walk(test)
    )


def names_of(node: ast.AST, path: Path) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        base = node.module or ""
        if node.level:
            package = path.relative_to(ROOT).parent.parts
            base = ".".join((*package[: len(package) - node.level + 1], *filter(None, [base])))
        return [f"{base}.{alias.name}" for alias in node.names]
    return []


def is_of(name: str, modules_named: set[str]) -> bool:
    """Whether ``name`` is one of the modules or lies in one."""
    parts = name.split(".")
    return any(".".join(parts[:end]) in modules_named for end in range(1, len(parts) + 1))
