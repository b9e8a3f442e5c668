"""What ships with the program: fonts, icons, translations, vocabularies, consent texts.

They lie in the folder ``resources`` beside the packages; a frozen build (PyInstaller) lays
the same folder where ``sys._MEIPASS`` points.
"""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path


@cache
def resources_folder() -> Path:
    """The folder that holds all resources."""
    unpacked = getattr(sys, "_MEIPASS", None)
    root = Path(unpacked) if unpacked else Path(__file__).resolve().parent.parent
    return root / "resources"


def resource_path(name: str) -> Path:
    """Where the resource ``name`` lies, such as ``"fonts/NotoSans-Regular.ttf"``."""
    return resources_folder() / name


def resource_bytes(name: str) -> bytes:
    """The content of the resource ``name``.

    A missing resource is a broken build, not an error that a user can meet: ``FileNotFoundError``.
    """
    return resource_path(name).read_bytes()
