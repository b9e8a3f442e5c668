"""A named pipe where a small file is expected: Windows has none in folders."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from desktop.errors import NotWritable
from desktop.vault.file.holder import holder_of
from desktop.vault.file.secret_files import load_key_file
from desktop.vault_files import SINCE


@pytest.mark.skipif(sys.platform == "win32", reason="pipes have no names in folders there")
def test_a_pipe_keeps_nobody_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "key")
    with pytest.raises(NotWritable):
        load_key_file(tmp_path / "key")
    os.mkfifo(tmp_path / SINCE)
    assert holder_of(tmp_path) is None
