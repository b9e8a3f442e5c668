"""Entries into a tar, the tar into an age file: encryption on one helper thread, and the
device kept busy by another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, Protocol

from desktop.crypto.age import Encryptor, Recipient
from desktop.handoff.format import limits, tar
from desktop.handoff.format.pipe import Conveyor

Buffer = bytes | bytearray | memoryview

_SMALL: Final = 64 * limits.KIB
_SETTLE_EVERY: Final = 16 * limits.MIB
"""Twice as much, at most, is held by the system and not yet by the device."""


class Target(Protocol):
    """A file opened for writing."""

    def write(self, data: memoryview, /) -> int:
        """Take bytes; how many."""

    def settle(self) -> None:
        """Bring to the device what was written so far; beside further writing."""


class PackageSink:
    """Writes entries in order. A failure of the disk is raised by a later call at the latest
    by :meth:`finish`."""

    def __init__(self, file: Target, recipients: Sequence[Recipient]) -> None:
        self._file = file
        self._encryptor = Encryptor(file, recipients)
        self._lane = Conveyor[Buffer](self._write)
        self._settling = Conveyor[Target](_settle, depth=1)
        self._small = bytearray()
        self._unsettled = 0
        self._taken = 0

    def __enter__(self) -> PackageSink:
        return self

    def __exit__(self, *_: object) -> None:
        self._lane.close()
        self._settling.close()

    @property
    def file_key(self) -> bytes:
        """Opens what is written here, so that it can be read back before it gets its name."""
        return self._encryptor.file_key

    def tell(self) -> int:
        """Plaintext bytes taken so far."""
        return self._taken

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
        self._settling.finish()
        self._encryptor.finish()

    def _put(self, piece: Buffer) -> None:
        """Small pieces are gathered, large ones go on as they are."""
        self._taken += len(piece)
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
        """On the helper thread. It waits where the device is slower: progress then tells the
        device's pace, and the sync at the end has little left to do."""
        self._encryptor.write(piece)
        self._unsettled += len(piece)
        if self._unsettled >= _SETTLE_EVERY:
            self._unsettled = 0
            self._settling.put(self._file)


def _settle(file: Target) -> None:
    file.settle()
