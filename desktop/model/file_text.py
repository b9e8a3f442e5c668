"""The text of a file, as it was read from a parsed copy: never what was typed here.

Made from the original by whoever has it, and made again by whoever receives it: it does not travel
(decision 0065).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from desktop.model.values.bounds import Line, Text

PIECE: Final = 6000
"""Characters of one piece: what is looked for and shown together."""
MOST_TEXT: Final = 1_000_000
"""Characters of a file: some five hundred pages."""
MOST_PIECES: Final = 4000
WITHOUT_PICTURE: Final = "text"
"""The ``problem`` of a file that is shown by its text (``media_problem``)."""
IN_TEXT: Final = "file-text"
IN_FACTS: Final = "file-facts"
"""What the search calls a place in the text of a file, and in what it says of itself."""
MOST_PICTURES: Final = 60
"""Pictures in a file that can be looked at."""


class Part(StrEnum):
    """What a piece is of the file."""

    TEXT = "text"
    SHEET = "sheet"
    SLIDE = "slide"
    PAGE = "page"
    NOTES = "notes"
    HEADER = "header"
    FOOTER = "footer"
    FOOTNOTES = "footnotes"
    COMMENT = "comment"
    PICTURE = "picture"
    CUT = "cut"


@dataclass(frozen=True, slots=True)
class TextPiece:
    """``name``: of a sheet, the number of a slide, page or picture, who
    wrote a comment; "" where it has none. Of a picture ``text`` is what was written to describe it;
    of ``cut`` there is none: it says that the file has more."""

    part: Part
    name: Line
    text: Text
