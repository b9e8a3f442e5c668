"""How long unlocking takes on this machine: measured each time, and said the next time."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Final

from desktop.i18n import _, ngettext
from desktop.settings import LONGEST_UNLOCKING_MS
from ui.preferences import Preferences

_OF_NOTE_MS: Final = 100
"""What differs by less is not written down anew."""


class Stopwatch:
    """Begun when a secret is tried; ``stop`` where it opened the vault."""

    def __init__(self) -> None:
        self._started = time.monotonic()

    def stop(self, preferences: Preferences) -> None:
        """Remember what it took."""
        took = min(round((time.monotonic() - self._started) * 1000), LONGEST_UNLOCKING_MS)
        if abs(took - preferences.value.unlocking_ms) > _OF_NOTE_MS:
            preferences.change(lambda settings: replace(settings, unlocking_ms=took))


def unlocking_told(preferences: Preferences) -> str:
    """What is said while the key is derived."""
    seconds = round(preferences.value.unlocking_ms / 1000)
    if seconds < 1:
        return _("Unlocking takes about a second…")
    return ngettext(
        "Unlocking takes about {count} second on this computer…",
        "Unlocking takes about {count} seconds on this computer…",
        seconds,
    ).format(count=seconds)
