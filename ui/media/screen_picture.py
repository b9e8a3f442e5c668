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
    """Makes pictures ready. ``ready(Seen)`` on the GUI thread; ``refused`` with the error;
    ``inside``: of a file the picture of a number, or None where that cannot be shown.

    A request drops the one before: only the last file asked for is answered.
    """

    ready = Signal(object)
    refused = Signal(object)
    inside = Signal(str, int, object)
    _decoded = Signal(object)
    _decoded_inside = Signal(str, int, object)

    def __init__(self, worker: VaultWorker, parent: QObject) -> None:
        super().__init__(parent)
        self._worker = worker
        self._pool = OwnDecoder()
        self._wanted = ""
        self._held: tuple[str, bytes] = "", b""
        self._decoded_inside.connect(self._show_inside, Qt.ConnectionType.QueuedConnection)
        self._decoded.connect(self._show, Qt.ConnectionType.QueuedConnection)
        self.destroyed.connect(self._pool.close)

    def ask(self, media: Media) -> None:
        """Ask for a file's picture."""
        self.want(media.id)
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

    def want(self, media_id: str) -> None:
        """From now on nothing of another file is answered, nor held."""
        self._wanted, self._held = media_id, ("", b"")

    def ask_inside(self, media_id: str, number: int) -> None:
        """Ask for a picture in the office file that is wanted."""
        if self._held[0] == media_id:
            self._decode_inside(media_id, number)
            return

        def read(data: bytes) -> None:
            if media_id == self._wanted:
                self._held = media_id, data
                self._decode_inside(media_id, number)

        self._worker.run(lambda vault: _read(vault, media_id), read, self._refuse, self)

    def _decode_inside(self, media_id: str, number: int) -> None:
        def answer(decoded: Decoded) -> None:
            self._decoded_inside.emit(media_id, number, _image(decoded))

        self._pool.submit(self._held[1], answer, number)

    def _show_inside(self, media_id: str, number: int, image: QImage | None) -> None:
        if media_id == self._wanted:
            self.inside.emit(media_id, number, image)

    def _decode(self, media_id: str, data: bytes) -> None:
        if media_id != self._wanted:
            return
        self._pool.submit(data, lambda decoded: self._decoded.emit(_seen(media_id, decoded)))

    def _show(self, seen: Seen) -> None:
        if seen.media_id == self._wanted:
            self.ready.emit(seen)

    def _refuse(self, error: SkryniaError) -> None:
        self.refused.emit(error)


def _read(vault: Vault, media_id: str) -> bytes:
    return b"".join(vault.media.read(media_id))


def _seen(media_id: str, decoded: Decoded) -> Seen:
    if decoded.picture is None:
        return Seen(media_id, problem=decoded.problem or "damaged")
    return Seen(media_id, _image(decoded), decoded.problem or "")


def _image(decoded: Decoded) -> QImage | None:
    """On a thread of the decoders: to unpack a picture as large as the screen takes too long for
    that of the window."""
    return plain_image(decoded.picture.data) if decoded.picture else None
