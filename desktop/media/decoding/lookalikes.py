"""By what a picture is known to look like another: read from the small picture that was made of it.

That is a plain JPEG of our own (``formats/plain_jpeg.py``): no file that came in is decoded here.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from PIL import Image

from desktop.media.formats.plain_jpeg import plain_size
from desktop.media.metadata.read import BROKEN_FILE
from desktop.model.lookalike import COLUMNS, ROWS, tells_apart

if TYPE_CHECKING:
    from desktop.vault import Vault

NOTHING: Final = b""
"""Of a picture by which none is known again: a blank page, the night."""
_AT_A_TIME: Final = 12


def grid_of(small: bytes) -> bytes:
    """The grid of a small picture; :data:`NOTHING` where there is nothing to compare."""
    if plain_size(small) is None:
        return NOTHING
    try:
        with Image.open(io.BytesIO(small), formats=("JPEG",)) as image:
            grey = image.convert("L").resize((COLUMNS, ROWS), Image.Resampling.BOX)
    except BROKEN_FILE:
        return NOTHING
    grid = grey.tobytes()
    return grid if tells_apart(grid) else NOTHING


def learn_some(vault: Vault) -> bool:
    """Read a few small pictures of before this was kept; whether there were any."""
    some = vault.lookalikes.unread(_AT_A_TIME)
    if some:
        vault.lookalikes.learn({row: grid_of(small) for row, small in some.items()})
    return bool(some)
