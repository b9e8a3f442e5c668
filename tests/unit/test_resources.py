"""Resources are found from the source and from a frozen build."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from desktop.resources import resource_bytes, resource_path, resources_folder


def test_a_font_is_there_and_is_a_font() -> None:
    assert resource_bytes("fonts/NotoSans-Regular.ttf")[:4] == b"\x00\x01\x00\x00"


def test_a_frozen_build_looks_where_it_was_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    resources_folder.cache_clear()
    try:
        assert resource_path("icons/lock.svg") == tmp_path / "resources" / "icons" / "lock.svg"
    finally:
        resources_folder.cache_clear()


def test_a_missing_resource_is_a_broken_build() -> None:
    with pytest.raises(FileNotFoundError):
        resource_bytes("fonts/Nothing.ttf")
