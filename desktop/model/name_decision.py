"""What somebody decided about one place in a text before it leaves. Plain values, no I/O."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from desktop.model.values.bounds import Line
from desktop.model.values.no_words import NoWords

SpotKey = Annotated[Line, NoWords("[0-9a-f]{32}")]
"""What a place in a text is known by (``desktop/showing/spots.py``)."""


class Choice(StrEnum):
    """Ask: it is left for the person to say, and nothing leaves before they did."""

    REPLACE = "replace"
    KEEP = "keep"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision about the place ``key``. ``instead``: what then stands there, of a
    replacement; of a file, which stays back, it is ""."""

    key: SpotKey
    choice: Choice
    instead: Line = ""

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to say."""
        return self.choice is Choice.ASK
