"""Photos on paper: a JPEG goes into the PDF as it is, and is never decoded in this process.

ReportLab would decode every picture whole, only to give it a name: a megabyte of memory each
time, and a decoder for outsiders' bytes beside the one that is locked away.
"""

from __future__ import annotations

import io
import struct

from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfdoc import PDFError
from reportlab.pdfbase.pdfutils import readJPEGInfo
from reportlab.platypus import Flowable


def photo(jpeg: bytes, longest: float) -> Photo | None:
    """A working copy ready to be set, or None where its bytes are no JPEG with a size."""
    size = _size(jpeg)
    return Photo(_Jpeg(jpeg, size), longest) if size and min(size) > 0 else None


def _size(jpeg: bytes) -> tuple[int, int] | None:
    try:
        width, height, *_rest = readJPEGInfo(io.BytesIO(jpeg))
    except (PDFError, struct.error):
        return None
    return int(width), int(height)


class Photo(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """A working copy, its longer side at most ``longest`` points, at most a point to the pixel."""

    def __init__(self, jpeg: _Jpeg, longest: float) -> None:
        super().__init__()
        self._jpeg = jpeg
        width, height = jpeg.getSize()
        # The picture of an old phone stays small and sharp.
        scale = min(1.0, longest / max(width, height))
        self.width, self.height = width * scale, height * scale

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Its size, whatever the room."""
        return self.width, self.height

    def draw(self) -> None:
        """At the origin the page was moved to."""
        self.canv.drawImage(self._jpeg, 0, 0, self.width, self.height)


class _Jpeg(ImageReader):  # type: ignore[misc]  # ReportLab has no types
    """What ReportLab asks of an image, answered from the JPEG's header and bytes alone."""

    def __init__(self, data: bytes, size: tuple[int, int]) -> None:
        # Not the base's: it opens the picture with Pillow.
        self._data = data
        self._dataA = None
        self._size = size

    def getSize(self) -> tuple[int, int]:  # noqa: N802
        """Width and height in pixels."""
        return self._size

    def getRGBData(self) -> bytes:  # noqa: N802
        """Asked for a name of the picture only: its own bytes do as well as its pixels."""
        return self._data

    def jpeg_fh(self) -> io.BytesIO:
        """The stream that is embedded."""
        return io.BytesIO(self._data)
