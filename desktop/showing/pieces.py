"""A long text in pieces: what is looked for is short, and a piece bounds what it may cost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_PIECE: Final = 8_000
"""Characters: more than all but the longest turns of an account have."""
_UNBROKEN: Final = 256
"""Characters without a blank; no word of any language has as many."""
_RUN: Final = re.compile(rf"\S{{{_UNBROKEN}}}")
_UP_TO_A_SIGN: Final = re.compile(r"\S*[^\w\s'’ʼ-]")
_SENTENCE_ENDS: Final = re.compile(r"[.!?…]\s+|[\n\r\u2028\u2029]+")
_BLANKS: Final = re.compile(r"\s+")


def pieces(text: str) -> Iterator[tuple[int, str]]:
    """(where it begins, the piece) of a text, in order: cut at the end of a sentence where there
    is one, else between words, else anywhere."""
    start = 0
    while start < len(text):
        end = _cut(text, start)
        yield from _unbroken(text, start, end)
        start = end


def _cut(text: str, start: int) -> int:
    last = start + _PIECE
    if last >= len(text):
        return len(text)
    for ends in (_SENTENCE_ENDS, _BLANKS):
        found = list(ends.finditer(text, start + _PIECE // 2, last))
        if found:
            return found[-1].end()
    return last


def _unbroken(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    for found in _RUN.finditer(text, start, end):
        # Behind a sign, where there is one: a name is not cut in two.
        last = _UP_TO_A_SIGN.match(text, found.start(), found.end())
        cut = last.end() if last else found.end()
        yield start, text[start:cut]
        start = cut
    if start < end:
        yield start, text[start:end]
