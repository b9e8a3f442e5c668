"""Text into paragraphs: escaped, composed (NFC), and never torn by what people write."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from desktop.reports.styles import style

if TYPE_CHECKING:
    from reportlab.platypus import Flowable


def printable(text: str) -> str:
    """Text as it is printed: NFC, without control and invisible format characters.

    The vault keeps what was typed; on paper these are nothing, or boxes, or bidi tricks.
    Line ends and tabs stay.
    """
    composed = unicodedata.normalize("NFC", text)
    kept = (c for c in composed if c in "\n\t" or unicodedata.category(c) not in _INVISIBLE)
    return "".join(kept)


_INVISIBLE = {"Cc", "Cf", "Cs", "Co"}


def grouped(digest: str) -> str:
    """A hash in groups of eight, which an eye can follow and a line can break between."""
    return " ".join(digest[start : start + 8] for start in range(0, len(digest), 8))


def markup(text: str) -> str:
    """``printable`` text escaped for a paragraph."""
    return escape(printable(text))


def paragraphs(text: str, style_name: str, mark: str = "") -> list[Flowable]:
    """One paragraph a line of ``text``, empty lines left out.

    ``mark`` stands in the column left of the first one: a passage's number, or a label.
    """
    return [
        paragraph(line, style_name, mark if number == 0 else "")
        for number, line in enumerate(lines(text))
    ]


def lines(text: str) -> list[str]:
    """The lines of ``text`` that hold something, as they are printed."""
    return [line.strip() for line in printable(text).splitlines() if line.strip()]


def paragraph(text: str, style_name: str, mark: str = "") -> Flowable:
    """One paragraph of plain text."""
    return rich(markup(text), style_name, mark)


def rich(marked: str, style_name: str, mark: str = "") -> Flowable:
    """One paragraph of ReportLab markup; what people wrote in it went through ``markup``."""
    from reportlab.platypus import Paragraph

    return Paragraph(marked, style(style_name), bulletText=markup(mark) or None)


def labelled(label: str, value: str) -> list[Flowable]:
    """A label and its value beside it; nothing where there is no value.

    These are paragraphs and not a table's cells, so that a value of many pages still breaks.
    """
    return paragraphs(value, "value", label)
