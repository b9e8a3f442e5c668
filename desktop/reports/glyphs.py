"""No character is lost on paper: a second face for Georgian, a notation for the rest.

A character without a glyph would print as an empty box and come back as nothing. The faces
of ``fonts`` hold Latin, Cyrillic and Greek; Georgian has its own; what none of them holds
(an emoji, another script) is printed as its code point, ``[U+1F4F7]``, and so is what no
reader could see: controls, formats, private use, code points that are no characters.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from desktop.reports.fonts import BASE_FACES, GEORGIAN, register_fonts


@cache
def _covered(names: tuple[str, ...]) -> frozenset[int]:
    """The code points that every one of these faces has a glyph for."""
    from reportlab.pdfbase.pdfmetrics import getFont

    register_fonts()
    return frozenset.intersection(*(frozenset(getFont(n).face.charToGlyph) for n in names))


_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})


def _in_base(sign: str) -> bool:
    return sign in "\n\t" or _shows_in(sign, BASE_FACES)


def _in_georgian(sign: str) -> bool:
    return _shows_in(sign, (GEORGIAN,))


def _shows_in(sign: str, faces: tuple[str, ...]) -> bool:
    """A face may hold an empty glyph for a sign that is not to be seen (U+E000, U+202E)."""
    if unicodedata.category(sign) in _UNSEEN:
        return False
    return sign.isspace() or ord(sign) in _covered(faces)


def _notation(sign: str) -> str:
    return f"[U+{ord(sign):04X}]"


def legible(text: str) -> str:
    """``text`` with each character that no face holds as its code point."""
    lost = (sign for sign in set(text) if not (_in_base(sign) or _in_georgian(sign)))
    return text.translate({ord(sign): _notation(sign) for sign in lost})


def in_base_face(text: str) -> str:
    """The same for text that is drawn in one face: labels, numbers, the footer."""
    lost = (sign for sign in set(text) if not _in_base(sign))
    return text.translate({ord(sign): _notation(sign) for sign in lost})


def with_faces(escaped: str) -> str:
    """``legible`` and escaped text with its Georgian runs in their own face, as markup."""
    return _not_base().sub(lambda run: f'<font name="{GEORGIAN}">{run[0]}</font>', escaped)


@cache
def _not_base() -> re.Pattern[str]:
    own = sorted(_covered((GEORGIAN,)) - _covered(BASE_FACES))
    return re.compile("[" + "".join(re.escape(chr(code)) for code in own) + "]+")
