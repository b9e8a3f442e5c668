"""The pictures in an office file, by number: those that its text names, as they come, then others.

Each is decoded as any other picture, by itself, when somebody looks at it.
"""

from __future__ import annotations

import re
from typing import Final

from desktop.media.formats.sniff import media_type_of
from desktop.media.office.packed import Package
from desktop.model.file_text import MOST_PICTURES

_PLACES: Final = re.compile(r"(?:word|xl|ppt)/media/|Pictures/|media/")
_DRAWN: Final = re.compile(r"\.(?:emf|wmf|svg|svm)\Z", re.IGNORECASE)


class Pictures:
    """Numbers members of one package, from 1."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._numbers: dict[str, int] = {}
        self.drawings = 0

    def number(self, name: str) -> int:
        """The number of this member; 0 where it is none that is shown."""
        if name in self._numbers:
            return self._numbers[name]
        if not self._package.has(name) or len(self._numbers) >= MOST_PICTURES:
            return 0
        if _DRAWN.search(name):
            self.drawings += 1
            return 0
        if not media_type_of(self._package.start(name, 16)).startswith("image/"):
            return 0
        self._numbers[name] = len(self._numbers) + 1
        return self._numbers[name]

    def others(self) -> list[int]:
        """The numbers of those that no text named."""
        before = len(self._numbers)
        for name in self._package.names():
            if _PLACES.match(name):
                self.number(name)
        return list(range(before + 1, len(self._numbers) + 1))

    def called(self, number: int) -> str:
        """The member of this number; "" for none."""
        return next((name for name, each in self._numbers.items() if each == number), "")
