"""What a folder's file system can take, asked before the first byte is written."""

from __future__ import annotations

import sys
from pathlib import Path, PurePosixPath
from typing import Final

from desktop.errors import DiskFull, FileTooLarge, NotWritable
from desktop.files import free_space, translate_os_errors

FAT32_LARGEST: Final = 4 * 1024**3 - 1
"""Bytes of the largest file on FAT12, FAT16 and FAT32."""

_FAT_NAMES: Final = frozenset({"vfat", "msdos", "fat", "fat12", "fat16", "fat32"})
_MOUNTINFO: Final = Path("/proc/self/mountinfo")


def check_free_space(folder: Path, size: int) -> None:
    """Refuse a folder that cannot take a file of ``size`` bytes.

    ``NotWritable`` (no such folder), ``FileTooLarge`` (FAT), ``DiskFull``. Where the system
    does not tell its file system's name, the limit shows itself as ``FileTooLarge`` while
    writing.
    """
    with translate_os_errors():
        if not folder.is_dir():
            raise NotWritable("the target folder is not there")
    if size > FAT32_LARGEST and file_system(folder) in _FAT_NAMES:
        raise FileTooLarge("the target's file system takes at most 4 GiB a file")
    if free_space(folder) < size:
        raise DiskFull("not enough room on the target")


def file_system(folder: Path) -> str:
    """The lower-case name of the file system a folder is on; empty where it is not known."""
    if sys.platform == "win32":
        return _windows_file_system(folder)
    if _MOUNTINFO.exists():
        table = _MOUNTINFO.read_text(encoding="utf-8", errors="replace")
        return mounted_as(table, PurePosixPath(folder.resolve()))
    return ""


def mounted_as(mountinfo: str, folder: PurePosixPath) -> str:
    """The file system of a resolved folder, by a table in the form of proc_pid_mountinfo(5)."""
    best, name = -1, ""
    for line in mountinfo.splitlines():
        before, _, after = line.partition(" - ")
        fields = before.split(" ")
        point = PurePosixPath(_unescaped(fields[4]))
        if folder.is_relative_to(point) and len(point.parts) >= best:
            best, name = len(point.parts), after.split(" ")[0].lower()
    return name


def _unescaped(text: str) -> str:
    """Undo the octal escapes of mountinfo (space, tab, newline, backslash)."""
    for code, sign in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        text = text.replace(code, sign)
    return text


if sys.platform == "win32":

    def _windows_file_system(folder: Path) -> str:
        import ctypes

        name = ctypes.create_unicode_buffer(64)
        root = f"{folder.resolve().anchor}"
        found = ctypes.windll.kernel32.GetVolumeInformationW(
            root, None, 0, None, None, None, name, len(name)
        )
        return name.value.lower() if found else ""
