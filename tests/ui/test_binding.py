"""The Qt binding keeps Python's reference counts.

PySide6 6.12.0 drops a reference to ``None`` on every call that has no result, and to
``True`` on every signal; before Python 3.12, where these became immortal, the interpreter
aborts after some thousand of them. If this fails, the lock holds such a version.
"""

from __future__ import annotations

import sys

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

CALLS = 1000


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal there")
def test_calls_without_a_result_do_not_wear_none_away(qapp: QApplication) -> None:
    palette, colour = QPalette(), QColor("white")
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        palette.setColor(QPalette.ColorRole.Window, colour)
    assert before - sys.getrefcount(None) < CALLS // 2
