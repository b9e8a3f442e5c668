"""Entries into a tar, the tar into an age file: encryption and disk on a helper thread."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from types import TracebackType
from typing import BinaryIO, Final

from desktop.crypto.age import Encryptor, Recipient
from desktop.handoff import limits, tar
from desktop.handoff.pipe import Conveyor

Buffer = bytes | bytearray | memoryview

_SMALL: Final = 64 * limits.KIB
_SYNC_EVERY: Final = 64 * limits.MIB


class PackageSink:
    """Writes entries in order. A failure of the disk is raised by a later call at the latest
    by :meth:`finish`."""

    def __init__(self, file: BinaryIO, recipients: Sequence[Recipient]) -> None:
        self._file = file
        self._encryptor = Encryptor(file, recipients)
        self._lane = Conveyor[Buffer](self._write)
        self._small = bytearray()
        self._unsynced = 0

    def __enter__(self) -> PackageSink:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._lane.close()

    @property
    def file_key(self) -> bytes:
        """Opens what is written here, so that it can be read back before it gets its name."""
        return self._encryptor.file_key

    def add(self, path: str, size: int, pieces: Iterable[Buffer]) -> None:
        """One entry of exactly ``size`` bytes; ``ValueError`` when the pieces are others."""
        self._put(tar.header(path, size))
        left = size
        for piece in pieces:
            left -= len(piece)
            self._put(piece)
        if left:
            raise ValueError("an entry is not as long as its header says")
        self._put(tar.padding(size))

    def finish(self) -> None:
        """End the tar and the age file; everything is handed to the operating system."""
        self._put(tar.END)
        self._flush()
        self._lane.finish()
        self._encryptor.finish()

    def _put(self, piece: Buffer) -> None:
        """Small pieces are gathered, large ones go on as they are."""
        if len(piece) < _SMALL:
            self._small += piece
        else:
            self._flush()
            self._lane.put(piece)
        if len(self._small) >= _SMALL:
            self._flush()

    def _flush(self) -> None:
        if self._small:
            self._lane.put(self._small)
            self._small = bytearray()

    def _write(self, piece: Buffer) -> None:
        """On the helper thread. Syncing as it goes keeps the last sync short."""
        self._encryptor.write(piece)
        self._unsynced += len(piece)
        if self._unsynced >= _SYNC_EVERY:
            self._unsynced = 0
            self._file.flush()
            os.fsync(self._file.fileno())
