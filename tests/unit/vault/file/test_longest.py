"""A vault on a medium whose file system takes no longer file: refused before it is shown as saved.

With the real limit under ``make soak``: ``tests/soak/test_longest_file.py``.
"""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from desktop.errors import VaultTooLong
from desktop.media.adding.ingest import add_files
from desktop.media.adding.sources import MemoryFile
from desktop.messages.errors import explain
from desktop.model.media import MEDIA_KIND
from desktop.system.sticks import FAT32_LARGEST, largest_file
from desktop.vault.store import longest
from tests.support import make_vault, reopened


def test_what_would_not_fit_into_the_file_is_refused_and_what_was_saved_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit = 6_500_000
    monkeypatch.setattr(longest, "largest_file", lambda _name: limit)
    chance = Random(1)
    with make_vault(tmp_path) as vault:
        folder, saved = vault.folder, 0
        with pytest.raises(VaultTooLong):
            for number in range(9):
                photo = MemoryFile(f"{number}.bin", chance.randbytes(1_000_000))
                saved += len(add_files(vault, [photo]).added)
        assert saved > 2
        assert vault.media.count() == saved
        vault.removal.remove(MEDIA_KIND, vault.media.all()[0].id)
        assert vault.check().intact
    assert (folder / "vault.db").stat().st_size <= limit
    with reopened(folder) as vault:
        assert vault.media.count() == saved - 1
        assert vault.check().intact


def test_the_limit_is_known_by_the_name_of_the_file_system() -> None:
    assert largest_file("fuse.vfat") == largest_file("vfat") == FAT32_LARGEST
    assert largest_file("fuse.exfat") > FAT32_LARGEST
    assert "4" in explain(VaultTooLong()).what_happened
