"""What is read of photos is what ExifTool reads of them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.metadata.__main__ import main

pytestmark = pytest.mark.skipif(
    shutil.which("exiftool") is None, reason="exiftool is not installed"
)


def test_small_faulty_ones(shared_data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(shared_data / "faults")]) == 0, capsys.readouterr().out


@pytest.mark.rare
def test_photos_of_many_cameras(shared_data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(shared_data / "photos")]) == 0, capsys.readouterr().out


def test_a_difference_is_printed(
    tmp_path: Path,
    shared_data: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    shutil.copy(shared_data / "faults" / "exif_utf8.jpg", tmp_path / "a.jpg")
    monkeypatch.setattr(
        "tests.metadata.__main__.exiftool", lambda files: {files[0]: {"EXIF:Artist": ["Other"]}}
    )
    assert main([str(tmp_path)]) == 1
    assert "EXIF:Artist: 'Ганна', ExifTool 'Other'" in capsys.readouterr().out
