"""The grid over so many files: opened, scrolled through from end to end, and what was held."""

from __future__ import annotations

import io
import os
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Final

from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from desktop.media.hashing import hash_bytes
from desktop.model.ids import new_id
from desktop.model.media import CopyKind, Media, WorkingCopy
from desktop.model.values.moment import Moment
from desktop.vault import Vault
from tests.bench.growth.place import RESEARCHER, Place
from tests.bench.growth.seen import Seen
from tests.bench.memory_held import resident
from tests.support import make_vault
from ui.media.grid import CELL_HEIGHT
from ui.media.page import MediaPage
from ui.shell.room import INTERVIEWS, MEDIA

_TOGETHER: Final = 1_000
"""Files that are laid in one transaction."""
_PICTURES: Final = 40
"""Different small pictures."""
_STEPS: Final = 120
"""Places at which the scrolling is looked at."""
_SHORT: Final = 40
"""Pixels of a step of the wheel."""


def painted(page: MediaPage) -> float:
    """Seconds of processor time to paint all of the grid that is on the screen."""
    began = time.thread_time()
    page.grid.viewport().repaint()
    return time.thread_time() - began


def main(folder: Path, count: int) -> None:
    """Print milliseconds until the grid is shown whole, those of its longest paint, and MiB."""
    with make_vault(folder, RESEARCHER.removesuffix(".skrynia")) as vault:
        lay(vault, count)
    seen = Seen(Place(folder, 1))
    seen.unlock()
    seen.visit(INTERVIEWS)
    seen.settle()
    began = time.perf_counter()
    seen.visit(MEDIA)
    page = seen.room(MEDIA)
    assert isinstance(page, MediaPage)
    seen.wait(lambda: _is_whole(page))
    opened = time.perf_counter() - began
    seen.settle()
    longest = 0.0
    bar = page.grid.verticalScrollBar()
    for step in range(_STEPS):
        bar.setValue(bar.maximum() * step // (_STEPS - 1))
        QApplication.processEvents()
        longest = max(longest, painted(page))
        bar.setValue(bar.value() - _SHORT)
        if step % 10 == 0:
            seen.settle()
        longest = max(longest, painted(page))
    print(opened * 1000, longest * 1000, resident(), flush=True)
    seen.controller.stop()


def _is_whole(page: MediaPage) -> bool:
    """Whether the first cell of each line on the screen has its picture."""
    height = page.grid.viewport().height()
    cells = [page.grid.indexAt(QPoint(8, down)) for down in range(8, height, CELL_HEIGHT)]
    shown = Qt.ItemDataRole.DecorationRole
    return bool(cells) and all(page.library.data(each, shown) is not None for each in cells)


def lay(vault: Vault, count: int) -> None:
    """Files of some bytes, each with a small picture as the decoder makes them."""
    pictures = [_picture(number) for number in range(_PICTURES)]
    for first in range(0, count, _TOGETHER):
        with vault.transaction():
            for number in range(first, min(first + _TOGETHER, count)):
                data = f"photo {number}".encode()
                media = _media(data, number)
                copy = replace(pictures[number % _PICTURES], media_id=media.id)
                vault.media.add(media, (data,), copies=(copy,), hashed=True)


def _media(data: bytes, number: int) -> Media:
    sums, name = hash_bytes(data), f"IMG_{number:06}.jpg"
    known = (sums.sha256, sums.sha512, len(data), name, "image/jpeg", 4000, 3000)
    return Media(new_id(), Moment.now(), *known)


def _picture(number: int) -> WorkingCopy:
    out = io.BytesIO()
    noise = Image.effect_noise((256, 192), 20 + number)
    noise.convert("RGB").save(out, "JPEG", quality=80, optimize=True)
    return WorkingCopy("", CopyKind.THUMBNAIL, "jpeg 256 q80", 256, 192, out.getvalue())


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    main(Path(sys.argv[1]), int(sys.argv[2]))
