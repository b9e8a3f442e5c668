"""Small pictures from the vault, read a few at a time, kept in memory only."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QPixmap

from desktop.errors import SkryniaError
from desktop.model.changes import Changes, Part
from desktop.model.media import CopyKind
from desktop.vocabulary import vocabulary
from ui.widgets.plain_picture import plain_image

if TYPE_CHECKING:
    from desktop.vault import Vault
    from ui.tasks import VaultWorker

_BATCH = 12  # one short job; a screen is three or four of them
_KEPT = 240  # five screens; at 256 × 256 pixels 60 MiB at the very most
_ASKED = 120  # what scrolled by long ago is not worth reading any more


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is known of a small picture: itself, or why there is none (yet)."""

    pixmap: QPixmap | None = None
    waits: bool = False
    problem: str = ""


class Thumbnails(QObject):
    """A cache of thumbnails by media id; ``ready(media_id)`` when one has arrived.

    An id without a thumbnail is remembered with the reason: the file cannot be shown, or its
    picture is still being made. Such a one is read again once it is made.
    """

    ready = Signal(str)

    def __init__(self, worker: VaultWorker, parent: QObject) -> None:
        super().__init__(parent)
        self._worker = worker
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._asked: OrderedDict[str, None] = OrderedDict()
        self._reading = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._read_some)
        worker.changed.connect(self._hear)

    def get(self, media_id: str) -> QPixmap | None:
        """The thumbnail if it is here; otherwise it is asked for and ``ready`` follows."""
        if media_id in self._kept:
            self._kept.move_to_end(media_id)
            return self._kept[media_id].pixmap
        self._ask(media_id)
        return None

    def waits(self, media_id: str) -> bool:
        """Whether the picture is still being made."""
        return self._kept.get(media_id, _Kept()).waits

    def problem(self, media_id: str) -> str:
        """Why there is none, in a sentence; '' where there is one, or where it is not known."""
        problem = self._kept.get(media_id, _Kept()).problem
        return vocabulary("media_problem").label(problem) if problem else ""

    def _hear(self, changes: Changes) -> None:
        """Pictures were made of what is shown without one."""
        for media_id, kept in self._kept.items():
            if kept.waits and changes.touches(Part.PICTURE, media_id):
                self._ask(media_id)

    def _ask(self, media_id: str) -> None:
        self._asked[media_id] = None
        self._asked.move_to_end(media_id)
        while len(self._asked) > _ASKED:
            self._asked.popitem(last=False)
        if not self._reading and not self._soon.isActive():
            self._soon.start()

    def _read_some(self) -> None:
        wanted = [self._asked.popitem(last=True)[0] for _ in range(min(_BATCH, len(self._asked)))]
        if not wanted:
            return
        self._reading = True
        self._worker.read_later(lambda vault: _read(vault, wanted), self._take, self._refused, self)

    def _take(self, read: dict[str, _Read]) -> None:
        self._reading = False
        for media_id, each in read.items():
            self._kept[media_id] = _Kept(_pixmap(each.data), each.waits, each.problem)
            self.ready.emit(media_id)
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        if self._asked:
            self._soon.start()

    def _refused(self, _error: SkryniaError) -> None:
        """Leave the place empty: opening the file says what is wrong with it."""
        self._reading = False


@dataclass(frozen=True, slots=True)
class _Read:
    """What the vault holds of a small picture."""

    data: bytes | None = None
    waits: bool = False
    problem: str = ""


def _read(vault: Vault, media_ids: list[str]) -> dict[str, _Read]:
    return {media_id: _read_one(vault, media_id) for media_id in media_ids}


def _read_one(vault: Vault, media_id: str) -> _Read:
    media = vault.media.find(media_id)
    # An original that did not travel must not cost the others of its batch their picture.
    if media is None:
        return _Read()
    working_copy = vault.media.working_copy(media_id, CopyKind.THUMBNAIL)
    if working_copy is not None:
        return _Read(working_copy.data, problem=media.problem)
    return _Read(waits=vault.pictures.waits(media_id), problem=media.problem)


def _pixmap(data: bytes | None) -> QPixmap | None:
    image = plain_image(data) if data is not None else None
    return None if image is None else QPixmap.fromImage(image)
