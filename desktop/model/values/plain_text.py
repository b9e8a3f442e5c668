"""Foreign text as plain words: what paste lets in."""

from __future__ import annotations

import unicodedata


def plain_text(foreign: str) -> str:
    """Pasted text as words: every kind of line end is one, control characters are gone.

    Nothing else is touched: no letter is composed, no quotation mark bettered.
    """
    lines = foreign.replace("\r\n", "\n").replace("\r", "\n")
    lines = lines.replace("\u2029", "\n").replace("\u2028", "\n")
    return "".join(c for c in lines if c in "\n\t" or _is_word_stuff(c))


def _is_word_stuff(character: str) -> bool:
    noncharacter = 0xFDD0 <= ord(character) <= 0xFDEF or ord(character) & 0xFFFE == 0xFFFE
    return unicodedata.category(character) != "Cc" and not noncharacter and character != "\ufffc"
