"""Reading an open database from its device, past what memory holds of it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from threading import Event

from desktop.system.device_reads import forget_for_sure
from desktop.system.files import translate_os_errors
from desktop.vault.store.frozen import Frozen

Frozenly = Callable[[Event], Frozen]


class Device:
    """What has the system forget the file at ``path``. Closed after every connection to it: before,
    that would give SQLite's locks away."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: int | None = None

    @contextmanager
    def reading(self, frozen: AbstractContextManager[Frozenly | None]) -> Iterator[Frozen | None]:
        """Gives what reads all that was saved, from the device; None where ``frozen`` gives
        nothing, or the system cannot be held to that. ``StorageError``."""
        with frozen as opened:
            if opened is None or not self._forgets():
                yield None
                return
            with closing(opened(Event())) as reader:
                yield reader

    def _forgets(self) -> bool:
        with translate_os_errors():
            if self._file is None:
                self._file = os.open(self._path, os.O_RDONLY)
            return forget_for_sure(self._file)

    def close(self) -> None:
        """Let go of the file; twice is no error."""
        if self._file is not None:
            os.close(self._file)
            self._file = None
