"""A second start of the program: the window that is there comes to the front, with what was given.

Nothing is passed but a path and the token by which a desktop lets a window come forward. On Linux
it goes over the session's own bus, on Windows as a message to a window. There is no port and no
socket of ours. Where there is no such way (macOS, which brings an application that is installed
to the front by itself), the second start opens a window of its own, and the lock of the vault
keeps two from writing.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal

from desktop.system.paths import SETTINGS_FOLDER

LONGEST_PATH: Final = 4096
"""Bytes; the longest path of Linux."""
_TOKEN: Final = re.compile(r"[\x21-\x7e]{0,512}")
PATIENCE_MS: Final = 2_000


def instance_name(environment: Mapping[str, str] = os.environ) -> str:
    """What the first start is known by: another one for settings that lie elsewhere."""
    folder = environment.get(SETTINGS_FOLDER, "")
    if not folder:
        return "Skrynia"
    from hashlib import sha256

    return f"Skrynia.s{sha256(folder.encode()).hexdigest()[:16]}"


class Asked(QObject):
    """What second starts ask. ``asked(path, token)``: the path is None where none was given."""

    asked = Signal(object, str)

    def take(self, path: bytes, token: str) -> bool:
        """Pass on what is no more than a path and a token; whether it is."""
        if len(path) > LONGEST_PATH or b"\0" in path or not _TOKEN.fullmatch(token):
            return False
        named = Path(os.fsdecode(path)) if path else None
        if named is not None and not named.is_absolute():
            return False
        self.asked.emit(named, token)
        return True


Stop = Callable[[], None]


def hand_over(path: Path | None, token: str) -> bool:
    """Let the window that is there come to the front; whether there is one that answered."""
    data = os.fsencode(path) if path is not None else b""
    if sys.platform == "win32":
        from ui.session.second_windows import hand_over as over_messages

        return over_messages(instance_name(), data)
    from ui.session.bus import has_session_bus, session_bus

    if sys.platform == "darwin" or not has_session_bus():
        return False
    from ui.session.second_bus import hand_over as over_the_bus

    return over_the_bus(session_bus(), instance_name(), data, token)


def listen(asked: Asked) -> Stop:
    """Be the one that second starts find, until the answer is called."""
    if sys.platform == "win32":
        from ui.session.second_windows import listen as to_messages

        return to_messages(instance_name(), asked)
    from ui.session.bus import has_session_bus, session_bus

    if sys.platform == "darwin" or not has_session_bus():
        return _nothing
    from ui.session.second_bus import listen as on_the_bus

    return on_the_bus(session_bus(), instance_name(), asked)


def _nothing() -> None:
    """Nobody listens."""
