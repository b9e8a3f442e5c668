"""Qt's own settings led into nothing, so that no dialog leaves a trace on disk."""

from __future__ import annotations

import os
import sys

from PySide6.QtCore import QSettings


def keep_no_history() -> None:
    """Let nothing be written by Qt: last folders, history, widths of its file dialog.

    On Windows Qt keeps them in the registry instead; ``file_picker`` removes them there.
    """
    if sys.platform != "win32":
        scope = QSettings.Scope.UserScope
        QSettings.setPath(QSettings.Format.NativeFormat, scope, os.devnull)
        QSettings.setPath(QSettings.Format.IniFormat, scope, os.devnull)
