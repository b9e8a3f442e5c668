"""The typefaces of every report: Noto Serif for what people said, Noto Sans for what we say.

All four faces of each are embedded as far as they are used. Text is set without shaping, on
purpose: with it, ReportLab writes ligatures as single characters and breaks words at
combining accents, so a name copied out of the PDF would not be the name any more. Unshaped,
Noto's Latin and Cyrillic (stress marks included) look right and come back exactly.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from desktop.resources import resource_path

SERIF: Final = "SkryniaSerif"
SANS: Final = "SkryniaSans"
SANS_BOLD: Final = "SkryniaSans-Bold"
_FILES: Final = {SERIF: "NotoSerif", SANS: "NotoSans"}
_FACES: Final = ("Regular", "Bold", "Italic", "BoldItalic")
BASE_FACES: Final = tuple(
    family if face == "Regular" else f"{family}-{face}" for family in _FILES for face in _FACES
)
GEORGIAN: Final = "SkryniaGeorgian"
"""For Georgian letters within either family; see ``glyphs``."""


@cache
def register_fonts() -> None:
    """Make the faces known to ReportLab, once a process."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    georgian = resource_path("fonts/NotoSerifGeorgian-Regular.ttf")
    pdfmetrics.registerFont(TTFont(GEORGIAN, str(georgian), shapable=False))
    for family, file in _FILES.items():
        names = [name for name in BASE_FACES if name.split("-")[0] == family]
        for name, face in zip(names, _FACES, strict=True):
            path = resource_path(f"fonts/{file}-{face}.ttf")
            pdfmetrics.registerFont(TTFont(name, str(path), shapable=False))
        pdfmetrics.registerFontFamily(family, *names)
