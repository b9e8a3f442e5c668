"""Small pictures that a decoder answered, as Qt shows them: of one plain form, or not at all."""

from __future__ import annotations

from PySide6.QtGui import QImage

from desktop.media.formats.plain_jpeg import plain_size


def plain_image(jpeg: bytes) -> QImage | None:
    """The picture; None for b"" and for bytes that our own decoders do not write."""
    size = plain_size(jpeg)
    if size is None:
        return None
    image = QImage.fromData(jpeg, "JPG")  # type: ignore[arg-type]  # the stub wants bytes; Qt takes text alone
    return image if (image.width(), image.height()) == size else None
