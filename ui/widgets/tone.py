"""The four tones in which something is told, each with its icon and colour."""

from __future__ import annotations

from enum import StrEnum


class Tone(StrEnum):
    """Never colour alone: each tone has an icon, and words say it too."""

    INFO = "info"
    SAFE = "safe"
    ATTENTION = "attention"
    DANGER = "danger"

    @property
    def icon(self) -> str:
        """The name of its icon."""
        return self.value

    @property
    def colour(self) -> str:
        """The name of its colour in ``ui.palette.Colours``."""
        return _COLOURS[self]

    @property
    def tint(self) -> str:
        """The name of the ground behind it."""
        return f"{_COLOURS[self]}_tint"


_COLOURS = {
    Tone.INFO: "cornflower",
    Tone.SAFE: "moss",
    Tone.ATTENTION: "amber",
    Tone.DANGER: "brick",
}
