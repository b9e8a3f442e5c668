"""The sentence in which something stands: what a person reads to decide."""

from __future__ import annotations

import re
from typing import Final

_REACH: Final = 240
"""Characters before and behind that are looked at: a text may have no end of a sentence at all."""
_ENDS: Final = re.compile(r"[.!?…]+[»”\"')\]]*\s+|[\n\r\u2028\u2029]+")
_WORD_ENDS: Final = re.compile(r"\s")


def sentence_of(text: str, start: int, end: int) -> tuple[str, int]:
    """The sentence around ``text[start:end]``, and where in it that begins. Of a very long one,
    the words around it."""
    begin = max(0, start - _REACH)
    before = list(_ENDS.finditer(text, begin, start))
    if before:
        begin = before[-1].end()
    elif begin:
        begin = _at_word(text, begin, start)
    after = _ENDS.search(text, end, min(len(text), end + _REACH))
    last = after.end() if after else min(len(text), end + _REACH)
    return text[begin:end] + text[end:last].rstrip(), start - begin


def _at_word(text: str, begin: int, start: int) -> int:
    found = _WORD_ENDS.search(text, begin, start)
    return found.end() if found else begin
