"""A finished file gets its name although a virus scanner has the old one open for a moment."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from desktop.errors import NotWritable
from desktop.system import renaming
from desktop.system.files import PartialFile, write_atomically
from desktop.system.renaming import rename_folder, rename_over

pytestmark = pytest.mark.disk


def test_a_file_that_is_open_for_a_moment_is_replaced(tmp_path: Path) -> None:
    target = tmp_path / "keys.json"
    write_atomically(target, b"old")
    scanner = target.open("rb")
    timer = threading.Timer(0.2, scanner.close)
    timer.start()
    write_atomically(target, b"new")
    timer.join()
    assert target.read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir()] == ["keys.json"]


def test_a_folder_with_a_file_that_is_open_for_a_moment_is_renamed(tmp_path: Path) -> None:
    growing = tmp_path / "growing"
    growing.mkdir()
    (growing / "vault.db").write_bytes(b"x")
    scanner = (growing / "vault.db").open("rb")
    timer = threading.Timer(0.2, scanner.close)
    timer.start()
    rename_folder(growing, tmp_path / "grown")
    timer.join()
    assert (tmp_path / "grown" / "vault.db").read_bytes() == b"x"


def test_what_stays_refused_is_refused_in_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(renaming, "_SECONDS", 0.05)
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "in it").touch()
    (tmp_path / "file").touch()
    with pytest.raises((IsADirectoryError, PermissionError)):
        rename_over(tmp_path / "file", tmp_path / "folder")
    with pytest.raises(NotWritable):
        write_atomically(tmp_path / "folder", b"x")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder"]


def test_a_package_gets_its_name_while_something_reads_the_partial_file(tmp_path: Path) -> None:
    with PartialFile(tmp_path / "package.age") as out:
        out.write(b"whole")
        out.sync()
        scanner = out.partial.open("rb")
        timer = threading.Timer(0.2, scanner.close)
        timer.start()
        out.commit()
    timer.join()
    assert (tmp_path / "package.age").read_bytes() == b"whole"
