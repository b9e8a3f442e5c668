"""Small pictures from the vault, read a few at a time, kept in memory only."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage, QPixmap

from desktop.errors import SkryniaError
from desktop.model.media import DerivativeKind

if TYPE_CHECKING:
    from desktop.vault import Vault
    from ui.tasks import VaultWorker

_BATCH = 12  # one short job; a screen is three or four of them
_KEPT = 600  # at 256 × 256 pixels about 150 MiB at the very most
_ASKED = 120  # what scrolled by long ago is not worth reading any more


class Thumbnails(QObject):
    """A cache of thumbnails by media id; ``ready(media_id)`` when one has arrived.

    An id without a thumbnail (a file that cannot be shown) is remembered as such.
    """

    ready = Signal(str)

    def __init__(self, worker: VaultWorker, parent: QObject) -> None:
        super().__init__(parent)
        self._worker = worker
        self._kept: OrderedDict[str, QPixmap | None] = OrderedDict()
        self._asked: OrderedDict[str, None] = OrderedDict()
        self._reading = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._read_some)

    def get(self, media_id: str) -> QPixmap | None:
        """The thumbnail if it is here; otherwise it is asked for and ``ready`` follows."""
        if media_id in self._kept:
            self._kept.move_to_end(media_id)
            return self._kept[media_id]
        self._asked[media_id] = None
        self._asked.move_to_end(media_id)
        while len(self._asked) > _ASKED:
            self._asked.popitem(last=False)
        if not self._reading and not self._soon.isActive():
            self._soon.start()
        return None

    def forget(self, media_id: str) -> None:
        """Read it again next time (a thumbnail was made meanwhile)."""
        self._kept.pop(media_id, None)

    def _read_some(self) -> None:
        wanted = [self._asked.popitem(last=True)[0] for _ in range(min(_BATCH, len(self._asked)))]
        if not wanted:
            return
        self._reading = True
        self._worker.read_later(lambda vault: _read(vault, wanted), self._take, self._refused, self)

    def _take(self, read: dict[str, bytes | None]) -> None:
        self._reading = False
        for media_id, data in read.items():
            self._kept[media_id] = _pixmap(data)
            self.ready.emit(media_id)
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        if self._asked:
            self._soon.start()

    def _refused(self, _error: SkryniaError) -> None:
        """Leave the place empty: opening the file says what is wrong with it."""
        self._reading = False


def _read(vault: Vault, media_ids: list[str]) -> dict[str, bytes | None]:
    found: dict[str, bytes | None] = {}
    for media_id in media_ids:
        found[media_id] = None
        # An original that did not travel must not cost the others of its batch their picture.
        if vault.media.find(media_id) is not None:
            derivative = vault.media.derivative(media_id, DerivativeKind.THUMBNAIL)
            found[media_id] = derivative.data if derivative is not None else None
    return found


def _pixmap(data: bytes | None) -> QPixmap | None:
    if data is None:
        return None
    image = QImage.fromData(data, "JPG")  # type: ignore[arg-type]  # the stub wants bytes; Qt takes text alone
    return None if image.isNull() else QPixmap.fromImage(image)
