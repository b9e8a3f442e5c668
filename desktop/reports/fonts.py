"""The typefaces of every report: Noto Serif for what people said, Noto Sans for what we say.

All four faces of each are embedded as far as they are used. Text is set without shaping, on
purpose: with it, ReportLab writes ligatures as single characters and breaks words at
combining accents, so a name copied out of the PDF would not be the name any more. Unshaped,
Noto's Latin and Cyrillic (stress marks included) look right and come back exactly.
"""

from __future__ import annotations

from collections.abc import Callable
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


def register_fonts(pause: Callable[[], None] = lambda: None) -> None:
    """Make the faces known to ReportLab, once a process; ``pause`` is called between them."""
    if not _registered():
        _register(pause)


def _registered() -> bool:
    from reportlab.pdfbase import pdfmetrics

    return set(BASE_FACES) <= set(pdfmetrics.getRegisteredFontNames())


def _register(pause: Callable[[], None]) -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    georgian = resource_path("fonts/NotoSerifGeorgian-Regular.ttf")
    pdfmetrics.registerFont(TTFont(GEORGIAN, str(georgian), shapable=False))
    for family, file in _FILES.items():
        names = [name for name in BASE_FACES if name.split("-")[0] == family]
        for name, face in zip(names, _FACES, strict=True):
            pause()
            path = resource_path(f"fonts/{file}-{face}.ttf")
            pdfmetrics.registerFont(TTFont(name, str(path), shapable=False))
        pdfmetrics.registerFontFamily(family, *names)
