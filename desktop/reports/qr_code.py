"""A QR code on paper: dark squares with the margin that ISO/IEC 18004 asks for."""

from __future__ import annotations

from typing import Any, Final

from reportlab.platypus import Flowable

from desktop.reports.styles import INK, MM, NUMBERS, colour

_QUIET_ZONE: Final = 4
"""Modules of margin."""


class QrOnPaper(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """Shows one text, ``edge`` points wide and high, margin included. ``left``: where its dark edge
    stands; text begins at ``NUMBERS``."""

    def __init__(self, text: str, edge: float = 40 * MM, left: float = NUMBERS) -> None:
        super().__init__()
        self._left = left
        import segno

        self.width = self.height = edge
        self._modules = tuple(tuple(row) for row in segno.make(text, micro=False, error="m").matrix)

    def wrap(self, *_room: Any) -> tuple[float, float]:
        """Its own size, whatever room there is."""
        return self.width, self.height

    def draw(self) -> None:
        """Each row of squares that stand side by side as one rectangle, so that no seam shows."""
        size = self.width / (len(self._modules) + 2 * _QUIET_ZONE)
        # The margin reaches out of the column, so that the dark edge stands in line with text.
        self.canv.translate(self._left - _QUIET_ZONE * size, 0)
        self.canv.setFillColor(colour(INK))
        for y, row in enumerate(self._modules):
            top = self.height - (_QUIET_ZONE + y + 1) * size
            for start, length in _runs(row):
                left = (_QUIET_ZONE + start) * size
                self.canv.rect(left, top, length * size, size, stroke=0, fill=1)


def _runs(row: tuple[int, ...]) -> list[tuple[int, int]]:
    """(start, length) of the dark ones that stand side by side."""
    found: list[tuple[int, int]] = []
    for at, dark in enumerate(row):
        if dark and found and sum(found[-1]) == at:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        elif dark:
            found.append((at, 1))
    return found
