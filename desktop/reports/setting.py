"""Text into paragraphs: escaped, composed (NFC), and never torn by what people write."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from desktop.reports.glyphs import in_base_face, legible, with_faces
from desktop.reports.long_lines import in_pieces, solid
from desktop.reports.styles import MEASURE, style

if TYPE_CHECKING:
    from reportlab.platypus import Flowable


def printable(text: str) -> str:
    """Text as it is printed: NFC, and nothing in it vanishes that says something.

    Line ends and tabs stay. What shows nothing on paper (controls, bidi tricks, private use)
    and what no face holds is printed as its code point. Only hints where a word may break or
    join, and the mark of a byte order, are left out.
    """
    composed = unicodedata.normalize("NFC", _LINE_END.sub("\n", text))
    return legible(_HINTS.sub("", composed))


_LINE_END = re.compile(r"\r\n?")
_HINTS = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")


def grouped(digest: str) -> list[str]:
    """A hash as two lines of one length, in groups of eight that an eye can follow."""
    groups = [digest[start : start + 8] for start in range(0, len(digest), 8)]
    half = len(groups) // 2
    return [" ".join(groups[:half]), " ".join(groups[half:])]


def together(story: list[Flowable]) -> list[Flowable]:
    """On one page, wherever they fit on one."""
    from reportlab.platypus import KeepTogether

    return [KeepTogether(story)]


def markup(text: str) -> str:
    """``printable`` text escaped for a paragraph, each letter in a face that holds it."""
    return with_faces(escape(printable(text)))


def paragraphs(text: str, style_name: str, mark: str = "") -> list[Flowable]:
    """One paragraph a line of ``text``, empty lines left out.

    ``mark`` stands in the column left of the first one: a passage's number, or a label.
    """
    return marked_paragraphs(lines(text), style_name, mark)


def marked_paragraphs(
    said: list[str], style_name: str, mark: str = "", closing: str = ""
) -> list[Flowable]:
    """One paragraph a line; ``closing`` is ReportLab markup set at the end of the last one."""
    story: list[Flowable] = []
    for number, line in enumerate(said, start=1):
        *before, last = in_pieces(line, lambda text: _broken(text, style_name))
        tail = markup(last) + (closing if number == len(said) else "")
        pieces = [*map(markup, before), tail]
        for piece_number, piece in enumerate(pieces):
            flowable = rich(piece, style_name, mark if not story else "")
            if piece_number < len(pieces) - 1:
                flowable.spaceAfter = 0
            if piece_number > 0:
                flowable.spaceBefore = 0
            story.append(flowable)
    return story


def lines(text: str) -> list[str]:
    """The lines of ``text`` that hold something, as they are printed."""
    return [line.strip() for line in printable(text).splitlines() if line.strip()]


def _broken(text: str, style_name: str) -> list[int]:
    """Of each line that ``text`` is broken into, how many characters it holds but spaces."""
    look = style(style_name)
    width = MEASURE - look.leftIndent - look.rightIndent
    return [solid(_text_of(line)) for line in paragraph(text, style_name).breakLines(width).lines]


def _text_of(line: Any) -> str:
    """Of one line as ReportLab keeps it: a pair in one face, an object in several."""
    return "".join(line[1] if isinstance(line, tuple) else [word.text for word in line.words])


def paragraph(text: str, style_name: str, mark: str = "") -> Flowable:
    """One paragraph of plain text."""
    return rich(markup(text), style_name, mark)


def rich(marked: str, style_name: str, mark: str = "") -> Flowable:
    """One paragraph of ReportLab markup; what people wrote in it went through ``markup``."""
    from reportlab.platypus import Paragraph

    return Paragraph(marked, style(style_name), bulletText=in_base_face(printable(mark)) or None)


def labelled(label: str, value: str) -> list[Flowable]:
    """A label and its value beside it; nothing where there is no value.

    These are paragraphs and not a table's cells, so that a value of many pages still breaks.
    """
    return paragraphs(value, "value", label)
