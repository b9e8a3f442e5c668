"""Line icons, drawn for Skrynia, rendered from memory in the theme's colours.

Each is an SVG of 24 × 24 in ``resources/icons`` that draws with ``currentColor``; the colour
is put in here, so one drawing serves light, dark and disabled. Nothing is cached on disk.
"""

from __future__ import annotations

from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop.resources import resource_bytes
from ui import memory_files

_SIZE = 20
_RATIOS = (1.0, 2.0)


@lru_cache(maxsize=512)
def pixmap(name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
    """The icon ``size`` logical pixels square for a screen of this ratio."""
    drawing = _coloured(name, colour)
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(drawing)).render(painter, QRectF(picture.rect()))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


@lru_cache(maxsize=512)
def icon(name: str, colour: str, disabled: str) -> QIcon:
    """The icon of a button, sharp on common screens, with its disabled state."""
    result = QIcon()
    for ratio in _RATIOS:
        result.addPixmap(pixmap(name, colour, _SIZE, ratio))
        result.addPixmap(pixmap(name, disabled, _SIZE, ratio), QIcon.Mode.Disabled)
    return result


@cache
def register_marks(quiet: str, on_cornflower: str) -> str:
    """Put the small marks of the style sheet (arrows, tick, dot) into memory.

    Returns the folder to name in ``url(…)``: ``up.svg``, ``down.svg``, ``tick.svg``,
    ``dot.svg``.
    """
    folder = f"marks-{quiet[1:]}"
    drawings = {
        "up.svg": _coloured("chevron-up", quiet),
        "down.svg": _coloured("chevron-down", quiet),
        "tick.svg": _coloured("check", on_cornflower),
        "dot.svg": _coloured("dot", on_cornflower),
    }
    memory_files.register(folder, drawings)
    return f":/{folder}"


def _coloured(name: str, colour: str) -> bytes:
    return resource_bytes(f"icons/{name}.svg").replace(b"currentColor", colour.encode())
