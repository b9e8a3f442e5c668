"""How a picture is looked at: turned, brighter, with more contrast. Its file stays as it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtGui import QImage, QTransform

MOST: Final = 8
"""Steps of brightness or contrast, up and down."""
_LIGHT: Final = 16
"""A step of brightness, of 255."""
_CONTRAST: Final = 1.25
"""A step of contrast: so many times the distance from the middle grey."""
_MIDDLE: Final = 127.5


@dataclass(frozen=True, slots=True)
class Look:
    """``quarters``: turned clockwise by so many right angles, 0 to 3. ``light`` and ``contrast``
    in steps from −``MOST`` to ``MOST``."""

    quarters: int = 0
    light: int = 0
    contrast: int = 0

    def turned(self, by: int) -> Look:
        """Turned further by so many right angles, clockwise."""
        return replace(self, quarters=(self.quarters + by) % 4)

    def lighter(self, by: int) -> Look:
        """So many steps brighter."""
        return replace(self, light=_within(self.light + by))

    def with_contrast(self, by: int) -> Look:
        """So many steps richer in contrast."""
        return replace(self, contrast=_within(self.contrast + by))


AS_IT_IS: Final = Look()


def looked_at(image: QImage, look: Look) -> QImage:
    """The picture as it is to be seen; the same one where nothing is to be changed."""
    if look.light or look.contrast:
        image = _lit(image, _table(look))
    if look.quarters:
        image = image.transformed(QTransform().rotate(90 * look.quarters))
    return image


def _table(look: Look) -> bytes:
    """What becomes of each value of a colour."""
    times = _CONTRAST**look.contrast
    values = ((each - _MIDDLE) * times + _MIDDLE + _LIGHT * look.light for each in range(256))
    return bytes(max(0, min(255, round(each))) for each in values)


def _lit(image: QImage, table: bytes) -> QImage:
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    values = bytes(plain.constBits()).translate(table)
    size = plain.width(), plain.height(), plain.bytesPerLine()
    # A copy, because the bytes are gone with this call.
    return QImage(values, *size, QImage.Format.Format_RGB888).copy()


def _within(steps: int) -> int:
    return max(-MOST, min(MOST, steps))
