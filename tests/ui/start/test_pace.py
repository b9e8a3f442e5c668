"""How long unlocking takes is said as it was the last time on this machine."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from desktop.settings import load_settings
from ui.preferences import Preferences
from ui.unlocking.pace import Stopwatch, unlocking_told


@pytest.mark.parametrize(
    ("took", "said"),
    [
        (0, "Unlocking takes about a second…"),
        (400, "Unlocking takes about a second…"),
        (1200, "Unlocking takes about 1 second on this computer…"),
        (4600, "Unlocking takes about 5 seconds on this computer…"),
    ],
)
def test_it_is_said_in_whole_seconds(tmp_path: Path, took: int, said: str) -> None:
    preferences = Preferences(path=tmp_path / "settings.json")
    preferences.change(lambda settings: replace(settings, unlocking_ms=took))
    assert unlocking_told(preferences) == said


def test_it_is_measured_and_kept(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    preferences = Preferences(path=file)
    preferences.change(lambda settings: replace(settings, unlocking_ms=90_000))
    Stopwatch().stop(preferences)
    assert load_settings(file).unlocking_ms < 1000
