"""What is made for this user alone is, on every system, from its first moment."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import pytest

from desktop.system.private_files import private_file, private_folder
from tests.systems import ON_WINE, forget_profile, is_private

pytestmark = pytest.mark.disk


def test_a_new_file_is_for_its_owner_alone_and_takes_bytes_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "ключ"
    with os.fdopen(private_file(path), "w+b") as file:
        assert is_private(path)
        file.write(b"a\r\nb\n\x1a")
        file.seek(0)
        assert file.read() == b"a\r\nb\n\x1a"


def test_a_new_folder_is_for_its_owner_alone(tmp_path: Path) -> None:
    private_folder(tmp_path / "шафа")
    assert is_private(tmp_path / "шафа")


def test_what_is_made_in_such_a_folder_has_what_the_folder_gives(tmp_path: Path) -> None:
    """SQLite makes its own files there; on POSIX it takes the database's mode."""
    folder = tmp_path / "folder"
    private_folder(folder)
    (folder / "vault.db-wal").touch()
    if sys.platform == "win32" and not ON_WINE:
        assert is_private(folder / "vault.db-wal")
    assert is_private(folder)


def test_a_user_of_whom_the_system_knows_no_profile_has_files_of_his_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wine knows none without this variable; on a real Windows a service may have none."""
    monkeypatch.delenv("WINEUSERNAME", raising=False)
    forget_profile()
    os.close(private_file(tmp_path / "key"))
    monkeypatch.undo()
    forget_profile()
    assert is_private(tmp_path / "key")


@pytest.mark.parametrize("make", [private_file, private_folder])
def test_what_is_there_is_never_taken_over(tmp_path: Path, make: object) -> None:
    assert callable(make)
    for name, kind in (("file", Path.touch), ("folder", Path.mkdir)):
        kind(tmp_path / name)
        with pytest.raises(FileExistsError):
            make(tmp_path / name)
    with pytest.raises(FileNotFoundError):
        make(tmp_path / "not there" / "name")


def test_what_lies_on_another_drive_opens_on_other_computers_too(tmp_path: Path) -> None:
    """On Windows an access list would name a user whom no other computer knows."""
    elsewhere = Path("Z:/tmp") if ON_WINE else tmp_path
    with tempfile.TemporaryDirectory(dir=elsewhere) as folder:
        path = Path(folder) / "skrynia-7KQ2-M9XD.age"
        os.close(private_file(path))
        assert is_private(path) is not ON_WINE
