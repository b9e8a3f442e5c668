"""Sticks and drives that are plugged in now, with the room on them."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStorageInfo

_LINUX_MOUNTS = ("/media/", "/run/media/", "/mnt/")
_REMOVABLE = 2
"""``DRIVE_REMOVABLE`` of GetDriveTypeW."""


@dataclass(frozen=True, slots=True)
class Drive:
    """A mounted volume somebody plugged in. ``free`` and ``size`` in bytes."""

    name: str
    path: Path
    free: int
    size: int
    file_system: str


def removable_drives() -> list[Drive]:
    """Volumes that look like a stick and can be written to, by name."""
    found = (
        Drive(
            volume.displayName(),
            Path(volume.rootPath()),
            volume.bytesAvailable(),
            volume.bytesTotal(),
            bytes(volume.fileSystemType().data()).decode(errors="replace"),
        )
        for volume in QStorageInfo.mountedVolumes()
        if volume.isReady() and not volume.isReadOnly() and _is_removable(volume.rootPath())
    )
    return sorted(found, key=lambda drive: drive.name)


if sys.platform == "win32":

    def _is_removable(root: str) -> bool:
        import ctypes

        return bool(ctypes.windll.kernel32.GetDriveTypeW(root) == _REMOVABLE)

elif sys.platform == "darwin":

    def _is_removable(root: str) -> bool:
        return root.startswith("/Volumes/")

else:

    def _is_removable(root: str) -> bool:
        return root.startswith(_LINUX_MOUNTS)
