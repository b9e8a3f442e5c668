"""A folder is asked for room by all that goes into it, and by the longest file alone for length."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.errors import DiskFull, FileTooLarge, NotWritable
from desktop.system import room
from desktop.system.room import check_free_space
from desktop.system.sticks import FAT32_LARGEST

_ROOM = 1 << 40


@pytest.fixture(autouse=True)
def fat(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "largest_file", lambda _name: FAT32_LARGEST)
    monkeypatch.setattr(room, "free_space", lambda _folder: _ROOM)


def test_one_file_may_be_too_long_and_many_short_ones_not(tmp_path: Path) -> None:
    with pytest.raises(FileTooLarge):
        check_free_space(tmp_path, FAT32_LARGEST + 1)
    with pytest.raises(FileTooLarge):
        check_free_space(tmp_path, 2 * FAT32_LARGEST, largest=FAT32_LARGEST + 1)
    check_free_space(tmp_path, 2 * FAT32_LARGEST, largest=FAT32_LARGEST)


def test_all_of_them_have_to_find_room(tmp_path: Path) -> None:
    with pytest.raises(DiskFull):
        check_free_space(tmp_path, _ROOM + 1, largest=1)
    with pytest.raises(NotWritable):
        check_free_space(tmp_path / "gone", 1)
