"""Reads what the matcher is measured with: ``tests/data/names``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "data" / "names"
_MARK = re.compile(r"⟦(\w+):([^⟧]*)⟧")


LISTS = {
    "first list": "pairs.tsv",
    "second list": "again/pairs.tsv",
    "third list": "fresh/pairs.tsv",
    "fourth list": "kinds/ru/pairs.tsv",
}
ACCOUNTS = {"first accounts": "accounts", "second accounts": "fresh/accounts"}
OF_CAPITALS = {"accounts full of capitals": "kinds/ru/accounts"}
"""Where words that name nobody are written with a capital on purpose: hardly anybody writes so."""


def pairs(path: str = "pairs.tsv") -> Iterator[tuple[str, str, str, str]]:
    """(one, other, "same" or "near", how) of each pair; a written \\n or \\t is that character."""
    yield from pairs_in(FOLDER / path)


def pairs_in(path: Path) -> Iterator[tuple[str, str, str, str]]:
    """As ``pairs``, of any file."""
    for line in path.read_text("utf-8").split("\n"):
        if line and not line.startswith("#"):
            one, other, kind, how = line.split("\t")
            yield _meant(one), _meant(other), kind, how


def _meant(name: str) -> str:
    return name.replace("\\t", "\t").replace("\\n", "\n")


def accounts(folder: str = "accounts") -> Iterator[tuple[str, list[tuple[int, int, str]]]]:
    """The text of each account without its marks, and the (start, end, kind) they stood at."""
    for path in sorted((FOLDER / folder).glob("*.txt")):
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
