"""A vault on a read-only medium in the window: said above the rooms, and every room is shown."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.read_only import refuse_writes
from tests.ui.room_bench import Bench
from ui.settings.page import SettingsPage
from ui.widgets.banner import Banner
from ui.widgets.tone import Tone

ROOMS = ("home", "interviews", "people", "places", "media", "handoff", "protected", "settings")


def test_every_room_is_shown_and_nothing_else_is_complained_about(
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    bench = Bench(tmp_path, qtbot, medium=partial(refuse_writes, monkeypatch))
    request.addfinalizer(bench.close)
    shell = bench.shell
    qtbot.waitUntil(shell.read_only.isVisible)
    for room in ROOMS:
        shell.navigate(room)
        bench.ask(lambda vault: vault.counts())
        assert shell.read_only.isVisible()
        assert [each.title for each in complaints(shell)] == [shell.read_only.title], room
    assert bench.ask(lambda vault: vault.read_only)
    settings = shell.page("settings")
    assert isinstance(settings, SettingsPage)
    bench.settle()
    assert settings.ways.chosen is not None
    assert not settings.ways.add_button.isEnabled()
    assert not settings.ways.rename_button.isEnabled()


def complaints(shell: QWidget) -> list[Banner]:
    banners = shell.findChildren(Banner)
    return [each for each in banners if each.isVisible() and each.tone is not Tone.INFO]
