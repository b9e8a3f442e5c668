"""Foreign text as plain words: what paste lets in, and what a text on one line is."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_LINE_END: Final = re.compile("\r\n|[\n-\r\x85\u2028\u2029]")
"""What no text on one line holds (``ONE_LINE`` of ``bounds.py``)."""


def plain_text(foreign: str) -> str:
    """Pasted text as words: every kind of line end is one, control characters are gone.

    Nothing else is touched: no letter is composed, no quotation mark bettered.
    """
    lines = _LINE_END.sub("\n", foreign)
    return "".join(c for c in lines if c in "\n\t" or _is_word_stuff(c))


def one_line(foreign: str) -> str:
    """The words of a text on one line: a blank stands for each end of a line."""
    return _LINE_END.sub(" ", foreign)


def _is_word_stuff(character: str) -> bool:
    noncharacter = 0xFDD0 <= ord(character) <= 0xFDEF or ord(character) & 0xFFFE == 0xFFFE
    return unicodedata.category(character) != "Cc" and not noncharacter and character != "\ufffc"
