"""The session's bus on Linux, by which this person's programs reach one another."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusConnection


def has_session_bus() -> bool:
    """Whether this session has one; asked before what speaks on it is loaded."""
    if "DBUS_SESSION_BUS_ADDRESS" in os.environ:
        return True
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    return bool(runtime) and Path(runtime, "bus").exists()


def session_bus() -> QDBusConnection:
    """It. Where there is none, none is started, as libdbus would."""
    from PySide6.QtDBus import QDBusConnection

    return QDBusConnection.sessionBus() if has_session_bus() else QDBusConnection("none")
