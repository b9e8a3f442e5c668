"""Reads what the matcher is measured with: ``tests/data/names``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "data" / "names"
_MARK = re.compile(r"⟦(\w+):([^⟧]*)⟧")


def pairs() -> Iterator[tuple[str, str, str, str]]:
    """(one, other, "same" or "near", how) of each pair."""
    for line in (FOLDER / "pairs.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            one, other, kind, how = line.split("\t")
            yield one, other, kind, how


def accounts() -> Iterator[tuple[str, list[tuple[int, int, str]]]]:
    """The text of each account without its marks, and the (start, end, kind) they stood at."""
    for path in sorted((FOLDER / "accounts").glob("*.txt")):
        yield unmarked(path.read_text("utf-8"))


def unmarked(text: str) -> tuple[str, list[tuple[int, int, str]]]:
    """A text without its marks, and where they stood."""
    plain, marked, at = "", [], 0
    for found in _MARK.finditer(text):
        plain += text[at : found.start()]
        marked.append((len(plain), len(plain) + len(found[2]), found[1]))
        plain += found[2]
        at = found.end()
    return plain + text[at:], marked
