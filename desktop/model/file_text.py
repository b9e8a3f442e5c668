"""The text of a file, as it was read from a parsed copy: never what was typed here.

Made from the original by whoever has it, and made again by whoever receives it: it does not travel
(decision 0065).
"""

from __future__ import annotations

import re
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
NOT_LOOKED_THROUGH: Final = frozenset({"EmbeddedObjects", "DrawingsNotShown", "Pages"})
"""What a document says of itself where more may stand in it than its text (``MetadataItem.key``):
of a PDF always, in pictures and in fonts that draw other letters than they name."""
INSERTED: Final = ("⟦+", "+⟧")
DELETED: Final = ("⟦−", "−⟧")
"""What stands around words that a tracked change put in or took out."""
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
    BEHIND = "behind"
    CUT = "cut"


@dataclass(frozen=True, slots=True)
class TextPiece:
    """``name``: of a sheet, the number of a slide, page or picture, who
    wrote a comment; "" where it has none. Of a picture ``text`` is what was written to describe it;
    of ``behind`` it is what no page shows as it stands there: instructions of fields, masters and
    layouts; of ``cut`` there is none: it says that the file has more."""

    part: Part
    name: Line
    text: Text


_PUT_IN: Final = re.compile(r"⟦\+.*?\+⟧", re.DOTALL)
_TAKEN_OUT: Final = re.compile(r"⟦−.*?−⟧", re.DOTALL)
_MARKS: Final = re.compile(r"⟦[+−]|[+−]⟧")


def readings(text: str) -> tuple[str, ...]:
    """A text as it is and, where changes are recorded in it, as it reads without their marks, once
    they are accepted, and once they are rejected."""
    if not _MARKS.search(text):
        return (text,)
    other = (text, _TAKEN_OUT.sub("", text), _PUT_IN.sub("", text))
    return (text, *dict.fromkeys(_MARKS.sub("", each) for each in other))
