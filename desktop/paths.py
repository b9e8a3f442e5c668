"""Where the program keeps what is not a vault: its settings, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Final

_PROGRAM: Final = "skrynia"


def config_folder() -> Path:
    """This user's folder for the program's settings; it need not be there yet.

    Linux ``$XDG_CONFIG_HOME/skrynia``, macOS ``~/Library/Application Support/skrynia``,
    Windows ``%LOCALAPPDATA%\\skrynia`` (kept on the machine, not roaming).
    """
    import platformdirs

    return platformdirs.user_config_path(_PROGRAM, appauthor=False, roaming=False)


def settings_file() -> Path:
    """The one file of settings."""
    return config_folder() / "settings.json"
