"""What a reader says of a file: parts in reading order, and facts; each bounded."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from desktop.media.office.bounds import Enough
from desktop.model.file_text import MOST_PIECES, MOST_TEXT, PIECE, Part, TextPiece
from desktop.model.media import MetadataItem

GROUP: Final = "Document"
"""The group of what a document says of itself (``desktop/reading/document_says.py``)."""
CELL: Final = " | "
_LONGEST_NAME: Final = 200
_LONGEST_FACT: Final = 1000
_MOST_FACTS: Final = 80
_NAMES: Final = 20
_MOST_BEHIND: Final = 1000
_LONGEST_BEHIND: Final = 4000
_DULL_FIELD: Final = re.compile(
    r"(?:PAGE|NUMPAGES|SECTION|SECTIONPAGES|NUMWORDS|NUMCHARS|TOC|(?:PAGE)?REF _(?:Toc|Ref)\d+)"
    r"(?: \\[a-z]| \\\* MERGEFORMAT| \"\d-\d\")*",
    re.IGNORECASE,
)
"""Instructions that every program writes, in which nobody does."""


class Told:
    """Gathers the text of one file. Lines go to the part that was begun last.

    ``Enough`` where the whole is as long as it may be."""

    def __init__(self) -> None:
        self.pieces: list[TextPiece] = []
        self.facts: list[MetadataItem] = []
        self._part, self._name = Part.TEXT, ""
        self._lines: list[str] = []
        self._held = self._total = 0
        self._counts: dict[str, int] = {}
        self._people: dict[str, None] = {}
        self._behind: dict[str, None] = {}
        self._more_behind = False

    @property
    def said_something(self) -> bool:
        """Whether there is any text by now."""
        return bool(self.pieces or self._lines)

    def begin(self, part: Part, name: str = "") -> None:
        """What comes now is this part; ``name``: of a sheet, who wrote a comment and when."""
        self._flush()
        self._part, self._name = part, clean(name)[:_LONGEST_NAME].strip()

    def line(self, text: str) -> None:
        """One paragraph or row."""
        most = max(0, MOST_TEXT - self._total)
        text, more = clean(text[:most]).strip(), len(text) > most
        while len(text) > PIECE:
            cut = text.rfind(" ", 1, PIECE)
            cut = cut if cut > 0 else PIECE
            self._add(text[:cut])
            text = text[cut:].strip()
        if text:
            self._add(text)
        if more:
            raise Enough

    def one(self, part: Part, name: str, text: str) -> None:
        """A part of one line; the part that was begun goes on behind it."""
        before = self._part, self._name
        self.begin(part, name)
        self.line(text)
        self._flush(even_empty=True)
        self._part, self._name = before

    def picture(self, number: int, words: str = "") -> None:
        """A picture stands here, the one of this number in the file."""
        self.one(Part.PICTURE, str(number), words)

    def fact(self, key: str, value: str) -> None:
        """One thing that the document says of itself."""
        value = clean(value[: 2 * _LONGEST_FACT]).strip()
        if value and len(self.facts) < _MOST_FACTS:
            self.facts.append(MetadataItem(GROUP, key[:100] or "?", value[:_LONGEST_FACT]))

    def count(self, key: str, who: str = "") -> None:
        """One more of these; who did it."""
        self._counts[key] = self._counts.get(key, 0) + 1
        if who and len(self._people) < _NAMES:
            self._people.setdefault(clean(who).strip()[:_LONGEST_NAME])

    def behind(self, text: str) -> None:
        """What no page shows as it stands in the file, each once; told behind all that is shown."""
        text = " ".join(clean(text).split())
        if not text or _DULL_FIELD.fullmatch(text):
            return
        self._more_behind = self._more_behind or len(text) > _LONGEST_BEHIND
        text = text[:_LONGEST_BEHIND]
        if len(self._behind) < _MOST_BEHIND:
            self._behind.setdefault(text)
        elif text not in self._behind:
            self._more_behind = True

    def end(self, *, cut: bool) -> None:
        """Nothing more comes; ``cut``: because there is more than is read."""
        self._close()
        cut = self._tell_behind() or cut
        for key, number in self._counts.items():
            self.fact(key, str(number))
        self.fact("ChangedBy", ", ".join(filter(None, self._people)))
        if cut:
            self.pieces.append(TextPiece(Part.CUT, "", ""))

    def _tell_behind(self) -> bool:
        """Whether there is more of it than is told."""
        try:
            self.begin(Part.BEHIND)
            for text in self._behind:
                self.line(text)
            self._flush()
        except Enough:
            return True
        return self._more_behind

    def _close(self) -> None:
        try:
            self._flush()
        except Enough:
            return

    def _add(self, line: str) -> None:
        if self._held + len(line) > PIECE:
            self._flush()
        self._lines.append(line)
        self._held += len(line) + 1

    def _flush(self, *, even_empty: bool = False) -> None:
        text = "\n".join(self._lines)
        self._lines, self._held = [], 0
        if not (text or even_empty):
            return
        self._total += len(text)
        if self._total > MOST_TEXT or len(self.pieces) >= MOST_PIECES - 1:
            raise Enough
        self.pieces.append(TextPiece(self._part, self._name, text))


def clean(text: str) -> str:
    """Well-formed text without what a screen would obey: such signs are left out where nobody sees
    them in a word, and else become spaces."""
    if text.isprintable():
        return text
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return "".join(each if each.isprintable() else _instead(each) for each in whole)


def _instead(sign: str) -> str:
    if sign in "\n\t":
        return sign
    return "" if unicodedata.category(sign) == "Cf" else " "
