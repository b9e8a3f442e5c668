"""Lines that many people know by heart: as a passphrase they are a choice among a few thousand.

With blanks or without, in capitals or small, and with the keyboard in the other alphabet, a line is
the same keys. The list (``resources/words/lines.txt``) is short and says where it is from; what is
not on it still looks stronger than it is.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Final

from desktop.passphrases.guesses import as_keys
from desktop.resources import resource_bytes

BITS_OF_A_LINE: Final = 12
"""Of some 4,000 lines that somebody would try who knows their owner's language."""
_SHORTEST: Final = 10
"""Keys in a row that are a piece of a line and no accident."""


def without_lines(text: str) -> tuple[int, str]:
    """How many known lines, or pieces of them, the text holds, and what is left of its keys; the
    text itself where there is none."""
    keys = _keys(text)
    pieces = [piece for line in _lines() if (piece := _common(line, keys))]
    for piece in sorted(pieces, key=len, reverse=True):
        keys = keys.replace(piece, " ")
    return (len(pieces), keys) if pieces else (0, text)


def _common(line: str, keys: str) -> str:
    """The longest beginning of a known line that stands in ``keys``; "" of a short one."""
    size = len(line)
    while size >= _SHORTEST and line[:size] not in keys:
        size -= 1
    return line[:size] if size >= _SHORTEST else ""


@cache
def _lines() -> tuple[str, ...]:
    """As keys."""
    listed = resource_bytes("words/lines.txt").decode("utf-8").splitlines()
    return tuple(_keys(line) for line in listed if not line.startswith("#"))


def _keys(text: str) -> str:
    """The keys that letters are typed with, without what stands between words."""
    folded = unicodedata.normalize("NFC", text).casefold()
    if any("а" <= letter <= "ў" for letter in folded):
        return as_keys("".join(letter for letter in folded if letter.isalpha()))
    return "".join(folded.split())
