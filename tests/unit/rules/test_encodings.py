"""Text is read and written as UTF-8 by name: Windows has another code page of its own.

``open()`` is the linter's (PLW1514); it does not see a path whose type it cannot tell.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.unit.rules.imports_read import ROOT, modules

BEFORE_THE_ENCODING = {"read_text": 0, "write_text": 1}


def unnamed(source: str) -> Iterator[int]:
    """The lines that read or write text and leave its encoding to the machine."""
    if not any(name in source for name in BEFORE_THE_ENCODING):
        return
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        before = BEFORE_THE_ENCODING.get(node.func.attr)
        if before is None or any(word.arg == "encoding" for word in node.keywords):
            continue
        if len(node.args) <= before:
            yield node.lineno


@pytest.mark.parametrize("folder", ["desktop", "ui", "tests", "packaging"])
def test_the_encoding_of_text_is_named(folder: str) -> None:
    assert [
        f"{path.relative_to(ROOT).as_posix()}:{line}"
        for path in modules(folder)
        for line in unnamed(path.read_text("utf-8"))
    ] == []


def test_an_encoding_left_out_is_seen() -> None:
    seen = unnamed(
        "a.read_text()\nb.write_text('x')\n"
        "c.read_text('utf-8')\nd.write_text('x', 'utf-8')\ne.read_text(encoding='utf-8')\n"
    )
    assert list(seen) == [1, 2]
