"""The volumes of a file, read one behind the other."""

from __future__ import annotations

import io
from pathlib import Path
from typing import BinaryIO

from desktop.system.files import translate_os_errors


class Joined(io.RawIOBase):
    """Reads the volumes ``files``, each of which is opened when its turn comes."""

    def __init__(self, files: list[Path]) -> None:
        self._left = files[::-1]
        self._file: BinaryIO | None = None

    def readable(self) -> bool:
        """It is there to be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill the buffer as far as the volume goes; 0 behind the last."""
        while True:
            if self._file is None:
                if not self._left:
                    return 0
                with translate_os_errors():
                    self._file = self._left.pop().open("rb", buffering=0)
            with translate_os_errors():
                count = self._file.readinto(buffer)  # type: ignore[attr-defined]
            if count:
                return int(count)
            self._file.close()
            self._file = None

    def close(self) -> None:
        """Close the volume that is open."""
        if self._file is not None:
            self._file.close()
            self._file = None
        super().close()
