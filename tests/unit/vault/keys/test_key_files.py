"""Key files on a stick: what is saved is read back, and nothing is written over."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.crypto.key_file import encode_key_file, new_key_file
from desktop.errors import FileExists, NotAKeyFile, NotWritable
from desktop.vault.file.secret_files import load_key_file, save_key_file
from tests.systems import is_private


def test_a_key_file_comes_back_and_is_its_owners_alone(tmp_path: Path) -> None:
    key, path = new_key_file(), tmp_path / "holiday.txt"
    save_key_file(path, key)
    assert load_key_file(path) == key
    assert is_private(path)
    assert list(tmp_path.iterdir()) == [path]


def test_no_file_is_written_over(tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_bytes(encode_key_file(new_key_file()))
    before = path.read_bytes()
    with pytest.raises(FileExists):
        save_key_file(path, new_key_file())
    assert path.read_bytes() == before


def test_other_files_and_sticks_that_are_gone_are_told_apart(tmp_path: Path) -> None:
    other = tmp_path / "photo.jpg"
    other.write_bytes(bytes(10_000))
    with pytest.raises(NotAKeyFile):
        load_key_file(other)
    with pytest.raises(NotWritable):
        save_key_file(tmp_path / "pulled" / "key", new_key_file())
