"""The bench of the rooms, over a researcher's vault and over an office's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.model.identity import Role
from tests.ui.room_bench import Bench, bench
from ui import theme

__all__ = ["bench"]


@pytest.fixture
def office(tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[Bench]:
    """A fresh vault of an organisation in a fresh window."""
    theme.apply(qapp, theme.Mode.LIGHT)
    made = Bench(tmp_path, qtbot, Role.ORGANISATION)
    yield made
    made.close()
