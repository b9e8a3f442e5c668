"""The mark on each page of a copy: to whom it was given, for what, which one it is.

In the right margin it is small and plain; under the text it is large and so light that it is read
over, and prints in grey. It runs up the page, because what stands aslant comes back letter by
letter among the words of the text (poppler 22 to 25), and this comes back in whole lines. Drawn as
text, so that it is found in the file; as the footers are, a form that each page refers to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop.reports.fonts import SANS, SANS_BOLD
from desktop.reports.glyphs import in_base_face
from desktop.reports.setting import printable
from desktop.reports.styles import LEFT, MM, PAGE, QUIET, RIGHT, colour

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

MARK: Final = "watermark"
"""What the form is called."""
FAINT: Final = "#E6E5E2"
"""Its ink under the text: the words over it keep a contrast of 12 to 1."""

_LENGTH: Final = 245 * MM
_LARGEST, _SMALLEST = 30.0, 13.0
_LEADING: Final = 1.7
_IN_MARGIN: Final = 8.0


def draw_mark(canvas: Canvas, lines: tuple[str, ...]) -> None:
    """The lines beside one another up the page, each as large as it has room to be; and all of
    them as one line in the margin."""
    shown = [in_base_face(printable(line)) for line in lines if line.strip()]
    sizes = [min(_LARGEST, max(_SMALLEST, _LENGTH / _width(canvas, line))) for line in shown]
    middle = (LEFT + PAGE[0] - RIGHT) / 2
    at = middle - sum(size * _LEADING for size in sizes) / 2
    for line, size in zip(shown, sizes, strict=True):
        at += size * _LEADING
        _up(canvas, line, (SANS_BOLD, size, FAINT), at)
    _up(canvas, " · ".join(shown), (SANS, _IN_MARGIN, QUIET), PAGE[0] - RIGHT / 3)


def _up(canvas: Canvas, line: str, look: tuple[str, float, str], at: float) -> None:
    """``line`` from the foot of the page upwards, its base line ``at`` points from the left."""
    face, size, ink = look
    canvas.saveState()
    canvas.setFillColor(colour(ink))
    canvas.setFont(face, size)
    canvas.translate(at, PAGE[1] / 2)
    canvas.rotate(90)
    canvas.drawCentredString(0, 0, _fitting(canvas, line, face, size))
    canvas.restoreState()


def _width(canvas: Canvas, line: str) -> float:
    """Of the line at a size of one point."""
    return float(canvas.stringWidth(line, SANS_BOLD, 1.0)) or 1.0


def _fitting(canvas: Canvas, line: str, face: str, size: float) -> str:
    """``line`` as far as the page is high."""
    if canvas.stringWidth(line, face, size) <= _LENGTH + 1:
        return line
    while line and canvas.stringWidth(line + "…", face, size) > _LENGTH:
        line = line[:-1]
    return line + "…"
