"""A pattern that is put off matches as one that was compiled, and only PySide's own are put off."""

from __future__ import annotations

import re
from typing import Any

from ui.later_patterns import LaterPattern, compiled_later


def asked_by(module: str) -> dict[str, Any]:
    """What this module gets that compiles a pattern while PySide is imported."""
    held: dict[str, Any] = {"__name__": module}
    with compiled_later():
        exec("import re; braces = re.compile('([<>]) # one', flags=re.VERBOSE)", held)  # noqa: S102
    return held


def test_a_pattern_of_pyside_waits_for_its_first_match() -> None:
    braces = asked_by("shibokensupport.signature.parser")["braces"]
    assert isinstance(braces, LaterPattern)
    split, found = braces.split, braces.finditer
    assert split("a<b>c") == ["a", "<", "b", ">", "c"]
    assert [each.group(1) for each in found("a<b>c")] == ["<", ">"]
    assert braces.sub("", "a<b>c") == "abc"


def test_everybody_else_s_are_compiled_at_once() -> None:
    before = re.compile
    assert isinstance(asked_by("shibokensupporting")["braces"], re.Pattern)
    assert re.compile is before
