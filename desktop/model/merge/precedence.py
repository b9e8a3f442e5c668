"""What a version says of its record's end. What follows from it stands in ``authority.py``."""

from __future__ import annotations

from enum import Enum


class Finality(Enum):
    """What a version says of its record's end."""

    OPEN = "open"
    CLOSED = "closed"
    ENDED = "ended"
