"""Where the program keeps what is not a vault: its settings, and nothing else."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

_PROGRAM: Final = "skrynia"
SETTINGS_FOLDER: Final = "SKRYNIA_SETTINGS_FOLDER"
"""An environment variable that names another folder for the settings, on every system."""


def config_folder() -> Path:
    """This user's folder for the program's settings; it need not be there yet.

    Linux ``$XDG_CONFIG_HOME/skrynia``, macOS ``~/Library/Application Support/skrynia``,
    Windows ``%LOCALAPPDATA%\\skrynia`` (kept on the machine, not roaming); or what
    :data:`SETTINGS_FOLDER` says, because Windows takes its folder from no variable.
    """
    if wanted := os.environ.get(SETTINGS_FOLDER):
        return Path(wanted)
    if sys.platform == "linux":
        return _xdg_config() / _PROGRAM
    else:  # noqa: RET505  # mypy knows a branch by its system only where it is one
        import platformdirs

        return platformdirs.user_config_path(_PROGRAM, appauthor=False, roaming=False)


def _xdg_config() -> Path:
    """As the XDG Base Directory Specification has it, where a relative path counts for nothing.

    What platformdirs says too, without its import: 2 ms before the first window.
    """
    named = Path(os.environ.get("XDG_CONFIG_HOME", ""))
    return named if named.is_absolute() else Path.home() / ".config"


def settings_file() -> Path:
    """The one file of settings."""
    return config_folder() / "settings.json"
