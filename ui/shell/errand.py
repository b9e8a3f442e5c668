"""What the first screen does with a closed vault for the rooms, none of which it knows."""

from __future__ import annotations

from enum import StrEnum


class Errand(StrEnum):
    """What is done with a vault that is closed, and asked for in its rooms. ``RESCUE``: what can be
    read of it is saved. ``LEAVE``: it is left behind for a journey."""

    RESCUE = "rescue"
    LEAVE = "leave"
