"""What a folder's file system takes, asked before the first byte is written."""

from __future__ import annotations

from pathlib import Path

from desktop.errors import DiskFull, FileTooLarge, NotWritable
from desktop.system.files import free_space, translate_os_errors
from desktop.system.sticks import FAT32_LARGEST, file_system, largest_file


def check_free_space(folder: Path, size: int, largest: int | None = None) -> None:
    """Refuse a folder that cannot take files of ``size`` bytes, of which the largest has
    ``largest``; without it, one file.

    ``NotWritable`` (no such folder), ``FileTooLarge`` (FAT), ``DiskFull``. Where the system
    does not tell its file system's name, the limit shows itself as ``FileTooLarge`` while
    writing.
    """
    with translate_os_errors():
        if not folder.is_dir():
            raise NotWritable("the target folder is not there")
    alone = size if largest is None else largest
    if alone > FAT32_LARGEST and alone > largest_file(file_system(folder)):
        raise FileTooLarge("the target's file system takes at most 4 GiB a file")
    if free_space(folder) < size:
        raise DiskFull("not enough room on the target")
