"""A picture to look at, decoded apart and kept in memory only.

The original's bytes are read on the vault's thread in one short job; the decoding runs in a
child process under limits (``desktop/media/decoding/decoder.py``), and neither waits for the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage

from desktop.errors import SkryniaError
from desktop.media.decoding.own_decoder import OwnDecoder
from desktop.model.media import Media
from ui.widgets.plain_picture import plain_image

if TYPE_CHECKING:
    from desktop.media.decoding.decoder import Decoded
    from desktop.vault import Vault
    from ui.tasks import VaultWorker


@dataclass(frozen=True, slots=True)
class Seen:
    """What can be shown of a file: an image, or the code of ``media_problem`` saying why not, or
    why not of all."""

    media_id: str
    image: QImage | None = None
    problem: str = ""


class ScreenPictures(QObject):
    """Makes pictures ready. ``ready(Seen)`` on the GUI thread; ``refused`` with the error.

    A request drops the one before: only the last file asked for is answered.
    """

    ready = Signal(object)
    refused = Signal(object)
    _decoded = Signal(str, object)

    def __init__(self, worker: VaultWorker, parent: QObject) -> None:
        super().__init__(parent)
        self._worker = worker
        self._pool = OwnDecoder()
        self._wanted = ""
        self._decoded.connect(self._show, Qt.ConnectionType.QueuedConnection)
        self.destroyed.connect(self._pool.close)

    def ask(self, media: Media) -> None:
        """Ask for a file's picture."""
        self._wanted = media.id
        if not media.can_be_shown:
            self.ready.emit(Seen(media.id, problem=media.problem))
            return
        record = media.id
        self._worker.run(
            lambda vault: _read(vault, record),
            lambda data: self._decode(record, data),
            self._refuse,
            self,
        )

    def _decode(self, media_id: str, data: bytes) -> None:
        if media_id != self._wanted:
            return
        self._pool.submit(data, lambda decoded: self._decoded.emit(media_id, decoded))

    def _show(self, media_id: str, decoded: Decoded) -> None:
        if media_id != self._wanted:
            return
        if decoded.picture is None:
            self.ready.emit(Seen(media_id, problem=decoded.problem or "damaged"))
            return
        image = plain_image(decoded.picture.data)
        self.ready.emit(Seen(media_id, image, decoded.problem or ""))

    def _refuse(self, error: SkryniaError) -> None:
        self.refused.emit(error)


def _read(vault: Vault, media_id: str) -> bytes:
    return b"".join(vault.media.read(media_id))
